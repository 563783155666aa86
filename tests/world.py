"""The small world of the tests: Ana picks, Ben picks and packs, Cleo leads, Dana takes returns; Olga works elsewhere.

Riverside has four aisles of two blocks. Mugs lie in A-01-1 (10, and 4 more in C-02-1), cards in B-03-1 (20), tea in two
lots in D-05-1 (5 each). Hillside is another warehouse with the same layout.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from flask import Flask, current_app, g
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catalog.models import CASE, Barcode, Item
from app.clock import now
from app.db import db, transaction
from app.inventory.commands import lot_of, receive
from app.inventory.models import Lot, Stock
from app.operations import Actor, program
from app.orders.models import Channel, Order, OrderLine
from app.warehouse.commands import apply_layout, open_warehouse
from app.warehouse.layout_file import read_layout
from app.warehouse.models import Location, Warehouse
from app.workers.commands import enlist_worker
from app.workers.devices import enrol_by_itself
from app.workers.models import Device, Worker
from app.workers.secrets import new_token
from app.workers.sessions import begin_session

T = TypeVar("T")
SYSTEM = program("test")

LAYOUT = """
[aisles]
names = "A-D"
pitch = 3.0
sides = 2

[bays]
blocks = [5, 5]
pitch = 1.0
end = 1.0

[levels]
count = 2
reserve = [2]

[address]
pattern = "{aisle}-{bay:02}-{level}"

[staging]
lanes = 2
docks = 1

[totes]
count = 12

[[depots]]
aisle = "A"
cross_aisle = 0
"""


@dataclass
class World:
    """Ids, not rows: a row belongs to the transaction that read it."""

    app: Flask
    warehouse_id: int
    other_warehouse_id: int
    channel_id: int
    workers: dict[str, int]
    devices: dict[str, int] = field(default_factory=dict)
    orders_made: int = 0

    def do(self, command: Callable[[], T]) -> T:
        """Run a command in a transaction of its own."""
        with transaction():
            return command()

    def sets(self, **settings: object) -> None:
        """The warehouse's settings, beside those it has."""

        def command() -> None:
            warehouse = db.session.get_one(Warehouse, self.warehouse_id)
            warehouse.settings = {**warehouse.settings, **settings}

        self.do(command)

    def worker(self, name: str) -> Worker:
        return db.session.get_one(Worker, self.workers[name])

    def actor(self, name: str) -> Actor:
        """The worker, on their own device."""
        return Actor(
            worker_id=self.workers[name],
            worker_name=name,
            device_id=self.devices.get(name),
            warehouse_id=self.warehouse_id,
        )

    def location(self, address: str) -> Location:
        wanted = select(Location).where(Location.warehouse_id == self.warehouse_id, Location.address == address)
        return db.session.scalars(wanted).one()

    def item(self, sku: str) -> Item:
        return db.session.scalars(select(Item).where(Item.sku == sku)).one()

    def lot(self, sku: str, code: str = "") -> Lot:
        return db.session.scalars(select(Lot).where(Lot.item_id == self.item(sku).id, Lot.code == code)).one()

    def stock(self, address: str, sku: str, lot: str = "") -> Stock:
        """The balance as the database has it now."""
        db.session.expire_all()
        wanted = select(Stock).where(
            Stock.location_id == self.location(address).id, Stock.lot_id == self.lot(sku, lot).id
        )
        return db.session.scalars(wanted).one()

    def on_hand(self, address: str, sku: str, lot: str = "") -> int:
        db.session.expire_all()
        wanted = select(Stock.on_hand).where(
            Stock.location_id == self.location(address).id, Stock.lot_id == self.lot(sku, lot).id
        )
        return db.session.scalar(wanted) or 0

    def order(self, lines: Mapping[str, int], number: str = "", **columns: object) -> int:
        """A ready order for those items and quantities; its id."""
        self.orders_made += 1
        values: dict[str, object] = {
            "number": number or f"N{self.orders_made:03}",
            "customer": "Mira Holm",
            "telephone": "01632 960123",
            "street": "Quay 1",
            "city": "Harbour",
            "postcode": "1000",
            "country": "GB",
        }
        with transaction() as session:
            order = Order(
                warehouse_id=self.warehouse_id,
                channel_id=self.channel_id,
                placed_at=now(),
                imported_at=now(),
                **(values | columns),
            )
            session.add(order)
            for position, (sku, quantity) in enumerate(lines.items(), 1):
                item = self.item(sku)
                order.lines.append(
                    OrderLine(position=position, item_id=item.id, sku=sku, description=sku, quantity=quantity)
                )
            session.flush()
            return order.id

    def client(self, name: str, **environ: object) -> FlaskClient:
        """A browser on the worker's own device, signed in (not through the sign-in page, whose hashes take time)."""
        forget_other_requests()
        device_token, shift_token = new_token(), new_token()
        with transaction() as session:
            device = enrol_by_itself(f"{name} handheld", self.warehouse_id, device_token, SYSTEM)
            begin_session(self.worker(name), device, shift_token, SYSTEM)
            session.flush()
            self.devices[name] = device.id
        client = self.app.test_client()
        client.set_cookie("device", device_token)
        with client.session_transaction() as cookie:
            cookie["shift"] = shift_token
        db.session.remove()
        return client

    def device(self, name: str) -> Device:
        return db.session.get_one(Device, self.devices[name])


