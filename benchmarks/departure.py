"""A driver takes 500 cartons: the closing of the manifest, and their leaving the book, a carton in each transaction.

The demo warehouse's orders, released as a wave; what is picked and packed of them is written down directly. Everything
is done in one process, as a server's thread does it, and the writing transactions are timed.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from flask_migrate import upgrade
from sqlalchemy import func, select

from app import create_app
from app.clock import now
from app.config import from_environment
from app.db import db, transaction
from app.demo.load import CODE, load_demo
from app.inventory.commands import outside, receive
from app.operations import program
from app.orders.models import PACKED, Order
from app.packing.models import CLOSED, SHIPPED, Carton, Pack
from app.picking.models import CartPlace, Pick, PickLine, ToteUse
from app.shipping.handing_over.close_manifest import Handover, close_manifest
from app.shipping.handing_over.departure import work_off
from app.shipping.models import Carrier, Loading, Manifest, Waybill
from app.warehouse import models as places
from app.warehouse.models import Warehouse
from app.warehouse.queries import locations_of_kind, warehouse_named
from app.waves.choice import Choice
from app.waves.commands import plan_wave, release_wave
from app.waves.models import Wave
from app.waves.release import work_off as release_now
from benchmarks.writing import writing_times

ACTOR = program("benchmark")
CARTONS = 500
MILLISECONDS = 50.0
"""What is promised of the longest writing transaction."""
MIGRATIONS = Path(__file__).parent.parent / "migrations"


@dataclass(frozen=True)
class Departure:
    """Seconds until the page says that it is closing, and until all cartons have left; the longest few in ms.

    `busy`: processes that waited for a turn on this machine as it began and as it ended.
    """

    database: str
    cartons: int
    units: int
    closing_ms: float
    seconds: float
    transactions: int
    median_ms: float
    p99_ms: float
    longest_ms: float
    over: int
    busy: tuple[float, float]


def measure(url: str) -> Departure:
    """On the empty database of `url`."""
    with tempfile.TemporaryDirectory() as room:
        app = create_app(from_environment({"DATABASE_URL": url, "SHELFWAY_VAR": room, "SHELFWAY_DEMO": "1"}))
        with app.app_context():
            upgrade(directory=str(MIGRATIONS))
            load_demo(seed=1)
            manifest_id, units = _loaded_manifest()
            sys.setswitchinterval(0.001)  # as gunicorn.conf.py has it
            try:
                return _left(manifest_id, units)
            finally:
                db.engine.dispose()


def _left(manifest_id: int, units: int) -> Departure:
    busy, lasted = os.getloadavg()[0], writing_times()
    with transaction():
        close_manifest(db.session.get_one(Manifest, manifest_id), Handover("Jo Reed", unsigned=True), ACTOR)
    (closing_ms,) = lasted
    began = time.perf_counter()
    work_off(manifest_id)
    seconds = time.perf_counter() - began
    on_it = select(func.count()).select_from(Loading).join(Carton, Carton.id == Loading.carton_id)
    gone = db.session.scalar(on_it.where(Loading.manifest_id == manifest_id, Carton.state == SHIPPED))
    if gone != CARTONS:
        raise SystemExit(f"{gone} of {CARTONS} cartons have left.")
    inside = sorted(lasted)
    return Departure(
        database=db.engine.dialect.name,
        cartons=CARTONS,
        units=units,
        closing_ms=closing_ms,
        seconds=seconds,
        transactions=len(inside),
        median_ms=median(inside),
        p99_ms=inside[len(inside) * 99 // 100],
        longest_ms=inside[-1],
        over=sum(one > MILLISECONDS for one in inside),
        busy=(busy, os.getloadavg()[0]),
    )


def _loaded_manifest() -> tuple[int, int]:
    """A manifest with a carton of each order of a wave, and how many units are in them."""
    with transaction():
        wave = plan_wave(warehouse_named(CODE), Choice(limit=CARTONS), ACTOR)
        release_wave(wave, ACTOR)
        wave_id = wave.id
    release_now(wave_id)
    with transaction() as session:
        warehouse = warehouse_named(CODE)
        carrier = session.scalars(select(Carrier).where(Carrier.warehouse_id == warehouse.id)).first()
        assert carrier
        manifest = Manifest(warehouse_id=warehouse.id, carrier_id=carrier.id, number="M-BENCH", opened_at=now())
        session.add(manifest)
        session.flush()
        manifest_id = manifest.id
    order_ids = [one.order_id for one in db.session.get_one(Wave, wave_id).orders]
    units = sum(_pack_and_load(order_id, manifest_id) for order_id in order_ids)
    return manifest_id, units


def _pack_and_load(order_id: int, manifest_id: int) -> int:
    """All of the order in one carton, with a waybill, on the manifest; the units in it."""
    with transaction() as session:
        order, manifest = session.get_one(Order, order_id), session.get_one(Manifest, manifest_id)
        warehouse = session.get_one(Warehouse, order.warehouse_id)
        carton = Carton(
            warehouse_id=warehouse.id,
            order_id=order.id,
            number=1,
            code=f"9{order.id:08}",
            state=CLOSED,
            opened_at=now(),
            closed_at=now(),
        )
        session.add(carton)
        session.flush()
        lines = session.scalars(select(PickLine).where(PickLine.order_line_id.in_([one.id for one in order.lines])))
        units = sum(_pack(line, carton) for line in lines.all())
        order.state = PACKED
        for hold in order.holds:  # what was short of it is not waited for
            hold.released_at = now()
        made = {"warehouse_id": warehouse.id, "carrier_id": manifest.carrier_id, "carton_id": carton.id}
        session.add(Waybill(number=f"BENCH{carton.id:06}", made_at=now(), **made))
        session.add(Loading(manifest_id=manifest.id, carton_id=carton.id, at=now()))
    return units


def _pack(line: PickLine, carton: Carton) -> int:
    packed = outside(carton.warehouse_id, places.PACKED)
    pick = Pick(
        line_id=line.id,
        tote_use_id=_tote_use(line.place).id,
        quantity=line.quantity,
        packed=line.quantity,
        at=now(),
    )
    db.session.add(pick)
    db.session.flush()
    db.session.add(Pack(carton_id=carton.id, pick_id=pick.id, quantity=line.quantity, at=now()))
    receive(line.lot.item, line.lot, line.quantity, packed, ACTOR)
    line.picked = line.quantity
    line.order_line.picked += line.quantity
    db.session.flush()
    line.order_line.packed += line.quantity
    return line.quantity


def _tote_use(place: CartPlace) -> ToteUse:
    """A tote that the place had, and that is empty again."""
    if not place.totes:
        tote = locations_of_kind(place.task.warehouse_id, places.TOTE)[0]
        place.totes.append(ToteUse(tote_id=tote.id, bound_at=now(), released_at=now()))
        db.session.flush()
    return place.totes[0]
