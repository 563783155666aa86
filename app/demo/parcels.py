"""The demo's parcels: a few orders that left in the last days, and what their carriers said of them since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlalchemy import select

from app.clock import earlier, now
from app.db import db, transaction
from app.demo.items import DemoItem
from app.demo.orders import Demand, line_of, order_of
from app.demo.work import Crew
from app.notices.choosing import Chosen, choose_notices
from app.notices.links import link_of
from app.notices.models import OrderLink
from app.operations import program
from app.orders.arrive import arrive, channel_named, desk_of
from app.orders.models import Order
from app.shipping.tracking.commands import note_events
from app.shipping.tracking.heard import Heard
from app.shipping.tracking.queries import parcels_of
from app.shipping.tracking.watching import watch_parcels
from app.warehouse.queries import warehouse_of

ACTOR = program("flask demo load")
ORDERED_BEFORE = timedelta(hours=20)
"""So long before it left an order was placed."""
LINES, UNITS = 2, 2
"""Lines of an order, and units of a line at most: each fits one carton."""


@dataclass(frozen=True)
class Told:
    """What a carrier said, and how long ago."""

    ago: timedelta
    code: str
    words: str
    place: str = ""


@dataclass(frozen=True)
class Sent:
    """One order: how it goes, with whom, and what was heard of it since; or its carrier was not here yet."""

    mode: str
    carrier: str
    told: Sequence[Told] = ()
    leaves: bool = True


@dataclass(frozen=True)
class Load:
    """What was picked, packed and handed over together, so long ago."""

    ago: timedelta
    orders: Sequence[Sent]


def _told(code: str, words: str, place: str = "", **ago: float) -> Told:
    return Told(timedelta(**ago), code, words, place)


LOADS = (
    Load(
        timedelta(days=10),
        (
            Sent(
                "home",
                "Parcelwing",
                (
                    _told("in_transit", "Sorted", "Hub North", days=9, hours=4),
                    _told("in_transit", "Back from the wrong depot", "Hub North", hours=30),
                ),
            ),
            Sent(
                "home",
                "Parcelwing",
                (
                    _told("in_transit", "Sorted", "Hub North", days=9, hours=5),
                    _told("out_for_delivery", "With the driver", "Ambleford", days=8, hours=9),
                    _told("delivered", "Signed for", "Ambleford", days=8, hours=4),
                ),
            ),
        ),
    ),
    Load(
        timedelta(hours=26),
        (
            Sent(
                "home",
                "Parcelwing",
                (
                    _told("in_transit", "Sorted", "Hub North", hours=19),
                    _told("in_transit", "At the depot", "Depot 7", hours=9),
                    _told("out_for_delivery", "With the driver", "Depot 7", hours=2),
                ),
            ),
            Sent("home", "Doorstep", (_told("in_transit", "On the road", "Hub South", hours=14),)),
            Sent(
                "store",
                "Doorstep",
                (
                    _told("in_transit", "On the road", "Hub South", hours=14),
                    _told("at_store", "Ready to be fetched", "", hours=3),
                ),
            ),
            Sent("overseas", "Skyfreight", leaves=False),
        ),
    ),
)
FOLLOWED = 3
"""The order, counted from one, whose customer's page `flask welcome` shows: it is out for delivery."""

RETURNS = {
    "en": "Within 30 days, unused. Put the return slip from the parcel on top and hand it to any carrier.",
    "zh_Hant": "30 天內、未使用即可退貨。請將箱內的退貨單貼在箱外，交給任一物流商。",
    "zh_Hans": "30 天内、未使用即可退货。请将箱内的退货单贴在箱外，交给任一快递公司。",
}


def demo_parcels(warehouse_id: int, demand: Demand, seed: int) -> None:
    """Before the other orders arrive, so that what is picked here is these."""
    random, crew, number = Random(seed), Crew(warehouse_id), 0
    with transaction():
        shop = {"shop": "The Gift Shop", "contact": "help@gift-shop.example", "returns": RETURNS}
        quiet = Chosen(steps={}, language="en", reply_to="", webhook_url="", **shop)  # type: ignore[arg-type]
        choose_notices(warehouse_of(warehouse_id), quiet, ACTOR)
    for load in LOADS:
        numbers = [f"D{number + place:05}" for place in range(1, len(load.orders) + 1)]
        number += len(numbers)
        with earlier(load.ago + ORDERED_BEFORE):
            _arrive(warehouse_id, numbers, load.orders, demand, random)
        with earlier(load.ago):
            crew.picks_and_packs()
            for carrier in sorted({sent.carrier for sent in load.orders if sent.leaves}):
                crew.hands_over(carrier)
        for one, sent in zip(numbers, load.orders, strict=True):
            _hear(warehouse_id, one, sent.told)
    with transaction():
        link_of(_order(warehouse_id, f"D{FOLLOWED:05}"))
    watch_parcels(warehouse_id)


def followed_token() -> str:
    """By which the customer's page of a demo order is opened; empty where the demo has none."""
    known = select(OrderLink.token).join(Order, Order.id == OrderLink.order_id)
    return db.session.scalar(known.where(Order.number == f"D{FOLLOWED:05}")) or ""


def _arrive(warehouse_id: int, numbers: Sequence[str], orders: Sequence[Sent], demand: Demand, random: Random) -> None:
    new = []
    for number, sent in zip(numbers, orders, strict=True):
        lines = [line_of(_plain_item(demand, random), random) for _ in range(LINES)]
        for line in lines:
            line.quantity = min(line.quantity, UNITS)
        order = order_of(number, now(), sent.mode, lines, random)
        order.carrier, order.requested_on = sent.carrier, None
        new.append(order)
    with transaction():
        arrive(desk_of(warehouse_of(warehouse_id), channel_named(warehouse_id, "web shop"), ACTOR), new)


def _plain_item(demand: Demand, random: Random) -> DemoItem:
    """One that every carrier takes, and every customs office."""
    while True:
        item = demand.choose(random)
        if item.row["customs_code"] and not item.row["flags"] and not item.track:
            return item


def _hear(warehouse_id: int, number: str, told: Sequence[Told]) -> None:
    with transaction():
        for waybill in parcels_of(_order(warehouse_id, number)):
            note_events(waybill, [Heard(now() - one.ago, one.code, one.words, one.place) for one in told], "demo")


def _order(warehouse_id: int, number: str) -> Order:
    mine = select(Order).where(Order.warehouse_id == warehouse_id, Order.number == number)
    return db.session.scalars(mine).one()
