"""The floor of the pictures: what lies on the shelves, which walks there are, and what the lead does meanwhile.

It works in the demo's database beside the server, as `flask …` commands do.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import Flask
from sqlalchemy import func, select

from app.cases.commands import answer_call
from app.cases.queries import open_calls
from app.catalog.models import CASE, Barcode, Item
from app.clock import now
from app.db import db, transaction
from app.inventory.commands import lot_of, receive
from app.inventory.models import Stock
from app.messages.commands import Words, send_message
from app.operations import Actor, program
from app.orders.commands import cancel_order
from app.orders.models import Channel, Order, OrderLine
from app.picking.commands import bind_tote, confirm_pick
from app.picking.models import PickTask
from app.picking.queries import free_totes
from app.walks.commands import assign, claim_next
from app.walks.models import ACTIVE, ASSIGNED, FREE
from app.walks.scans import StopScan
from app.warehouse.models import BIN, RESERVE, TOTE, Location, Warehouse
from app.warehouse.queries import locations_of_kind, warehouse_named
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.release import work_off
from app.workers.commands import give_roles
from app.workers.models import Worker

SYSTEM = program("pictures")
LEAD = "Cleo"
FULL = 60
"""So many lie in each bin of the pictures but the nearly empty one, again before each walk."""

GOODS = {"mug": "H", "bowl": "L", "puzzle": "G", "lantern": "M", "soap": "K", "clock": "K", "vase": "L"}
"""Kinds of the demo's items, and the aisle in or near which one of each is looked for.

