"""Cartons that are packed, closed and have their waybill, ready for the dock."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.clock import now
from app.db import db, transaction
from app.operations import Actor, Outcome
from app.orders.models import Order
from app.packing.commands import pack_units
from app.packing.models import Carton
from app.packing.queries import cartons_of, picks_to_pack
from app.picking.models import Pick
from app.shipping.handing_over.close_manifest import Handover, close_manifest
from app.shipping.handing_over.load_carton import load_carton, take_off
from app.shipping.handing_over.open_manifest import open_manifest
from app.shipping.handing_over.stage_carton import stage_carton
from app.shipping.models import Carrier, Manifest, Waybill
from app.walks.scans import StopScan
from tests.floor import Hand, fresh
from tests.packing.orders import begin_carton, close, hand, picked_order, scan_of
from tests.world import World


@dataclass(frozen=True)
class Packed:
    """An order's id, and the codes of its cartons and waybills, in order."""

    order_id: int
    cartons: tuple[str, ...]
    waybills: tuple[str, ...]

    @property
    def carton(self) -> str:
        return self.cartons[0]


def carrier(world: World, name: str = "Swift", **settings: object) -> int:
    """The id of a carrier that comes to Riverside."""
    known = select(Carrier.id).where(Carrier.warehouse_id == world.warehouse_id, Carrier.name == name)
    found = db.session.scalars(known).first()
    if found is not None:
        return found
    with transaction() as session:
        made = Carrier(warehouse_id=world.warehouse_id, code=name.upper(), name=name, settings=settings)
        session.add(made)
        session.flush()
        return made.id


def packed(
    world: World,
    lines: Mapping[str, int],
    number: str = "",
    by: str | None = "Swift",
    cartons: int = 1,
    **columns: object,
) -> Packed:
    """An order that is packed whole, its units dealt to so many cartons; without a waybill where `by` is None."""
    order_id = picked_order(world, lines, number=number, **columns)
    _pack(world, order_id, cartons)
    carrier_id = carrier(world, by) if by else None
    with transaction() as session:
        made = cartons_of(session.get_one(Order, order_id))
        bills = [_waybill(carton, carrier_id) for carton in made] if carrier_id else []
        return Packed(order_id, tuple(one.code for one in made), tuple(one.number for one in bills))


def opens(hand: Hand, carrier_id: int) -> int:
    """The id of a new manifest."""
    outcome = hand.does(
        "open", lambda actor: open_manifest(db.session.get_one(Carrier, carrier_id), None, "", "", actor)
    )
    return int(outcome.result["manifest_id"])


def loads(hand: Hand, manifest_id: int, scanned: str, operation_id: str | None = None) -> Outcome:
    return hand.does(
        "load",
        lambda actor: load_carton(db.session.get_one(Manifest, manifest_id), scanned, actor),
        operation_id,
        manifest=manifest_id,
        scanned=scanned,
    )


def takes_off(hand: Hand, manifest_id: int, scanned: str) -> Outcome:
    return hand.does("take off", lambda actor: take_off(db.session.get_one(Manifest, manifest_id), scanned, actor))


def stages(hand: Hand, scanned: str, lane: str) -> Outcome:
    return hand.does("stage", lambda actor: stage_carton(actor.warehouse_id or 0, scanned, lane, actor))


def closes(hand: Hand, manifest_id: int, **said: object) -> Outcome:
    handover = Handover(**({"driver": "Jo Reed", "unsigned": True} | said))  # type: ignore[arg-type]

    def command(actor: Actor) -> Mapping[str, int]:
        return close_manifest(db.session.get_one(Manifest, manifest_id), handover, actor)

    return hand.does("close", command)


def carton_row(code: str) -> Carton:
    """The carton as the database has it now."""
    db.session.rollback()
    return db.session.scalars(select(Carton).where(Carton.code == code).execution_options(populate_existing=True)).one()


def order_row(order_id: int) -> Order:
    found: Order = fresh(Order, order_id)
    return found


def _pack(world: World, order_id: int, cartons: int) -> None:
    """Each carton gets its share of every pick; then all are closed."""
    world.sets(pack_each=False)
    shares = {pick.id: pick.in_tote for pick in picks_to_pack(fresh(Order, order_id))}
    ids = []
    for index in range(cartons):
        ids.append(begin_carton(world, order_id))
        for pick_id, units in shares.items():
            share = (units + cartons - 1 - index) // cartons
            if share:
                _packs(hand(world, "Ben"), order_id, scan_of(fresh(Pick, pick_id), share), ids[-1])
    for carton_id in ids:
        close(world, carton_id)


def _packs(ben: Hand, order_id: int, scan: StopScan, carton_id: int) -> None:
    def command(actor: Actor) -> Mapping[str, object]:
        return pack_units(db.session.get_one(Order, order_id), scan, db.session.get_one(Carton, carton_id), actor)

    done = ben.does("pack", command)
    assert done.ok, done


def _waybill(carton: Carton, carrier_id: int) -> Waybill:
    made = Waybill(
        warehouse_id=carton.warehouse_id,
        carrier_id=carrier_id,
        carton_id=carton.id,
        number=f"SW{carton.id:08}",
        made_at=now(),
    )
    db.session.add(made)
    db.session.flush()
    return made
