"""Everything at once, from several workers; what was sent before arrives again in between."""

from collections.abc import Callable

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
            (self.somebody_counts_what_moves_meanwhile, 6),
            (self.orders_are_released, 3),
            (self.lead_hands_a_walk_over, 2),
            (self.lead_asks_for_a_refill, 2),
            (self.lead_calls_a_refill_off, 1),
            (self.an_order_is_cancelled, 1),
            (self.a_delivery_comes, 1),
            (self.somebody_receives, 6),
            (self.somebody_does_something_else_at_the_dock, 2),
            (self.a_plate_is_full, 2),
            (self.a_delivery_is_closed, 1),
            (self.somebody_moves_units, 4),
            (self.somebody_adjusts, 3),
            (self.lead_decides_about_an_adjustment, 2),
            (self.somebody_sets_units_aside, 2),
            (self.lead_judges_what_is_in_quarantine, 2),
            (self.a_lot_is_blocked_or_free_again, 2),
            (self.lead_has_places_counted, 2),
            (self.lead_decides_about_a_variance, 3),
            (self.the_desk_opens_a_return, 2),
            (self.the_desk_answers, 2),
            (self.a_parcel_arrives, 2),
            (self.somebody_grades, 7),
            (self.somebody_goes_on_with_a_parcel, 3),
            (self.a_tote_is_full, 2),
            (self.the_desk_settles, 2),
            (self.the_background_works, 6),
            (self.something_arrives_again, 6),
        )

    def step(self) -> str:
        """Something happens; what it was."""
        acts, weights = zip(*self.steps, strict=True)
        before = self.told.total()
        while self.told.total() == before:
            act = self.chance.choices(acts, weights)[0]
            act()
        return str(act.__name__)

    def something_arrives_again(self) -> None:
        if self.history:
            self.again(self.chance.choice(self.history))

    def wrong(self) -> list[str]:
        return broken(self.at_start)
