"""The walk as the handheld shows it: the server's document, and over it what the server has not answered yet."""

from collections.abc import Sequence
from dataclasses import replace

from app.simulation.effects import Effect, ToteEffect
from app.simulation.page import SKIPPED, TODO, Document, Place, Stop


class Screen:
    """What the picker sees of one walk. A reload would show the same: document, then journal."""

    def __init__(self, page: Document) -> None:
        self.task = int(page.walk["data-task"])
        self.asks = {name: f"data-asks-{name}" in page.walk for name in ("bin", "item", "tote")}
        self.undos, self.stagings = page.walk["data-undos"], page.walk["data-stagings"]
        self.path_url, self.meanings = page.walk["data-stops-url"], page.walk["data-meanings"]
        self.lanes, self.puts_back = page.lanes, self.path_url.startswith("/putting-back/")
        self.gone = ""
        self.take_over(page)

    def take_over(self, fresh: Document, unanswered: Sequence[Effect] = ()) -> None:
        """The walk anew, as the server has it, and over it what it has not answered."""
        self.version, self.state = int(fresh.path["data-version"]), fresh.path["data-walk-state"]
        self.stops, self.places = dict(fresh.stops), dict(fresh.places)
        self.gone = ""
        for effect in unanswered:
            self.apply(effect)

    def show(self, fresh: Document, unanswered: Sequence[Effect]) -> bool:
        """A stop or a place as an answer has it; whether it was known here."""
        known = fresh.stops.keys() <= self.stops.keys() and fresh.places.keys() <= self.places.keys()
        for line, stop in fresh.stops.items():
            if line in self.stops:
                self.stops[line] = replace(stop, metres=self.stops[line].metres)
        self.places.update({key: place for key, place in fresh.places.items() if key in self.places})
        for effect in unanswered:
            self.apply(effect)
        return known

    def apply(self, effect: Effect) -> None:
        if isinstance(effect, ToteEffect):
            place = self.places.get(effect.place)
            if place and place.tote == effect.before:
                self.places[place.id] = replace(place, tote=effect.after)
            return
        stop = self.stops.get(effect.line)
        if stop and stop.progress == effect.before:
            state, picked, short = effect.after
            self.stops[stop.line] = replace(stop, state=state, picked=picked, short=short)

    def take_back(self, effect: Effect) -> None:
        """The server refused it, so it did not happen."""
        self.apply(effect.back())

    def open(self) -> list[Stop]:
        """What is still to do: in path order, what was skipped last."""
        stops = list(self.stops.values())
        return [one for one in stops if one.state == TODO] + [one for one in stops if one.state == SKIPPED]

    def without_tote(self) -> list[Place]:
        return [place for place in self.places.values() if not place.tote]
