"""Load the demo: items, building, people, stock, a past, three days of orders, a first wave, figures of demand."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select

from app.catalog.models import Barcode, Item
from app.clock import earlier, now
from app.db import db, transaction
from app.demo.carriers import demo_carriers
from app.demo.items import DemoItem, demo_items
from app.demo.layouts import MAIN, SHOP
from app.demo.orders import demand_for, demo_orders
from app.demo.packing import demo_packing
from app.demo.parcels import demo_parcels
from app.demo.past import CHANNEL, demo_past
from app.demo.people import demo_people
from app.demo.stock import Bins, demo_piles
from app.inventory.opening import Pile, open_stock
from app.operations import audit, program
from app.operations.models import AuditEntry
from app.orders.arrivals import NewOrder
from app.orders.arrive import arrive, channel_named, desk_of
from app.reordering.background import make_figures
from app.tables import in_batches
from app.warehouse.commands import open_warehouse
from app.warehouse.layout_file import read_layout
from app.warehouse.loading import load_layout
from app.warehouse.models import BIN, CutOff, Location, Warehouse
from app.warehouse.queries import warehouse_named, warehouse_of
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.release import work_off
from app.workers.commands import enlist_worker

ITEMS, DAYS, ORDERS_A_DAY, FIRST_WAVE = 1500, 3, 300, 12
OPEN_SINCE = timedelta(days=12)
"""Before the first parcel left."""
CODE, SHOP_CODE = "MAIN", "SHOP"
LOADED = "demo loaded"
ZONE = "Europe/London"
ACTOR = program("flask demo load")


def load_demo(seed: int = 1) -> None:
    """Fill an empty database; the same shop for the same seed, its dates relative to now."""
    today = datetime.now(ZoneInfo(ZONE)).date()
    catalogue = demo_items(ITEMS, seed)
    demand = demand_for(catalogue)
    with earlier(OPEN_SINCE):
        main, shop = _warehouse(CODE, "Main warehouse", MAIN), _warehouse(SHOP_CODE, "Shop store", SHOP)
        _people(main, shop)
        ids = _catalogue(catalogue)
        bins = Bins(_bins(main, "forward"), _bins(main, "reserve"))
        _stock(main, demo_piles(demand, ids, DAYS * ORDERS_A_DAY, bins, today, seed))
        demo_packing(main, ACTOR)
    demo_parcels(main, demand, seed)
    demo_past(main, demand, now() - timedelta(days=DAYS), seed, ACTOR)
    _orders(main, demo_orders(demand, DAYS, ORDERS_A_DAY, seed, now()))
    _first_wave(main)
    make_figures(main)  # a newcomer need not wait for the night
    with transaction():
        audit(warehouse_of(main), LOADED, ACTOR, {}, {"seed": seed})


def _first_wave(warehouse_id: int) -> None:
    """A few short walks are on the floor: who signs in first as a picker has work, and sees it end."""
    with transaction():
        wave = plan_wave(warehouse_of(warehouse_id), Choice(single_line=True, limit=FIRST_WAVE), ACTOR)
        release_wave(wave, ACTOR)
        wave_id = wave.id
    work_off(wave_id)


def is_empty() -> bool:
    """Whether nobody has opened a warehouse here."""
    return db.session.scalar(select(func.count()).select_from(Warehouse)) == 0


def is_half_loaded() -> bool:
    """Whether loading the demo was cut off: its warehouse is there, the note of its end is not."""
    begun = select(Warehouse.id).where(Warehouse.code == CODE, Warehouse.is_demo)
    ended = select(AuditEntry.id).where(AuditEntry.change == LOADED)
    return db.session.scalar(begun) is not None and db.session.scalar(ended.limit(1)) is None


def seed_of_demo() -> int:
    """By which the shop was made that is here."""
    ended = select(AuditEntry.after).where(AuditEntry.change == LOADED).order_by(AuditEntry.id.desc())
    found = db.session.scalars(ended.limit(1)).first()
    return int(found["seed"]) if found else 1


def _warehouse(code: str, name: str, layout: str) -> int:
    with transaction():
        warehouse = open_warehouse(code, name, ZONE, "GBP", ACTOR, is_demo=True)
        warehouse.settings = {"days_to_ship": DAYS}  # so that the oldest order leaves today
        warehouse_id = warehouse.id
        for weekday in range(6):
            db.session.add(CutOff(warehouse_id=warehouse_id, weekday=weekday, at=time(15)))
            db.session.add(CutOff(warehouse_id=warehouse_id, weekday=weekday, at=time(11), carrier="Skyfreight"))
        demo_carriers(warehouse_id)
    load_layout(warehouse_id, read_layout(layout)[1], ACTOR)
    return warehouse_id


def _people(main: int, shop: int) -> None:
    for person in demo_people():
        with transaction():
            roles = {main: person.roles, shop: person.roles if {"lead", "admin"} & set(person.roles) else ()}
            enlist_worker(
                person.name, person.language, roles, ACTOR, badge=person.badge, pin=person.pin, password=person.password
            )


def _catalogue(catalogue: Sequence[DemoItem]) -> list[int]:
    """Ids of the items, in the same order."""
    all_ids: list[int] = []
    for batch in in_batches(catalogue, 200):
        with transaction():
            returned = insert(Item).returning(Item.id, sort_by_parameter_order=True)
            ids = db.session.scalars(returned, [item.row for item in batch]).all()
            codes = [
                {"item_id": item_id, "code": code, "unit": unit, "quantity": quantity}
                for item_id, item in zip(ids, batch, strict=True)
                for code, unit, quantity in item.codes
            ]
            db.session.execute(insert(Barcode), codes)
        all_ids += ids
    return all_ids


def _bins(warehouse_id: int, purpose: str) -> list[int]:
    mine = (Location.warehouse_id == warehouse_id, Location.kind == BIN, Location.purpose == purpose)
    return list(db.session.scalars(select(Location.id).where(*mine).order_by(Location.id)))


def _stock(warehouse_id: int, piles: Iterable[Pile]) -> None:
    for batch in in_batches(piles, 60):
        with transaction():
            open_stock(warehouse_id, batch, ACTOR)


def _orders(warehouse_id: int, orders: Iterable[NewOrder]) -> None:
    for batch in in_batches(orders, 30):
        with transaction():
            warehouse = warehouse_named(CODE)
            arrive(desk_of(warehouse, channel_named(warehouse_id, CHANNEL), ACTOR), batch)
