"""Open what a channel announced of one order, or note that it came back before."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.errors import DomainError
from app.operations import Actor
from app.orders.models import Order
from app.returns.announced import REFUSED, AnnouncedReturn, Unmatched, row_left
from app.returns.commands.note_past_return import note_past_return
from app.returns.commands.open_rma import Choice, Wanted, check_wanted, open_rma
from app.returns.matching import Match
from app.returns.models import DESK


@dataclass(frozen=True)
class Way:
    """What becomes of returns that match. `as_returned`: they came back before, and nothing is awaited.

    `beyond`: why the shop takes back what its rules exclude. `only_try`: nothing is changed.
    """

    as_returned: bool = False
    beyond: str = ""
    only_try: bool = False


def open_announced(
    order: Order, found: AnnouncedReturn, matches: Sequence[Match], way: Way, actor: Actor
) -> list[Unmatched]:
    """One return for all that the rules take back; gives the rest of the rows.

    Raises what open_rma and note_past_return raise.
    """
    left = beyond_rules(order, matches, way)
    refused = {one.line for one in left}
    going = [one for one in matches if one.row.line not in refused]
    if not going:
        return left
    _give_items(order, going)
    if way.as_returned:
        note_past_return(order, found.number, found.returned_at, _choices(going), actor)
    else:
        open_rma(order, _wanted(_choices(going), way, found.number), actor)
    return left


def beyond_rules(order: Order, matches: Sequence[Match], way: Way) -> list[Unmatched]:
    """Rows that the shop's rules do not take back, each told by the rule's own words. What is over has no rules."""
    if way.as_returned or way.beyond:
        return []
    left = []
    for one in matches:
        try:
            check_wanted(order, _wanted(_choices([one]), way))
        except DomainError as refusal:
            left.append(row_left(one.row, one.units, REFUSED, str(refusal)))
    return left


def _wanted(choices: Sequence[Choice], way: Way, number: str = "") -> Wanted:
    """As the desk opens it."""
    return Wanted(choices, opened_by=DESK, beyond=way.beyond, channel_number=number)


def _choices(matches: Sequence[Match]) -> Sequence[Choice]:
    """Two rows may be of one order's line; the first says why."""
    choices: dict[int, Choice] = {}
    for one in matches:
        before = choices.get(one.shipment.line_id)
        units = one.units + (before.quantity if before else 0)
        said = before or Choice(one.shipment.line_id, 0, one.row.reason, one.row.note)
        choices[one.shipment.line_id] = Choice(said.line_id, units, said.reason, said.note)
    return list(choices.values())


def _give_items(order: Order, matches: Sequence[Match]) -> None:
    """History that came before its items is told now which they are."""
    known = {one.shipment.line_id: one.shipment.item_id for one in matches}
    for line in order.lines:
        if line.item_id is None and line.id in known:
            line.item_id = known[line.id]
