"""The best wave now: the lead names units, the program chooses the orders."""

from app.db import db
from app.waves.models import Wave
from tests.visitor import alert_of, visitor, words
from tests.waves.conftest import Lead, orders_in
from tests.waves.test_cli import shell
from tests.world import World


def planned(world: World) -> list[int]:
    """The orders of all waves of the warehouse."""
    db.session.rollback()
    return [order for wave in db.session.query(Wave).order_by(Wave.id) for order in orders_in(wave.id)]


def test_the_program_chooses_the_orders_with_the_most_units_per_aisle(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1}, priority=9)
    mugs = [world.order({"MUG": 2}), world.order({"MUG": 3})]
    world.order({"TEA": 4, "CARD": 1})
    lead = visitor(world, "Cleo")

    assert lead.send("/waves", mode="cart", units_from=4, units_to=5).status_code == 303

    assert sorted(planned(world)) == mugs


def test_without_units_the_most_urgent_ones_are_taken_as_before(world: World, cleo: Lead) -> None:
    urgent = world.order({"CARD": 1}, priority=9)
    world.order({"MUG": 2})

    assert visitor(world, "Cleo").send("/waves", mode="cart", limit=1, units_from=2, units_to="").status_code == 303

    assert planned(world) == [urgent]


def test_only_orders_that_fit_the_rest_of_the_choice_are_chosen_among(world: World, cleo: Lead) -> None:
    world.order({"MUG": 5})
    fleet = world.order({"MUG": 2}, carrier="Fleet")

    answer = visitor(world, "Cleo").send("/waves", mode="cart", carrier="Fleet", units_from=1, units_to=9)

    assert answer.status_code == 303
    assert planned(world) == [fleet]


def test_where_no_wave_has_so_many_units_the_lead_is_told_and_nothing_is_planned(world: World, cleo: Lead) -> None:
    world.order({"MUG": 2})
    lead = visitor(world, "Cleo")

    refused = lead.send("/waves", mode="cart", units_from=5, units_to=8)
    nothing = lead.send("/waves", mode="cart", carrier="Nobody", units_from=1, units_to=8)

    assert (refused.status_code, nothing.status_code) == (409, 409)
    assert "No wave of 5 to 8 units" in alert_of(refused)
    assert "No ready order fits" in alert_of(nothing)
    assert planned(world) == []


def test_an_order_that_wants_more_than_there_is_is_not_chosen(world: World, cleo: Lead) -> None:
    world.order({"MUG": 15})
    cards = world.order({"CARD": 15})

    assert visitor(world, "Cleo").send("/waves", mode="cart", units_from=15, units_to=30).status_code == 303

    assert planned(world) == [cards]


def test_the_form_says_what_the_program_will_do(world: World, cleo: Lead) -> None:
    world.order({"MUG": 2})

    told = words(visitor(world, "Cleo").get("/waves/fitting?mode=cart&units_from=1&units_to=5").text)

    assert "1 ready order fits." in told
    assert "1 to 5 units" in told


def test_the_best_wave_is_planned_from_the_shell_too(world: World, cleo: Lead) -> None:
    world.order({"CARD": 1}, priority=9)
    mugs = world.order({"MUG": 4})

    told = shell(world, "plan", "--warehouse", "RIVER", "--units", "3", "4")

    assert told.exit_code == 0, told.output
    assert planned(world) == [mugs]
