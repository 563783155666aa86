"""Open a return: by the customer within the rules, or at the desk, which may go beyond them and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal

from sqlalchemy import select

from app.attachments.commands import attach
from app.attachments.files import StoredFile
from app.attachments.models import PHOTOGRAPH
from app.clock import now
from app.db import db, one_at_a_time
from app.events import record
from app.operations import Actor, audit
from app.orders.models import Order, OrderLine
from app.returns.commands.answer_rma import approve_by_rule
from app.returns.errors import (
    CustomerForgotten,
    ItemExcluded,
    MoreThanShipped,
    NeverShipped,
    NothingChosen,
    NotOnOrder,
    PhotographMissing,
    ReasonMissing,
    TooLate,
    TooManyPhotographs,
    WishNotAllowed,
)
from app.returns.events import RmaOpened
from app.returns.models import CUSTOMER, CUSTOMER_PAYS, DESK, REQUESTED, SHOP_PAYS, Rma, RmaLine
from app.returns.numbers import next_number
from app.returns.returnable import Returnable, returnable
from app.returns.rule_book import rules_of
from app.returns.rules import CHOOSABLE, ShopRules
from app.returns.words import REFUND, WISHES
from app.warehouse.calendar import calendar_of
from app.warehouse.models import Warehouse
from app.warehouse.settings import settings_of

LONGEST_NOTE, LONGEST_LINE_NOTE, LONGEST_BEYOND = 1000, 300, 300
MOST_PHOTOGRAPHS = 4
ANSWER_DAYS = 1
"""Working days within which somebody answers."""


@dataclass(frozen=True)
class Choice:
    """So many units of an order's line, and why."""

    line_id: int
    quantity: int
    reason: str
    note: str = ""


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for; `beyond`: why the desk goes beyond the rules; `channel_number`: what the channel calls it
    that announced it."""

    choices: Sequence[Choice]
    wish: str = REFUND
    note: str = ""
    photographs: int = 0
    opened_by: str = CUSTOMER
    beyond: str = ""
    channel_number: str = ""
    pictures: Sequence[StoredFile] = field(default=(), compare=False)

    @property
    def reasons(self) -> list[str]:
        return [one.reason for one in self.choices]

    @property
    def is_beyond(self) -> bool:
        return self.opened_by == DESK and bool(self.beyond.strip())


def open_rma(order: Order, wanted: Wanted, actor: Actor) -> dict[str, int | str]:
    """A return of the order, approved at once where the rules or the desk say so.

    Raises what check_wanted raises.
    """
    one_at_a_time(f"returns of order {order.id}")
    db.session.refresh(order, ["state", "forgotten_at"])
    mine = select(OrderLine).where(OrderLine.order_id == order.id)
    db.session.scalars(mine.execution_options(populate_existing=True)).all()
    check_wanted(order, wanted)
    rules = rules_of(order)
    rma = _made(order, wanted, rules, actor)
    for picture in wanted.pictures:
        attach(rma, PHOTOGRAPH, picture, actor)
    audit(order, "return opened", actor, {}, {"rma": rma.number})
    record(RmaOpened(rma.warehouse_id, rma.id))
    if wanted.opened_by == DESK or rules.approves(wanted.reasons, _value(order, wanted)):
        approve_by_rule(rma, actor)
    return {"rma_id": rma.id, "number": rma.number}


def check_wanted(order: Order, wanted: Wanted) -> None:
    """Raises by name what keeps the return from being opened; it changes nothing.

    NeverShipped, CustomerForgotten, NothingChosen, NotOnOrder, MoreThanShipped and ReasonMissing hold for everybody;
    ItemExcluded, TooLate, WishNotAllowed and PhotographMissing are the shop's rules, beyond which the desk may go.
    """
    lines = check_choices(order, wanted.choices)
    if order.forgotten_at:
        raise CustomerForgotten(number=order.number)
    if wanted.wish not in WISHES:
        raise WishNotAllowed
    if wanted.photographs > MOST_PHOTOGRAPHS:
        raise TooManyPhotographs(most=MOST_PHOTOGRAPHS)
    if not wanted.is_beyond:
        _check_rules(rules_of(order), [lines[one.line_id] for one in wanted.choices], wanted)


def check_choices(order: Order, choices: Sequence[Choice]) -> Mapping[int, Returnable]:
    """What of the order can come back, by line; never more than was shipped and is not back or asked for yet.

    Raises NeverShipped, NothingChosen, NotOnOrder, MoreThanShipped or ReasonMissing.
    """
    lines = {one.line.id: one for one in returnable(order)}
    if not lines:
        raise NeverShipped(number=order.number)
    if not choices:
        raise NothingChosen
    for choice in choices:
        _check_choice(order, lines.get(choice.line_id), choice)
    return lines


def _check_choice(order: Order, line: Returnable | None, choice: Choice) -> None:
    if line is None:
        raise NotOnOrder(number=order.number)
    if choice.quantity <= 0:
        raise NothingChosen
    if choice.quantity > line.left:
        raise MoreThanShipped(item=line.name, wanted=choice.quantity, left=line.left)
    if choice.reason not in CHOOSABLE:
        raise ReasonMissing


def _check_rules(rules: ShopRules, lines: Sequence[Returnable], wanted: Wanted) -> None:
    for line in lines:
        if line.is_excluded:
            raise ItemExcluded(item=line.name)
        if line.is_late and line.until:
            raise TooLate(item=line.name, until=f"{line.until:%Y-%m-%d}")
    if wanted.wish not in rules.wishes:
        raise WishNotAllowed
    # The desk sees the goods, or hears of them on the telephone.
    if wanted.opened_by == CUSTOMER and rules.wants_photograph(wanted.reasons) and not wanted.photographs:
        raise PhotographMissing


def _made(order: Order, wanted: Wanted, rules: ShopRules, actor: Actor) -> Rma:
    opened_at = now()
    rma = Rma(
        warehouse_id=order.warehouse_id,
        order_id=order.id,
        number=next_number(Rma, order.warehouse_id),
        channel_number=wanted.channel_number,
        state=REQUESTED,
        wish=wanted.wish,
        opened_by=wanted.opened_by,
        opened_by_id=actor.worker_id,
        opened_at=opened_at,
        answer_due_at=answer_due_at(order.warehouse_id, opened_at),
        postage=SHOP_PAYS if rules.shop_pays(wanted.reasons) else CUSTOMER_PAYS,
        note=written(wanted.note, LONGEST_NOTE),
        beyond=written(wanted.beyond, LONGEST_BEYOND) if wanted.opened_by == DESK else "",
    )
    rma.lines = [
        RmaLine(
            order_line_id=one.line_id,
            quantity=one.quantity,
            reason=one.reason,
            note=written(one.note, LONGEST_LINE_NOTE),
        )
        for one in wanted.choices
    ]
    db.session.add(rma)
    audit(rma, "opened", actor, {}, {"number": rma.number, "opened_by": rma.opened_by, "beyond": rma.beyond})
    return rma


def answer_due_at(warehouse_id: int, opened_at: datetime) -> datetime:
    """A working day later: as many of the desk's hours as one of its days has."""
    warehouse = db.session.get_one(Warehouse, warehouse_id)
    settings = settings_of(warehouse)
    begins, ends = (time.fromisoformat(text) for text in (settings.day_begins, settings.day_ends))
    hours = max(1, ends.hour - begins.hour) * ANSWER_DAYS
    return calendar_of(warehouse).later_by_hours(opened_at, hours)


def written(text: str, longest: int) -> str:
    """What a person wrote, as it is kept: its lines stay, what cannot be seen goes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(sign for sign in line if sign.isprintable()).rstrip() for line in lines).strip()[:longest]


def _value(order: Order, wanted: Wanted) -> Decimal | None:
    """What the goods cost that come back; None where a price is not known."""
    prices = {line.id: line.price for line in order.lines}
    total = Decimal(0)
    for choice in wanted.choices:
        price = prices[choice.line_id]
        if price is None:
            return None
        total += price * choice.quantity
    return total