def forget_other_requests() -> None:
    """The tests hold one application context open, and with it one `g`; a server has one for each request."""
    for name in list(g):
        g.pop(name)


def build_world() -> World:
    """Write the world into the empty database of the current application."""
    with transaction() as session:
        here = _warehouse("RIVER", "Riverside")
        there = _warehouse("HILL", "Hillside")
        workers = {
            name: enlist_worker(name, "en", roles, SYSTEM)[0]
            for name, roles in {
                "Ana": {here.id: ["picker"]},
                "Ben": {here.id: ["picker", "packer"]},
                "Cleo": {here.id: ["lead", "picker"]},
                "Dana": {here.id: ["returns"]},
                "Eli": {here.id: ["stock"]},
                "Fay": {here.id: ["desk"]},
                "Gus": {here.id: ["admin"]},
                "Olga": {there.id: ["picker", "lead", "admin"]},
            }.items()
        }
        channel = Channel(warehouse_id=here.id, name="shop")
        session.add(channel)
        session.flush()
        world = World(
            current_app._get_current_object(),  # type: ignore[attr-defined]
            here.id,
            there.id,
            channel.id,
            {name: worker.id for name, worker in workers.items()},
        )
        _items(world)
    return world


def _warehouse(code: str, name: str) -> Warehouse:
    warehouse = open_warehouse(code, name, "Europe/London", "GBP", SYSTEM, is_demo=True)
    _, layout = read_layout(LAYOUT)
    apply_layout(warehouse, layout, SYSTEM)
    return warehouse


def _items(world: World) -> None:
    mug = _item("MUG", "Red mug", {"4006381333931": (1, "each"), "14006381333938": (6, CASE)})
    card = _item("CARD", "Greeting card", {"5012345678900": (1, "each")})
    tea = _item("TEA", "Green tea", {"4012345678901": (1, "each")}, tracks_lot=True, tracks_expiry=True)
    receive(mug, lot_of(mug), 10, world.location("A-01-1"), SYSTEM)
    receive(mug, lot_of(mug), 4, world.location("C-02-1"), SYSTEM)
    receive(card, lot_of(card), 20, world.location("B-03-1"), SYSTEM)
    receive(tea, lot_of(tea, "L1", date(2031, 1, 1)), 5, world.location("D-05-1"), SYSTEM)
    receive(tea, lot_of(tea, "L2", date(2030, 1, 1)), 5, world.location("D-05-1"), SYSTEM)


def _item(sku: str, name: str, codes: Mapping[str, tuple[int, str]], **flags: bool) -> Item:
    item = Item(sku=sku, names={"en": name}, **flags)
    item.barcodes = [Barcode(code=code, quantity=quantity, unit=unit) for code, (quantity, unit) in codes.items()]
    db.session.add(item)
    db.session.flush()
    return item
