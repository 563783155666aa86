"""Load the demo warehouse: the shop's items, its building, its people, its stock and three days of orders."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select

from app.catalog.models import Barcode, Item
from app.db import db, now, transaction
from app.demo.items import DemoItem, demo_items
from app.demo.layouts import MAIN, SHOP
from app.demo.orders import demand_for, demo_orders
from app.demo.people import demo_people
from app.demo.stock import Pile, piles
from app.inventory.commands import lot_of, receive
from app.operations import program
from app.orders.arrivals import NewOrder
from app.orders.arrive import arrive, channel_named, desk_of
from app.tables import in_batches
from app.warehouse.commands import open_warehouse
from app.warehouse.layout_file import read_layout
from app.warehouse.loading import load_layout
from app.warehouse.models import BIN, CutOff, Location, Warehouse
from app.warehouse.queries import warehouse_named
from app.workers.commands import enlist_worker

ITEMS, DAYS, ORDERS_A_DAY = 1500, 3, 300
CODE, SHOP_CODE = "MAIN", "SHOP"
ZONE = "Europe/London"
ACTOR = program("flask demo load")


def load_demo(seed: int = 1, items: int = ITEMS, orders_a_day: int = ORDERS_A_DAY) -> None:
    """Fill an empty database; the same shop for the same seed, its dates relative to now."""
    main, shop = _warehouse(CODE, "Main warehouse", MAIN), _warehouse(SHOP_CODE, "Shop store", SHOP)
    _people(main, shop)
    catalogue = demo_items(items, seed)
    _catalogue(catalogue)
    demand = demand_for(catalogue)
    forward, reserve = _bins(main, "forward"), _bins(main, "reserve")
    today = datetime.now(ZoneInfo(ZONE)).date()
    _stock(list(piles(demand, DAYS * orders_a_day, forward, reserve, seed, today)))
    _orders(main, demo_orders(demand, DAYS, orders_a_day, seed, now()))


def is_empty() -> bool:
    """Whether nobody has opened a warehouse here."""
    return db.session.scalar(select(func.count()).select_from(Warehouse)) == 0


def _warehouse(code: str, name: str, layout: str) -> int:
    with transaction():
        warehouse = open_warehouse(code, name, ZONE, "GBP", ACTOR, is_demo=True)
        warehouse_id = warehouse.id
        for weekday in range(6):
            db.session.add(CutOff(warehouse_id=warehouse_id, weekday=weekday, at=time(15)))
            db.session.add(CutOff(warehouse_id=warehouse_id, weekday=weekday, at=time(11), carrier="Skyfreight"))
    load_layout(warehouse_id, read_layout(layout)[1], ACTOR)
    return warehouse_id


def _people(main: int, shop: int) -> None:
    for person in demo_people():
        with transaction():
            roles = {main: person.roles, shop: person.roles if {"lead", "admin"} & set(person.roles) else ()}
            enlist_worker(
                person.name, person.language, roles, ACTOR, badge=person.badge, pin=person.pin, password=person.password
            )


def _catalogue(catalogue: Sequence[DemoItem]) -> None:
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


def _bins(warehouse_id: int, purpose: str) -> list[int]:
    mine = (Location.warehouse_id == warehouse_id, Location.kind == BIN, Location.purpose == purpose)
    return list(db.session.scalars(select(Location.id).where(*mine).order_by(Location.id)))


def _stock(wanted: Sequence[Pile]) -> None:
    for batch in in_batches(wanted, 20):
        with transaction():
            skus, bins = {pile.sku for pile in batch}, {pile.bin_id for pile in batch}
            items = {item.sku: item for item in db.session.scalars(select(Item).where(Item.sku.in_(skus)))}
            places = {place.id: place for place in db.session.scalars(select(Location).where(Location.id.in_(bins)))}
            with db.session.no_autoflush:  # the ledger's rows are written together at the end
                for pile in batch:
                    item = items[pile.sku]
                    receive(item, lot_of(item, pile.lot, pile.expires_on), pile.quantity, places[pile.bin_id], ACTOR)


def _orders(warehouse_id: int, orders: Iterable[NewOrder]) -> None:
    for batch in in_batches(orders, 30):
        with transaction():
            warehouse = warehouse_named(CODE)
            arrive(desk_of(warehouse, channel_named(warehouse_id, "web shop"), ACTOR), batch)
