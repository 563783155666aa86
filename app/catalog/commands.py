"""Add items to the catalogue, and mend what it says of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import insert, select

from app.catalog.models import EACH, Barcode, Item, ItemPolicy
from app.catalog.reading import CUSTOMS, NewItem
from app.db import db
from app.operations import Actor, audit, audit_new, change

NO_WAREHOUSE = lazy_gettext("a strategy, but no warehouse was named for it")
CODE_OF_ANOTHER = lazy_gettext("a barcode that stands for another item already")


@dataclass
class Added:
    """What came of some items; `refused` pairs a SKU with what is wrong."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[str, LazyString]] = field(default_factory=list)


def add_items(items: Sequence[NewItem], actor: Actor, warehouse_id: int | None = None) -> Added:
    """Add the items that are new, and change the others to what is said of them; nothing is taken away.

    An item without any barcode is scanned by its SKU. A strategy is the warehouse's own for that item.
    """
    known = {
        item.sku: item for item in db.session.scalars(select(Item).where(Item.sku.in_([one.sku for one in items])))
    }
    for item in items:
        if not item.codes and item.sku not in known:
            item.codes.append((item.sku, EACH, 1))
    added = Added()
    welcome = _without_wrong(items, warehouse_id, added)
    _insert([item for item in welcome if item.sku not in known], actor, added)
    for item in welcome:
        if item.sku in known:
            _mend(known[item.sku], item, actor, added)
    _set_strategies([item for item in welcome if item.strategy], actor, warehouse_id)
    return added


def _without_wrong(items: Sequence[NewItem], warehouse_id: int | None, added: Added) -> list[NewItem]:
    """One code stands for one item, the one that came first; a strategy needs its warehouse."""
    codes = [code for item in items for code, _, _ in item.codes]
    taken = db.session.execute(select(Barcode.code, Item.sku).join(Item).where(Barcode.code.in_(codes)))
    owner: dict[str, str] = dict(taken.all())
    welcome = []
    for item in items:
        if item.strategy and warehouse_id is None:
            added.refused.append((item.sku, NO_WAREHOUSE))
        elif all(owner.setdefault(code, item.sku) == item.sku for code, _, _ in item.codes):
            welcome.append(item)
        else:
            added.refused.append((item.sku, CODE_OF_ANOTHER))
    return welcome


def _insert(items: Sequence[NewItem], actor: Actor, added: Added) -> None:
    if not items:
        return
    blank: dict[str, Any] = {"names": {}, "attributes": {}, "flags": [], "picture": ""}
    blank |= dict.fromkeys(("length_mm", "width_mm", "height_mm", "weight_g"))
    blank |= dict.fromkeys(CUSTOMS, "")
    blank |= dict.fromkeys(("tracks_lot", "tracks_expiry", "tracks_serial"), False)
    returned = insert(Item).returning(Item.id, sort_by_parameter_order=True)
    ids = db.session.scalars(returned, [{**blank, "sku": item.sku, **item.columns} for item in items]).all()
    codes = [
        {"item_id": item_id, "code": code, "unit": unit, "quantity": quantity}
        for item_id, item in zip(ids, items, strict=True)
        for code, unit, quantity in item.codes
    ]
    db.session.execute(insert(Barcode), codes)
    audit_new(
        "items", "added", actor, None, [(item_id, {"sku": item.sku}) for item_id, item in zip(ids, items, strict=True)]
    )
    added.new += len(items)


def _mend(item: Item, said: NewItem, actor: Actor, added: Added) -> None:
    columns = dict(said.columns)
    for name in ("names", "attributes"):
        if name in columns:
            columns[name] = {**getattr(item, name), **columns[name]}
    different = {name: value for name, value in columns.items() if getattr(item, name) != value}
    if different:
        change(item, "changed", actor, **different)
    codes = _mend_codes(item, said, actor)
    if different or codes:
        added.changed += 1
    else:
        added.unchanged += 1


def _mend_codes(item: Item, said: NewItem, actor: Actor) -> bool:
    here = {barcode.code: barcode for barcode in item.barcodes}
    mended = False
    for code, unit, quantity in said.codes:
        if code not in here:
            barcode = Barcode(item_id=item.id, code=code, unit=unit, quantity=quantity)
            db.session.add(barcode)
            audit(barcode, "added", actor, {}, {"code": code, "quantity": quantity})
            mended = True
        elif (here[code].unit, here[code].quantity) != (unit, quantity):
            change(here[code], "changed", actor, unit=unit, quantity=quantity)
            mended = True
    return mended


def _set_strategies(items: Sequence[NewItem], actor: Actor, warehouse_id: int | None) -> None:
    """What the warehouse wants for these items from now on."""
    if not items or warehouse_id is None:
        return
    ids = dict(db.session.execute(select(Item.sku, Item.id).where(Item.sku.in_([item.sku for item in items]))).all())
    for item in items:
        policy = db.session.get(ItemPolicy, (warehouse_id, ids[item.sku]))
        if policy is None:
            db.session.add(ItemPolicy(warehouse_id=warehouse_id, item_id=ids[item.sku], strategy=item.strategy))
        elif policy.strategy != item.strategy:
            policy.strategy = item.strategy
        else:
            continue
        audit_new("items", "strategy set", actor, warehouse_id, [(ids[item.sku], {"strategy": item.strategy})])
