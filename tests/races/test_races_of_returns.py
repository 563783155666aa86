"""Several processes at once: a return is opened once, answered once, and its units are settled once."""

from app.db import db, transaction
from app.errors import DomainError
from app.operations import Asked, perform, program
from app.orders.models import Order
from app.returns.commands.answer_rma import approve_rma, refuse_rma
from app.returns.commands.open_rma import Choice, Wanted, open_rma
from app.returns.commands.settle_rma import Settlement, settle_rma
from app.returns.models import Rma
from tests.races.processes import PROCESSES, Processes
from tests.returns.came_back import asks, came, left, line_of, refunds, rma, rmas, rules
from tests.world import SYSTEM, World

CUSTOMER = program("customer")


def sends(order_id: int, line_id: int, operation_id: str) -> str:
    """One form of the customer's; the number that it is answered with, or why not."""
    wanted = Wanted([Choice(line_id, 1, "changed_mind")])
    asked = Asked(operation_id, "return_page.create", {"link": 1}, CUSTOMER)
    outcome = perform(asked, lambda actor: open_rma(db.session.get_one(Order, order_id), wanted, actor))
    return str(outcome.result["number"]) if outcome.ok else outcome.code


def answers(rma_id: int, approves: bool) -> str:
    try:
        with transaction() as session:
            opened = session.get_one(Rma, rma_id)
            if approves:
                approve_rma(opened, "", SYSTEM)
            else:
                refuse_rma(opened, "No", SYSTEM)
    except DomainError as refused:
        return refused.code
    return "approved" if approves else "refused"


def settles(rma_id: int) -> str:
    try:
        with transaction() as session:
            settle_rma(session.get_one(Rma, rma_id), Settlement("refund"), SYSTEM)
    except DomainError as refused:
        return refused.code
    return "settled"


def test_one_form_that_arrives_several_times_at_once_opens_one_return(world: World, processes: Processes) -> None:
    order_id = left(world)
    name = "0b1c3f0e-0000-4000-8000-000000000001"
    numbers = processes.at_once(sends, [(order_id, line_of(order_id, "MUG").id, name)] * PROCESSES)

    assert numbers == ["RMA-00001"] * PROCESSES
    assert len(rmas()) == 1


def test_several_forms_at_once_never_ask_for_more_than_left(world: World, processes: Processes) -> None:
    order_id = left(world, {"MUG": 2})
    line_id = line_of(order_id, "MUG").id
    calls = [(order_id, line_id, f"0b1c3f0e-0000-4000-8000-00000000001{n}") for n in range(PROCESSES)]
    said = sorted(processes.at_once(sends, calls))

    assert said == ["RMA-00001", "RMA-00002", "return_more_than_shipped", "return_more_than_shipped"]
    assert [len(one.lines) for one in rmas()] == [1, 1]


def test_orders_whose_returns_open_at_once_get_each_a_number_of_its_own(world: World, processes: Processes) -> None:
    orders = [left(world) for _ in range(PROCESSES)]
    calls = [
        (one, line_of(one, "MUG").id, f"0b1c3f0e-0000-4000-8000-00000000002{number}")
        for number, one in enumerate(orders)
    ]

    assert sorted(processes.at_once(sends, calls)) == [f"RMA-0000{n}" for n in range(1, PROCESSES + 1)]


def test_of_several_who_answer_at_once_one_does(world: World, processes: Processes) -> None:
    rules(world, approve="never")
    rma_id = asks(left(world), {"MUG": 1})
    said = processes.at_once(answers, [(rma_id, bool(n % 2)) for n in range(PROCESSES)])

    assert said.count("rma_answered_already") == PROCESSES - 1
    assert rma(rma_id).state in said


def test_of_several_who_settle_at_once_one_does(world: World, processes: Processes) -> None:
    rules(world, approve="all")
    rma_id = asks(left(world), {"MUG": 2})
    came(world, rma_id, {"MUG": 2})
    said = processes.at_once(settles, [(rma_id,)] * PROCESSES)

    assert sorted(said) == ["rma_nothing_to_settle"] * (PROCESSES - 1) + ["settled"]
    assert [str(one.amount) for one in refunds()] == ["20.00"]
