"""The lead: sends waves out before the work runs out, gives walks to others, holds orders, answers calls; watches."""

import asyncio
import re
from random import Random
from time import time

from app.simulation.connection import Answer, Lost
from app.simulation.desk import Desk
from app.simulation.device import Handheld
from app.simulation.floor import Floor, Member
from app.simulation.page import Document
from app.simulation.picker import Picker
from app.simulation.record import Move

ORDERS_A_PICKER = 6
"""A cart's worth for each."""
LARGEST_WAVE = 300
PATIENCE = 20.0
"""Seconds, of ours, that a plan may be looked for before the lead takes the best one that there is."""
LOOK_SECONDS = 30.0
MOVE_SECONDS = 240.0
"""Between two moves of a lead of ten pickers, on average."""
HOLD_SECONDS = 300.0
ORDER = re.compile(r"/orders/(\d+)$")
HOLD = re.compile(r"/orders/holds/\d+/releases$")


class Lead:
    def __init__(self, who: Member, floor: Floor, pickers: list[Picker], random: Random) -> None:
        self.who, self.floor, self.pickers, self.random = who, floor, pickers, random
        self.device = Handheld(floor.server, random, floor.record)
        self._waved = True
        self._releases: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Badge and password; the page where a lead lands stays open."""
        page = await self.device.sign_in(self.who.badge, self.who.secret, self.who.worker_id, leads=True)
        self.desk = Desk(self.device, page)

    async def prepare(self) -> None:
        """Before the shift: a walk for everybody, as far as there are orders."""
        while await self._free_walks() < len(self.pickers) and self._waved:
            await self._send_wave()

    async def lead(self) -> None:
        """Until the shift is called off."""
        await asyncio.gather(self._supply(), self._move_people())

    async def _supply(self) -> None:
        """Work for all, before somebody stands without."""
        while True:
            self.floor.no_work.clear()
            await self.floor.clock.spend(LOOK_SECONDS)
            try:
                await self._answer_calls()
                if self.floor.no_work.is_set() or await self._free_walks() < len(self.pickers) / 4:
                    await self._send_wave()
            except Lost:
                continue

    async def _waves(self) -> dict[int, str]:
        return (await self.device.page("/waves")).waves

    async def _wave_pages(self) -> list[Document]:
        out = [wave for wave, state in (await self._waves()).items() if state == "released"]
        return [await self.device.page(f"/waves/{wave}") for wave in out]

    async def _free_walks(self) -> int:
        return sum(state == "free" for page in await self._wave_pages() for state in page.tasks.values())

    async def _send_wave(self) -> None:
        """Plan a wave and release it; when the plan takes long, the best one so far is good enough."""
        limit = min(LARGEST_WAVE, max(ORDERS_A_PICKER, ORDERS_A_PICKER * len(self.pickers)))
        self._waved = _is_done(await self.device.post("/waves", {"mode": "cart", "limit": str(limit)}))
        if not self._waved:
            return
        for wave, state in (await self._waves()).items():
            if state == "planned":
                await self.device.post(f"/waves/{wave}/releases", {})
        began = time()
        while going_out := [wave for wave, state in (await self._waves()).items() if state == "releasing"]:
            await asyncio.sleep(0.5)
            if time() - began > PATIENCE:
                for wave in going_out:
                    await self.device.post(f"/waves/{wave}/plan-ends", {})
        self.floor.record.did["wave"] += 1

    async def _answer_calls(self) -> None:
        pages = await self._wave_pages()
        calls = {form for page in pages for form in page.forms if form.startswith("/calls/")}
        for call in sorted(calls):
            await self.device.post(call, {})
            self.floor.record.did["call answered"] += 1

    async def _move_people(self) -> None:
        while True:
            await self.floor.clock.spend(self.random.expovariate(len(self.pickers) / 10 / MOVE_SECONDS))
            try:
                if self.random.random() < self.floor.faults.hold:
                    await self._hold()
                else:
                    await self._reassign()
            except Lost:
                continue

    async def _reassign(self) -> None:
        """A walk under way goes to somebody else."""
        walking = [(one, one.device.screen) for one in self.pickers if one.device.screen]
        if len(self.pickers) < 2 or not walking:
            return
        giver, screen = self.random.choice(walking)
        taker = self.random.choice([one for one in self.pickers if one is not giver])
        url = f"/putting-back/tasks/{screen.task}" if screen.puts_back else f"/tasks/{screen.task}"
        wish = {"worker_id": str(taker.who.worker_id), "sure": "1"}
        answer = await self.device.post(f"{url}/assignments", wish)
        self._note(answer, "reassigned", frozenset({giver.who.worker_id, taker.who.worker_id}))

    async def _hold(self) -> None:
        """The customer has called: an order under way waits; after a while it may go on."""
        pages = await self._wave_pages()
        orders = sorted({int(found[1]) for page in pages for link in page.links if (found := ORDER.match(link))})
        if not orders:
            return
        order = self.random.choice(orders)
        answer = await self.device.post(f"/orders/{order}/holds", {"note": "The customer has called."})
        self._note(answer, "held", frozenset())
        if _is_done(answer):
            self.floor.later(HOLD_SECONDS, lambda: self._release_later(order))

    def _release_later(self, order: int) -> None:
        task = asyncio.create_task(self._release_hold(order))
        self._releases.add(task)
        task.add_done_callback(self._releases.discard)

    async def _release_hold(self, order: int) -> None:
        try:
            page = await self.device.page(f"/orders/{order}")
            for form in page.forms:
                if HOLD.match(form):
                    await self.device.post(form, {})
        except Lost:
            return

    def _note(self, answer: Answer, what: str, workers: frozenset[int]) -> None:
        if _is_done(answer):
            self.floor.record.did[what] += 1
            self.floor.record.moves.append(Move(answer.headers["operation-id"], workers))


def _is_done(answer: Answer) -> bool:
    return answer.headers.get("operation-outcome") == "done"
