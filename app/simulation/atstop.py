"""What a picker does at a stop, right and wrong."""

from dataclasses import dataclass
from random import Random
from urllib.parse import quote
from uuid import uuid4

from app.simulation.connection import Lost
from app.simulation.device import Handheld
from app.simulation.effects import StopEffect, ToteEffect
from app.simulation.floor import Floor
from app.simulation.outbox import Operation
from app.simulation.page import DONE, SHORT, SKIPPED, TODO, Stop
from app.simulation.walk import Screen

ENOUGH = 3
"""So often refused at one stop, a picker gives it up and calls it short."""
REASONS = ("empty", "too_few", "wrong_item")
CALLS = ("stock", "damage", "help", "other")


@dataclass
class AtStop:
    """The hands: one picker, the handheld in use, the walk on it."""

    floor: Floor
    device: Handheld
    screen: Screen
    random: Random

    async def work(self, stop: Stop) -> None:
        """One thing of all that may happen at a stop; mostly everything is picked."""
        habits = self.floor.habits
        if self._chance(habits.wrong_scan):
            await self._scan_wrong()
        if self._finds_fault(stop):
            return
        if self._chance(habits.full_tote) and self.floor.totes:
            self.bind(stop.place)
        picked = self._pick(stop)
        if self._chance(habits.double_trigger):
            self.floor.record.did["double trigger"] += 1
            await self.device.outbox.double(self.device.pages, picked)
        self._answer_zero(stop)
        if self._chance(habits.undo):
            self._undo(picked)

    def _finds_fault(self, stop: Stop) -> bool:
        """Something else than a pick is done there."""
        habits = self.floor.habits
        if self._chance(habits.call):
            self._call(stop)
        if self.device.refused[stop.line] >= ENOUGH or self._chance(habits.short):
            self._short(stop)
        elif self._chance(habits.skip) and len(self.screen.open()) > 1:
            self._skip(stop)
        elif self._chance(habits.damage):
            self._damage(stop)
        else:
            return False
        return True

    def bind(self, place_id: int) -> Operation:
        """A tote to its place on the cart: the one that was passed on, or an empty one; a full one gives way to it."""
        place = self.screen.places[place_id]
        tote = (not place.tote and place.passed_on) or self.floor.totes.popleft()
        url = place.fulls if place.tote else place.binds
        return self.device.keep(url, {"tote": tote}, ToteEffect(place.id, place.tote, tote))

    async def _scan_wrong(self) -> None:
        """A code that is not asked for: the handheld beeps, and asks what it is."""
        self.floor.record.did["wrong scan"] += 1
        code = f"BIN-{self.random.randrange(10_000)}"
        try:
            await self.device.fragment(f"{self.screen.meanings}?code={quote(code)}")
        except Lost:
            return

    def _pick(self, stop: Stop) -> Operation:
        """All that is left of it, or now and then a part first."""
        quantity = stop.left
        if quantity > 1 and self._chance(self.floor.habits.part):
            quantity = self.random.randrange(1, quantity)
        fields = {
            "bin": stop.bin,
            "item": stop.codes[0][0],
            "lot": stop.lot,
            "tote": self.screen.places[stop.place].tote,
            "quantity": str(quantity),
            "serials": "\n".join(self._serial() for _ in range(quantity)) if stop.asks_serial else "",
        }
        state = DONE if quantity == stop.left else stop.state
        return self._act(stop, stop.picks.rpartition("/")[2], fields, (state, stop.picked + quantity, stop.short))

    def _serial(self) -> str:
        """Each unit has its own number, never by the seed: a second shift must not bring the first one's."""
        return f"SN{uuid4().hex[:12].upper()}"

    def _short(self, stop: Stop) -> None:
        self.floor.record.did["short"] += 1
        after = (SHORT, stop.picked, stop.short + stop.left)
        self._act(stop, "shorts", {"reason": self.random.choice(REASONS)}, after)

    def _skip(self, stop: Stop) -> None:
        self.floor.record.did["skip"] += 1
        self._act(stop, "skips", {}, (SKIPPED, stop.picked, stop.short))

    def _damage(self, stop: Stop) -> None:
        """Whether another unit stands in for it only the server says here."""
        self.floor.record.did["damage"] += 1
        self.device.keep(_beside(stop, "damages"), {"quantity": "1"})

    def _answer_zero(self, stop: Stop) -> None:
        """Where the book says that the bin is empty now, the picker is asked whether it is."""
        here = [one.picked for one in self.screen.stops.values() if one.address == stop.address]
        if stop.empty_at is None or sum(here) != stop.empty_at:
            return
        empty = "no" if self._chance(self.floor.habits.not_empty) else "yes"
        self.device.keep(_beside(stop, "zero-checks"), {"empty": empty})

    def _undo(self, picked: Operation) -> None:
        """The units go back to the bin; the stop is to be picked again."""
        self.floor.record.did["undo"] += 1
        effect = picked.effect
        stop = self.screen.stops.get(effect.line) if isinstance(effect, StopEffect) else None
        back = None
        if stop:
            units = int(picked.fields["quantity"])
            back = StopEffect(stop.line, stop.progress, (TODO, stop.picked - units, stop.short))
        self.device.keep(self.screen.undos, {"pick": picked.id}, back)

    def _call(self, stop: Stop) -> None:
        self.floor.record.did["call"] += 1
        url = self.screen.undos.removesuffix("undos") + "calls"
        self.device.keep(url, {"reason": self.random.choice(CALLS), "line_id": str(stop.line)})

    def _act(self, stop: Stop, kind: str, fields: dict[str, str], after: tuple[str, int, int]) -> Operation:
        return self.device.keep(_beside(stop, kind), fields, StopEffect(stop.line, stop.progress, after))

    def _chance(self, share: float) -> bool:
        return self.random.random() < share


def _beside(stop: Stop, kind: str) -> str:
    """The addresses of what is asked at a stop differ in their last word only."""
    return f"{stop.picks.rpartition('/')[0]}/{kind}"
