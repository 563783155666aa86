"""What stands in the lanes of the pictures, picked and staged, and what the wall and the bench are set to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

from flask import Flask
from sqlalchemy import select

from app.catalog.models import Item
from app.clock import now
from app.db import db, transaction
from app.inventory.models import Lot, Stock
from app.operations import Actor
from app.orders.models import Order
from app.packing.bench import waiting_orders
from app.packing.commands import pack_units
from app.packing.queries import picks_to_pack
from app.picking.commands import bind_tote, confirm_pick, stage_task, swap_lot
from app.picking.models import BULK, CART, PickLine, PickTask
from app.picking.queries import free_totes, lines_of_stop, lines_of_task
from app.walks.commands import claim_next
from app.walks.scans import StopScan
from app.warehouse.models import STAGING, Warehouse
from app.warehouse.queries import locations_of_kind
from app.waves.choice import Choice
from app.workers.commands import enlist_worker
from tools.pictures.floor import SYSTEM, Floor

HURRY = timedelta(hours=2)
PICKER, OTHER = "Ines", "Ben"
"""Who picks what is packed in the pictures, and who packs at another bench."""


class Staged(NamedTuple):
    order_id: int
    number: str
    tote: str


class Lanes(Floor):
    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        with app.app_context(), transaction():
            enlist_worker(PICKER, "en", {self.warehouse_id: ["picker"]}, SYSTEM)

    def enlist(self, name: str, language: str, badge: str, secret: str, roles: Sequence[str]) -> None:
        """Somebody of the pictures who does nothing else; leads have a password."""
        known = {"password": secret} if "lead" in roles else {"pin": secret}
        with self.app.app_context(), transaction():
            enlist_worker(name, language, {self.warehouse_id: roles}, SYSTEM, badge=badge, **known)

    def stage(self, *orders: Mapping[str, int]) -> list[Staged]:
        """Each of them in a tote of its own."""
        return self._staged(orders, CART)

    def stage_together(self, *orders: Mapping[str, int]) -> list[Staged]:
        """All of them in one tote, to be sorted."""
        return self._staged(orders, BULK)

    def empty(self) -> None:
        """Nothing waits to be packed any more: whoever ordered it does not want it."""
        with self.app.app_context():
            numbers = [order.number for order in waiting_orders(self.warehouse_id)]
        for number in numbers:
            self.cancel(number)

    def pack_one(self, order_id: int) -> None:
        """At another bench one unit of the order is packed."""
        with self.app.app_context(), transaction() as session:
            order = session.get_one(Order, order_id)
            pick = picks_to_pack(order)[0]
            scan = StopScan(item=pick.line.lot.item.barcodes[0].code, lot=pick.line.lot.code, quantity=1)
            pack_units(order, scan, None, self.actor(OTHER))

    def code(self, kind: str) -> str:
        """What a scanner reads off one unit of that kind."""
        with self.app.app_context():
            return db.session.get_one(Item, self._shelves[kind].item_id).barcodes[0].code

    @contextmanager
    def unmeasured(self, kind: str) -> Iterator[None]:
        """Inside, nobody knows the sides of such an item, so no carton is proposed for it."""
        known = self._lengthen(kind, None)
        try:
            yield
        finally:
            self._lengthen(kind, known)

    def _lengthen(self, kind: str, length_mm: int | None) -> int | None:
        with self.app.app_context(), transaction() as session:
            item = session.get_one(Item, self._shelves[kind].item_id)
            before, item.length_mm = item.length_mm, length_mm
            return before

    def sets(self, **settings: object) -> None:
        with self.app.app_context(), transaction() as session:
            warehouse = session.get_one(Warehouse, self.warehouse_id)
            warehouse.settings = {**warehouse.settings, **settings}

    def _staged(self, orders: Sequence[Mapping[str, int]], mode: str) -> list[Staged]:
        with self.app.app_context():
            self.fill_up()
            order_ids = [self.order(lines) for lines in orders]
            wave_id = self.wave(order_ids, Choice(mode=mode))
            for task_id in db.session.scalars(select(PickTask.id).where(PickTask.wave_id == wave_id)).all():
                self.give(task_id, PICKER)
                self._walk(task_id)
            return [self._told(order_id) for order_id in order_ids]

    def _walk(self, task_id: int) -> None:
        """Every stop as the book wants it, and the totes into the first lane."""
        with transaction() as session:
            actor, task = self.actor(PICKER), session.get_one(PickTask, task_id)
            claim_next(actor)
            for place, tote in zip(task.places, free_totes(self.warehouse_id, len(task.places)), strict=True):
                bind_tote(place, tote.barcode, actor)
        for line_id in [line.id for line in lines_of_task(task)]:
            self._pick(line_id, actor)
        with transaction() as session:
            lane = locations_of_kind(self.warehouse_id, STAGING)[0].barcode
            stage_task(session.get_one(PickTask, task_id, populate_existing=True), lane, actor)

    def _pick(self, line_id: int, actor: Actor) -> None:
        """All of it; several units of an item with lots from both lots of its bin."""
        with transaction() as session:
            line = session.get_one(PickLine, line_id, populate_existing=True)
            mixes = line.lot.item.tracks_lot and line.to_pick > 1
            if line.to_pick:
                confirm_pick(lines_of_stop(line_id), _scan(line, 1 if mixes else line.to_pick), actor)
        if mixes:
            with transaction() as session:
                swap_lot(lines_of_stop(line_id), _other_lot(line), actor)
            with transaction() as session:
                line = session.get_one(PickLine, line_id, populate_existing=True)
                confirm_pick(lines_of_stop(line_id), _scan(line, line.to_pick), actor)

    def _told(self, order_id: int) -> Staged:
        """It leaves in two hours."""
        with transaction() as session:
            order = session.get_one(Order, order_id)
            order.ship_by = now().replace(minute=0, second=0, microsecond=0) + HURRY
            return Staged(order_id, order.number, picks_to_pack(order)[0].tote_use.tote.barcode)


def _scan(line: PickLine, units: int) -> StopScan:
    numbers = tuple(f"SN-{line.order_line_id}{unit:02}" for unit in range(1, units + 1))
    item, tote = line.lot.item, line.place.totes[0].tote
    serials = numbers if item.tracks_serial else ()
    return StopScan(line.location.barcode, item.barcodes[0].code, line.lot.code, tote.barcode, units, serials)


def _other_lot(line: PickLine) -> str:
    """Another lot of the item in the same bin."""
    wanted = select(Lot.code).join(Stock, Stock.lot_id == Lot.id)
    wanted = wanted.where(Stock.location_id == line.location_id, Stock.on_hand > 0)
    return db.session.scalars(wanted.where(Lot.item_id == line.lot.item_id, Lot.id != line.lot_id)).first() or ""
