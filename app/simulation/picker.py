"""A picker: asks for work, binds totes, walks from stop to stop, and brings the cart to a lane."""

import asyncio
import re
from random import Random

from app.simulation.atstop import AtStop
from app.simulation.connection import Lost
from app.simulation.device import Handheld
from app.simulation.floor import Floor, Member
from app.simulation.habits import pace
from app.simulation.page import Stop
from app.simulation.walk import Screen

CART_SECONDS = 6.0
"""To take an empty tote and scan it to its place."""
LANE_SECONDS = 30.0
WAIT_SECONDS = 60.0
"""So long a picker without work waits before asking again, if nothing is heard."""
ANSWER_SECONDS = 1.5
"""So long, of ours, the handheld waits for the word whether a tote is free, as in `atcart.js`."""
TOO_OFTEN = 6
WALK = re.compile(r"/(picking|putting-back)/tasks/\d+")
"""Of picking, or of putting back what was picked for an order that was stopped."""


class Picker:
    """`at` says where the picker is, in a word for the line that is shown while the shift runs."""

    def __init__(self, who: Member, floor: Floor, random: Random) -> None:
        self.who, self.floor, self.random = who, floor, random
        self.pace = pace(random)
        self.at = "waits"
        self.device = floor.new_device()

    async def begin(self) -> None:
        """Badge and PIN."""
        await self.device.sign_in(self.who.badge, self.who.secret, self.who.worker_id)

    async def work(self) -> None:
        """Until the shift is called off."""
        while True:
            try:
                walk = await self._ask_for_work()
                if walk:
                    await self._walk(walk)
                else:
                    await self._wait()
            except Lost:
                await self.floor.clock.spend(5)

    async def _ask_for_work(self) -> str:
        """The address of the walk in progress, or of the next one; empty for none."""
        self.device.leave()
        self.device.came.clear()
        page = await self.device.page("/work")
        mine = next((link for link in page.links if WALK.fullmatch(link)), "")
        if not mine:
            answer = await self.device.post("/picking/claims", {})
            mine = answer.headers.get("location", "") if answer.status == 303 else ""
        return mine if WALK.fullmatch(mine) else ""

    async def _wait(self) -> None:
        """Until something is heard, or for a while."""
        self.at = "waits"
        self.floor.no_work.set()
        try:
            await asyncio.wait_for(self.device.came.wait(), WAIT_SECONDS / self.floor.clock.speed)
        except TimeoutError:
            return
        await self.floor.clock.spend(self.random.uniform(2, 10))

    async def _walk(self, address: str) -> None:
        """To the end, or until somebody else has it, or it is called off."""
        screen = await self.device.load(address)
        if screen is None:
            await self.floor.clock.spend(WAIT_SECONDS)
            return
        self.at = "walks"
        while self.device.screen is screen and not screen.gone and screen.state == "active":
            await self._next(screen)

    async def _next(self, screen: Screen) -> None:
        hands = AtStop(self.floor, self.device, screen, self.random)
        without = screen.without_tote()
        stops = screen.open()
        if without:
            await self._take_tote(hands, without[0].id)
        elif stops:
            await self._stop(hands, stops[0])
        else:
            await self._stage(screen)

    async def _take_tote(self, hands: AtStop, place: int) -> None:
        await self.floor.clock.spend(CART_SECONDS)
        if not self.floor.totes:
            self.floor.record.problem("there are no more empty totes")
            await self.floor.clock.spend(WAIT_SECONDS)
            return
        bound = hands.bind(place)
        try:
            await asyncio.wait_for(bound.answered.wait(), ANSWER_SECONDS)
        except TimeoutError:
            return

    async def _stop(self, hands: AtStop, stop: Stop) -> None:
        before, seconds = self.device, self.pace.seconds(stop.metres, stop.lines, self.random)
        await self.floor.clock.spend(seconds)
        before.listening.drain(seconds)
        await self._suffer()
        still = hands.screen.stops.get(stop.line)
        if self.device is not before or still is None or still not in hands.screen.open():
            return
        await hands.work(still)
        if self.device.refused[stop.line] > TOO_OFTEN:
            self.floor.record.problem(f"nothing that {self.who.name} does at {stop.address} is taken")
            await self.floor.clock.spend(WAIT_SECONDS)

    async def _stage(self, screen: Screen) -> None:
        """The totes stand in a lane, and the handheld has to know it before there is other work."""
        await self.floor.clock.spend(LANE_SECONDS)
        staged = self.device.keep(screen.stagings, {"lane": self.random.choice(screen.lanes)})
        answered = asyncio.ensure_future(staged.answered.wait())
        await asyncio.wait({answered}, timeout=60)
        answered.cancel()
        if staged.outcome == "done":
            self.floor.record.did["walk"] += 1
            self.device.leave()
        else:
            await self.floor.clock.spend(5)

    async def _suffer(self) -> None:
        """What goes wrong with the device."""
        faults, draw = self.floor.faults, self.random.random()
        if draw < faults.battery:
            await self._change_device()
        elif draw < faults.battery + faults.offline:
            await self._go_offline()
        elif draw < faults.battery + faults.offline + faults.socket:
            self.floor.record.did["socket cut"] += 1
            self.device.listening.socket.cut()

    async def _go_offline(self) -> None:
        """Out of reach of the network: the picking goes on."""
        if not self.device.outbox.is_online:
            return
        self.floor.record.did["offline"] += 1
        device, seconds = self.device, self.random.uniform(*self.floor.faults.offline_seconds)
        await device.go_offline()
        self.at = "offline"
        self.floor.later(seconds, lambda: self._back(device))

    def _back(self, device: Handheld) -> None:
        device.come_back()
        if device is self.device and self.at == "offline":
            self.at = "walks"

    async def _change_device(self) -> None:
        """The battery is empty: on with another device at the same stop, by badge and PIN; the old one is charged."""
        self.floor.record.did["battery"] += 1
        old, seconds = self.device, self.random.uniform(*self.floor.faults.charge_seconds)
        await old.switch_off()
        old.leave()  # charged, it lies in the rack: nobody looks at it, but what waits on it is sent
        self.floor.later(seconds, old.switch_on)
        self.device = self.floor.new_device()
        self.at = "walks"
        while True:
            try:
                await self.begin()
                return
            except Lost:
                await self.floor.clock.spend(5)
