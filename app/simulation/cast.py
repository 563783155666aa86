"""The cast: who works in the shift, on what, with which totes. What the demo has too few of is brought, by the commands
that everybody else uses; a warehouse that is not a demo is left alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from flask_babel import lazy_gettext
from sqlalchemy import func, select

from app.clock import now
from app.db import db, transaction
from app.demo.items import demo_items
from app.demo.load import ITEMS, seed_of_demo
from app.demo.orders import demand_for, demo_orders
from app.demo.people import require_demo
from app.demo.stock import MEAN_LINES
from app.errors import DomainError
from app.inventory.commands import receive
from app.inventory.models import Stock
from app.operations import program
from app.orders.arrivals import NewOrder
from app.orders.arrive import arrive, channel_named, desk_of
from app.orders.models import Channel, Order, OrderLine
from app.picking.queries import free_totes
from app.simulation.floor import Cast, Member
from app.simulation.names import NAMES
from app.tables import in_batches
from app.warehouse.layout_file import from_json
from app.warehouse.loading import load_layout
from app.warehouse.models import Location
from app.warehouse.queries import first_demo_warehouse, warehouse_of
from app.warehouse.settings import settings_of
from app.waves.choice import Choice, chosen_orders
from app.workers.commands import enlist_worker
from app.workers.sessions import worker_of_badge

ACTOR = program("flask simulate")
CHANNEL = "simulation"
PIN, PASSWORD = "1212", "lead of the simulation"
"""Known to everyone, like all secrets of the demo."""
LINES_A_MINUTE = 4.0
"""Of one picker: more than anybody makes, so that there is enough."""
LINES_TO_BEGIN = 60
"""On the walk that each begins with; the last ones are not walked to their end."""
MINUTES_A_WALK = 20
MARGIN = 1.1
AT_ONCE = 20


class DemoWarehouseOnly(DomainError):
    code = "demo_warehouse_only"
    message = lazy_gettext(
        "There is no demo warehouse here. The simulation works in a demo only: `make run` makes one."
    )


def bring_cast(pickers: int, minutes: float) -> Cast:
    """So many pickers and a lead, with orders, stock and totes for so many minutes. Raises DemoOnly.

    Raises DemoWarehouseOnly where the demo was cleared.
    """
    require_demo()
    warehouse = first_demo_warehouse()
    if warehouse is None:
        raise DemoWarehouseOnly
    warehouse_id = warehouse.id
    _bring_orders(warehouse_id, ceil(pickers * (LINES_TO_BEGIN + LINES_A_MINUTE * minutes)))
    totes = _bring_totes(
        warehouse_id, ceil(pickers * settings_of(warehouse).cart_places * (1 + minutes / MINUTES_A_WALK))
    )
    people = [_picker(warehouse_id, number) for number in range(pickers)]
    return Cast(warehouse_id, people, _lead(warehouse_id), totes)


def _picker(warehouse_id: int, number: int) -> Member:
    round_, place = divmod(number, len(NAMES))
    name = f"{NAMES[place]} {round_ + 1}" if round_ else NAMES[place]
    return _member(warehouse_id, name, f"BDG-SIM-{number + 1:04}", ("picker",), pin=PIN)


def _lead(warehouse_id: int) -> Member:
    return _member(warehouse_id, "Lena", "BDG-SIM-LEAD", ("lead",), password=PASSWORD)


def _member(warehouse_id: int, name: str, badge: str, roles: tuple[str, ...], **secret: str) -> Member:
    """Whoever has the badge already works again."""
    with transaction():
        worker = worker_of_badge(badge)
        if worker is None:
            worker, _ = enlist_worker(name, "en", {warehouse_id: roles}, ACTOR, badge=badge, **secret)
        db.session.flush()
        return Member(worker.id, worker.name, badge, *secret.values())


def _bring_orders(warehouse_id: int, lines: int) -> None:
    """Orders as the demo has them, and what they ask for, until so many lines wait for a wave."""
    missing = ceil((lines - _lines_waiting(warehouse_id)) / MEAN_LINES)
    if missing <= 0:
        return
    for batch in in_batches(_orders(warehouse_id, missing), AT_ONCE):
        with transaction():
            channel = channel_named(warehouse_id, CHANNEL)
            arrive(desk_of(warehouse_of(warehouse_id), channel, ACTOR), batch)
    _bring_stock(warehouse_id)


def _lines_waiting(warehouse_id: int) -> int:
    return db.session.scalar(select(func.count()).where(OrderLine.order_id.in_(_waiting(warehouse_id)))) or 0


def _waiting(warehouse_id: int) -> list[int]:
    ready = chosen_orders(warehouse_of(warehouse_id), Choice()).limit(None).order_by(None)
    return list(db.session.scalars(ready.with_only_columns(Order.id)))


def _orders(warehouse_id: int, count: int) -> Iterator[NewOrder]:
    """Numbered on from those of earlier shifts, and never the same ones again."""
    mine = select(func.count()).select_from(Order).join(Channel).where(Channel.name == CHANNEL)
    before = db.session.scalar(mine.where(Order.warehouse_id == warehouse_id)) or 0
    seed = seed_of_demo()
    demand = demand_for(demo_items(ITEMS, seed))
    for number, order in enumerate(demo_orders(demand, 1, count, seed + before, now()), before + 1):
        order.number = f"S{number:06}"
        yield order


def _bring_stock(warehouse_id: int) -> None:
    """A delivery of what the waiting orders want and nobody has, into the bin where the item lies already."""
    wanted: Counter[int] = Counter()
    lines = select(OrderLine.item_id, OrderLine.quantity).where(OrderLine.order_id.in_(_waiting(warehouse_id)))
    for item_id, quantity in db.session.execute(lines):
        if item_id:
            wanted[item_id] += quantity
    here = select(Stock.item_id, func.sum(Stock.on_hand - Stock.reserved)).join(Location).group_by(Stock.item_id)
    mine = here.where(Location.warehouse_id == warehouse_id, Location.purpose == "forward")
    free = dict(db.session.execute(mine).all())
    lacking = [(item_id, ceil(units * MARGIN) - free.get(item_id, 0)) for item_id, units in wanted.items()]
    for batch in in_batches([(item_id, units) for item_id, units in lacking if units > 0], AT_ONCE):
        with transaction():
            for item_id, units in batch:
                _deliver(warehouse_id, item_id, units)


def _deliver(warehouse_id: int, item_id: int, units: int) -> None:
    lying = select(Stock).join(Location).where(Location.warehouse_id == warehouse_id, Stock.item_id == item_id)
    pile = db.session.scalars(lying.where(Location.purpose == "forward").order_by(Stock.id)).first()
    if pile:
        receive(pile.lot.item, pile.lot, units, pile.location, ACTOR)


def _bring_totes(warehouse_id: int, wanted: int) -> list[str]:
    """Codes of empty totes; the layout is told of more where there are too few."""
    missing = wanted - len(free_totes(warehouse_id, wanted))
    kept = warehouse_of(warehouse_id).layout
    if missing > 0 and kept:
        layout = from_json(kept)
        load_layout(warehouse_id, replace(layout, totes=layout.totes + missing), ACTOR)
    return [tote.barcode for tote in free_totes(warehouse_id, wanted)]
