"""Everything at once, from several workers; what was sent before arrives again in between."""

from collections.abc import Callable
from typing import cast

from tests.properties.together.ending import Ending
from tests.properties.together.holds import broken, came_and_went
from tests.properties.together.house import read
from tests.world import World


class Together(Ending):
    def __init__(self, world: World, seed: int) -> None:
        super().__init__(world, seed)
        self.at_start = read(came_and_went)
        for begins in (self.orders_are_released, self.a_delivery_comes, self.the_desk_opens_a_return) * 2:
            begins()
        self.steps: tuple[tuple[Callable[[], None], int], ...] = (
            (self.somebody_works, 24),
            (self.somebody_does_it_otherwise, 14),
            (self.somebody_counts_what_moves_meanwhile, 5),
            (self.orders_are_released, 3),
            (self.lead_hands_a_walk_over, 2),
            (self.lead_asks_for_a_refill, 2),
            (self.lead_calls_a_refill_off, 1),
            (self.an_order_is_cancelled, 1),
            (self.a_delivery_comes, 1),
            (self.somebody_receives, 6),
            (self.somebody_does_something_else_at_the_dock, 2),
            (self.a_plate_is_full, 4),
            (self.a_delivery_is_closed, 1),
            (self.somebody_moves_units, 5),
            (self.somebody_adjusts, 3),
            (self.lead_decides_about_an_adjustment, 2),
            (self.somebody_sets_units_aside, 2),
            (self.lead_judges_what_is_in_quarantine, 2),
            (self.a_lot_is_blocked_or_free_again, 2),
            (self.lead_has_places_counted, 2),
            (self.lead_decides_about_a_variance, 3),
            (self.the_desk_opens_a_return, 3),
            (self.the_desk_answers, 2),
            (self.a_parcel_arrives, 3),
            (self.somebody_grades, 10),
            (self.somebody_goes_on_with_a_parcel, 3),
            (self.a_tote_is_full, 2),
            (self.the_desk_settles, 2),
            (self.the_background_works, 6),
            (self.something_arrives_again, 6),
        )

        self.towards: dict[str, tuple[Callable[[], None], ...]] = {
            "picks done": (self.orders_are_released, self.somebody_works),
            "receipts done": (self.a_delivery_comes, self.somebody_receives),
            "put-aways done": (self.somebody_receives, self.a_plate_is_full, self.somebody_works),
            "puts done": (self.lead_asks_for_a_refill, self.somebody_works),
            "counts done": (self.lead_has_places_counted, self.somebody_works),
            "late counts": (self.somebody_counts_what_moves_meanwhile,),
            "moves done": (self.somebody_moves_units,),
            "units done": (self.the_desk_opens_a_return, self.a_parcel_arrives, self.somebody_grades),
            "undos done": (self.somebody_works, self.somebody_does_it_otherwise),
            "shorts done": (self.somebody_works, self.somebody_does_it_otherwise),
        }
        """What has to be done at all in a day, without which it proves nothing, and by which steps it comes about."""

    def missing(self) -> list[str]:
        return [what for what in self.towards if what not in self.told]

    def step(self) -> str:
        """Something happens; what it was. Half of it leads to what has not been done yet."""
        before = self.told.total()
        while self.told.total() == before:
            act = self._chosen()
            act()
        return str(act.__name__)

    def _chosen(self) -> Callable[[], None]:
        missing = self.missing()
        if missing and self.chance.random() < 0.5:
            return self.chance.choice(self.towards[self.chance.choice(missing)])
        acts, weights = zip(*self.steps, strict=True)
        return cast(Callable[[], None], self.chance.choices(acts, weights)[0])

    def something_arrives_again(self) -> None:
        if self.history:
            self.again(self.chance.choice(self.history))

    def wrong(self) -> list[str]:
        return broken(self.at_start)