Mugs come in cases, soap in lots, clocks are numbered.
"""

FEW = "vase"
"""Its bin is not filled: an order for `ALL` of them leaves it empty."""
ALL = 0


class Shelf(NamedTuple):
    stock_id: int
    item_id: int
    sku: str
    lying: int


class Floor:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self._orders = 1040
        with app.app_context():
            self.warehouse_id = warehouse_named("MAIN").id
            self._shelves = {kind: self._shelf(kind, aisle) for kind, aisle in GOODS.items()}
            self.two_meanings = locations_of_kind(self.warehouse_id, TOTE)[-1].barcode
            self._prepare()

    def put_up(self, name: str, orders: Sequence[Mapping[str, int]]) -> int:
        """A walk for these orders, given to that worker; the task's id."""
        with self.app.app_context():
            self.fill_up()
            wave_id = self.wave([self.order(lines) for lines in orders])
            task_id = db.session.scalars(select(PickTask.id).where(PickTask.wave_id == wave_id)).one()
        self.give(task_id, name)
        return task_id

    def give(self, task_id: int, name: str) -> None:
        """The lead gives the walk to somebody; nobody: `""`."""
        with self.app.app_context(), transaction():
            worker = self.worker(name) if name else None
            assign(db.session.get_one(PickTask, task_id), worker, self._lead())

    def begin_walk(self, orders: Sequence[Mapping[str, int]], name: str) -> int:
        """That worker has totes on the cart and has picked the first stop; the task's id."""
        task_id = self.put_up(name, orders)
        with self.app.app_context(), transaction() as session:
            worker = self.actor(name)
            claim_next(worker)
            task = session.get_one(PickTask, task_id)
            for place, tote in zip(task.places, free_totes(self.warehouse_id, len(task.places)), strict=True):
                bind_tote(place, tote.barcode, worker)
            line = task.lines[0]
            item, used = line.lot.item.barcodes[0], line.place.totes[0].tote
            scan = StopScan(line.location.barcode, item.code, tote=used.barcode, quantity=line.quantity)
            confirm_pick([line], scan, worker)
        return task_id

    def say(self, name: str, phrase: str, text: str) -> None:
        """The lead's message: a stock phrase, or words of the lead's own."""
        with self.app.app_context(), transaction():
            send_message(self.warehouse_id, Words(phrase, text=text), [self.worker(name).id], self._lead())

    def clear(self) -> None:
        """The lead takes all walks that are left, so that no picker has one."""
        with self.app.app_context():
            wanted = select(PickTask.id).where(
                PickTask.state.in_((FREE, ASSIGNED, ACTIVE)), PickTask.waits_for_id.is_(None)
            )
            task_ids = list(db.session.scalars(wanted))
        for task_id in task_ids:
            self.give(task_id, LEAD)

    def cancel(self, number: str) -> None:
        """The customer does not want the order any more."""
        with self.app.app_context(), transaction():
            cancel_order(db.session.scalars(select(Order).where(Order.number == number)).one(), self._lead())

    def numbers(self, task_id: int) -> list[str]:
        """The orders of a task, in the order in which they were placed."""
        with self.app.app_context():
            places = db.session.get_one(PickTask, task_id).places
            return sorted(place.order.number for place in places if place.order)

    def answer_calls(self) -> None:
        with self.app.app_context(), transaction():
            for call in open_calls(self.warehouse_id):
                answer_call(call, self._lead())

    def release_day(self, orders: int) -> None:
        """A wave of the demo's own orders, for the lead's pictures."""
        with self.app.app_context():
            self.wave(None, Choice(limit=orders))

    def _prepare(self) -> None:
        """Dana picks, too; soap lies in two lots; the label of a tote is on an item as well."""
        with transaction() as session:
            give_roles(self.worker("Dana"), self.warehouse_id, ["picker"], SYSTEM)
            soap = session.get_one(Stock, self._shelves["soap"].stock_id)
            receive(soap.item, lot_of(soap.item, "L260901"), FULL, soap.location, SYSTEM)
            session.add(Barcode(item_id=soap.item_id, code=self.two_meanings, unit=CASE, quantity=12))

    def _shelf(self, kind: str, aisle: str) -> Shelf:
        """The bin nearest to that aisle with an item of that kind that lies nowhere else."""
        alone = select(Stock.item_id).join(Location)
        alone = alone.where(Location.warehouse_id == self.warehouse_id, Location.kind == BIN)
        alone = alone.group_by(Stock.item_id).having(func.count() == 1)
        wanted = select(Location.address, Stock.id, Item.id, Item.sku, Stock.on_hand).select_from(Stock)
        wanted = wanted.join(Stock.location).join(Stock.item).where(Location.kind == BIN, Location.purpose != RESERVE)
        wanted = wanted.where(Item.sku.startswith(f"{kind.upper()}-"), Item.id.in_(alone))
        if kind == "mug":
            wanted = wanted.where(Item.barcodes.any(Barcode.unit == CASE))
        found = db.session.execute(wanted).all()
        return Shelf(*min(found, key=lambda row: (abs(ord(row[0][0]) - ord(aisle)), row[0]))[1:])

    def fill_up(self) -> None:
        """The bins as they were for the reader before; what a short pick left in doubt is counted and found."""
        with transaction() as session:
            for kind, shelf in self._shelves.items():
                stock = session.get_one(Stock, shelf.stock_id, populate_existing=True)
                stock.doubted_at = None
                missing = (shelf.lying if kind == FEW else FULL) - stock.available
                if missing > 0:
                    receive(stock.item, stock.lot, missing, stock.location, SYSTEM)

    def order(self, lines: Mapping[str, int]) -> int:
        self._orders += 1
        with transaction() as session:
            channel = session.scalars(select(Channel).where(Channel.warehouse_id == self.warehouse_id)).first()
            assert channel
            order = Order(
                warehouse_id=self.warehouse_id,
                channel_id=channel.id,
                number=f"W-{self._orders}",
                placed_at=now(),
                imported_at=now(),
                customer="Mira Holm",
                telephone="01632 960001",
                street="Quay 1",
                city="Harbour",
                postcode="HB1 1QY",
                country="United Kingdom",
            )
            session.add(order)
            for position, (kind, quantity) in enumerate(lines.items(), 1):
                _, item_id, sku, lying = self._shelves[kind]
                units = lying if quantity == ALL else quantity
                line = OrderLine(position=position, item_id=item_id, sku=sku, description=sku, quantity=units)
                order.lines.append(line)
            session.flush()
            return order.id

    def wave(self, order_ids: Sequence[int] | None, choice: Choice | None = None) -> int:
        with transaction() as session:
            warehouse = session.get_one(Warehouse, self.warehouse_id)
            wave = plan_wave(warehouse, choice or Choice(), SYSTEM, order_ids)
            release_wave(wave, SYSTEM)
            wave_id = wave.id
        work_off(wave_id)
        return wave_id

    def worker(self, name: str) -> Worker:
        return db.session.scalars(select(Worker).where(Worker.name == name)).one()

    def _lead(self) -> Actor:
        return self.actor(LEAD)

    def actor(self, name: str) -> Actor:
        worker = self.worker(name)
        return Actor(worker_id=worker.id, worker_name=name, device_id=None, warehouse_id=self.warehouse_id)
