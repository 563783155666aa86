"""Papers of a waybill and of a manifest: the label, the customs' papers, the manifest itself, the gate pass."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.packing.models import Carton
from app.papers.common import Content, amount, at, flags_of, lines, receiver, shared, town_of
from app.papers.orders import cartons_of, packs_of
from app.shipping.models import Loading, Manifest, Waybill
from app.shipping.queries import waybills_by_carton
from app.warehouse.models import Location, Warehouse
from app.workers.models import Worker


def waybill_label(waybill: Waybill) -> Content:
    """From what was kept when the number was made, so that a reprint is the same."""
    label, carton = waybill.label, waybill.carton
    order = carton.order
    warehouse = db.session.get_one(Warehouse, waybill.warehouse_id)
    kept = shared(warehouse, label.get("currency") or order.currency)
    return kept | {
        "number": waybill.number,
        "carrier": waybill.carrier.name,
        "service": waybill.service.name if waybill.service else "",
        "sorting": str(label.get("carriers", {}).get("sorting", "")),
        "to": _said(label["to"]) if label.get("to") else receiver(order),
        "sender": _whole(label.get("from") or {}) or warehouse.name,
        "collects": amount(waybill.collects),
        "insured_for": amount(waybill.insured_for),
        "weight_g": label.get("weight_g") or carton.weight_g,
        "carton": carton.number,
        "cartons": cartons_of(order.id),
        "order": order.number,
        "marks": sorted(label["flags"]) if "flags" in label else _marks(carton),
        "notes": order.notes[:200],
    }


def customs_paper(waybill: Waybill) -> Content:
    """For the commercial invoice, CN 22 and CN 23: what lies in the carton, by what the customs call it."""
    kept = waybill_label(waybill)
    rows = [_declared(pack) for pack in packs_of(waybill.carton)]
    merged: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        key = row["name"], row["customs_code"], row["origin"]
        known = merged.setdefault(key, row | {"quantity": 0, "weight_g": 0, "value": "0"})
        known["quantity"] += row["quantity"]
        known["weight_g"] += row["weight_g"]
        known["value"] = str(Decimal(known["value"]) + Decimal(row["value"]))
    total = sum((Decimal(row["value"]) for row in merged.values()), Decimal(0))
    return kept | {
        "lines": list(merged.values()),
        "total": str(total),
        "cartons": 1,
        "shipped_at": at(waybill.made_at),
        "terms": str(waybill.label.get("carriers", {}).get("terms", "")),
    }


def manifest_paper(manifest: Manifest) -> Content:
    """The cartons that are on it, in the order in which they were scanned."""
    loaded = _loaded(manifest)
    waybills = waybills_by_carton(one.carton_id for one in loaded)
    rows = [_row(number, one.carton, waybills.get(one.carton_id)) for number, one in enumerate(loaded, 1)]
    collected = sum((Decimal(row["collects"]) for row in rows if row["collects"]), Decimal(0))
    return _of(manifest) | {
        "cartons": rows,
        "weight_g": sum(row["weight_g"] or 0 for row in rows),
        "collects": str(collected) if collected else "",
    }


def gate_pass(manifest: Manifest) -> Content:
    loaded = _loaded(manifest)
    return _of(manifest) | {
        "cartons": len(loaded),
        "weight_g": sum(one.carton.weight_g or 0 for one in loaded),
    }


def _of(manifest: Manifest) -> Content:
    dock = db.session.get(Location, manifest.dock_id) if manifest.dock_id else None
    closer = db.session.get(Worker, manifest.closed_by_id) if manifest.closed_by_id else None
    return shared(db.session.get_one(Warehouse, manifest.warehouse_id)) | {
        "number": manifest.number,
        "carrier": manifest.carrier.name,
        "driver": manifest.driver,
        "vehicle": manifest.vehicle,
        "dock": dock.address if dock else "",
        "closed_at": at(manifest.closed_at),
        "closed_by": closer.name if closer else "",
        "released_by": closer.name if closer else "",
    }


def _loaded(manifest: Manifest) -> Sequence[Loading]:
    wanted = (
        select(Loading)
        .where(Loading.manifest_id == manifest.id, Loading.taken_off_at.is_(None))
        .order_by(Loading.id)
        .options(joinedload(Loading.carton).joinedload(Carton.order))
    )
    return db.session.scalars(wanted).all()


def _row(number: int, carton: Carton, waybill: Waybill | None) -> dict[str, Any]:
    return {
        "number": number,
        "waybill": waybill.number if waybill else carton.code,
        "order": carton.order.number,
        "place": town_of(carton.order),
        "weight_g": carton.weight_g,
        "collects": amount(waybill.collects) if waybill else "",
    }


def _declared(pack: Any) -> dict[str, Any]:
    item, line = pack.pick.line.lot.item, pack.pick.line.order_line
    return {
        "name": item.customs_name or item.name("en"),
        "customs_code": item.customs_code,
        "origin": item.origin,
        "quantity": pack.quantity,
        "weight_g": (item.weight_g or 0) * pack.quantity,
        "value": str((line.price or Decimal(0)) * pack.quantity),
    }


def _said(to: dict[str, Any]) -> Content:
    """A receiver as the carrier was told."""
    store = " ".join(part for part in (to.get("store_code"), to.get("store_name")) if part)
    return {
        "name": to.get("name") or "",
        "telephone": to.get("telephone") or "",
        "address": _place(to),
        "postcode": to.get("postcode") or "",
        "store": store,
    }


def _whole(sender: dict[str, Any]) -> str:
    return lines(sender.get("name") or "", _place(sender), sender.get("telephone") or "")


def _place(to: dict[str, Any]) -> str:
    town = " ".join(to[part] for part in ("postcode", "city", "region") if to.get(part))
    return lines(to.get("street") or "", town, to.get("country_said") or to.get("country") or "")


def _marks(carton: Carton) -> list[str]:
    return flags_of(pack.pick.line.lot.item for pack in packs_of(carton))
