"""Several people reach for the same units at the stock desk in the same moment: no unit is moved twice."""

from collections import Counter

import pytest

from app.inventory.models import StockMovement
from app.stockkeeping.commands import adjust_units, set_aside
from app.stockkeeping.models import Adjustment, QuarantineEnd
from app.stockkeeping.units import Scan
from tests.floor import Hand, wrong_books
from tests.races import at_stock_desk
from tests.races.processes import PROCESSES, Processes
from tests.races.test_races import count
from tests.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def hands(world: World) -> list[Hand]:
    """Eli and three leads' devices, which are all his."""
    world.client("Eli")
    world.client("Cleo")
    return [Hand(world.actor("Eli"))] + [Hand(world.actor("Cleo"))] * (PROCESSES - 1)


def test_ten_mugs_are_moved_written_off_and_set_aside_by_four_and_never_more_than_ten(
    world: World, processes: Processes, hands: list[Hand]
) -> None:
    acts = ("move", "lost", "aside", "move")

    told = processes.at_once(at_stock_desk.change, [(hand, what, 4, 1) for hand, what in zip(hands, acts, strict=True)])

    codes = Counter(code for one in told for code in one)
    assert codes == {"done": 10, "nothing_there": 6}
    assert world.on_hand("A-01-1", "MUG") == 0
    assert sum(world.on_hand(at, "MUG") for at in ("B-01-1", "ADJUSTMENT", "QUARANTINE")) == 10
    assert wrong_books() == []


def test_four_people_take_the_last_units_and_the_others_hear_how_many_are_free(
    world: World, processes: Processes, hands: list[Hand]
) -> None:
    told = processes.at_once(at_stock_desk.change, [(hand, "move", 1, 6) for hand in hands])

    assert Counter(code for one in told for code in one) == {"done": 1, "too_few_free": PROCESSES - 1}
    assert (world.on_hand("A-01-1", "MUG"), world.on_hand("B-01-1", "MUG")) == (4, 6)
    assert wrong_books() == []


def test_four_leads_book_the_same_adjustment_and_it_is_booked_once(
    world: World, processes: Processes, hands: list[Hand]
) -> None:
    scan = Scan(place="A-01-1", item="MUG", quantity=6)
    asked = world.do(lambda: adjust_units(world.warehouse_id, scan, "lost", "", world.actor("Eli")))
    assert asked["state"] == "waiting"

    told = processes.at_once(at_stock_desk.approve, [(hands[1], asked["adjustment_id"])] * PROCESSES)

    assert Counter(told) == {"done": 1, "decided_already": PROCESSES - 1}
    assert count(StockMovement, StockMovement.reason == "lost") == 1
    assert count(Adjustment, Adjustment.state == "posted") == 1
    assert wrong_books() == []


def test_the_same_units_in_quarantine_are_scrapped_once(world: World, processes: Processes, hands: list[Hand]) -> None:
    scan = Scan(place="A-01-1", item="MUG", quantity=3)
    first = world.do(lambda: set_aside(world.warehouse_id, scan, "damaged", "", world.actor("Eli")))
    world.do(lambda: set_aside(world.warehouse_id, scan, "damaged", "others", world.actor("Eli")))

    told = processes.at_once(at_stock_desk.scrap, [(hands[1], first["movement_id"], 3)] * PROCESSES)

    assert Counter(told) == {"done": 1, "fewer_in_quarantine": PROCESSES - 1}
    assert (world.on_hand("QUARANTINE", "MUG"), world.on_hand("SCRAP", "MUG")) == (3, 3)
    assert count(QuarantineEnd) == 1
    assert wrong_books() == []
