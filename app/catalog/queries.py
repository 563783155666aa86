"""Items by what is printed on them."""

from collections.abc import Collection, Sequence

from flask_babel import get_locale
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.catalog.models import Barcode, Item, ItemPolicy
from app.db import db
from app.scanning import Code, Meaning


def barcodes_of(code: Code) -> list[Barcode]:
    """The barcodes with their items: the very code, or the same GTIN however many zeros it is written with."""
    codes = {code.text} | code.spellings
    wanted = select(Barcode).options(joinedload(Barcode.item)).where(Barcode.code.in_(codes))
    return list(db.session.scalars(wanted.order_by(Barcode.id)))


def item_meanings(_warehouse_id: int, code: Code) -> list[Meaning]:
    """Resolver for item barcodes."""
    language = str(get_locale() or "en")
    return [Meaning("item", one.item_id, one.item.name(language), one.quantity) for one in barcodes_of(code)]


def items_by_code(codes: Collection[str]) -> dict[str, int]:
    """Ids of items by SKU, or else by one of their barcodes; what the catalogue does not know is left out."""
    by_sku = select(Item.sku, Item.id).where(Item.sku.in_(codes))
    found = dict(db.session.execute(by_sku).all())
    left = set(codes) - found.keys()
    if left:
        by_barcode = select(Barcode.code, Barcode.item_id).where(Barcode.code.in_(left))
        found |= dict(db.session.execute(by_barcode).all())
    return found


def count_items() -> int:
    """How many items the catalogue has."""
    return db.session.scalar(select(func.count(Item.id))) or 0


def items_from(first: str, last: str, most: int) -> Sequence[Item]:
    """At most `most` items with SKUs between `first` and `last`, both included; an empty one is no bound."""
    wanted = select(Item).order_by(Item.sku).limit(most)
    if first:
        wanted = wanted.where(Item.sku >= first)
    if last:
        wanted = wanted.where(Item.sku <= last)
    return db.session.scalars(wanted).all()


def picture_of(item_id: int) -> str:
    """What the item's drawing is made of: kind and colour; empty for an item without one."""
    return db.session.scalar(select(Item.picture).where(Item.id == item_id)) or ""


def strategy_of(warehouse_id: int, item_id: int) -> str | None:
    """How the warehouse wants that item's stock to be allocated; None where its own way is good for it."""
    policy = db.session.get(ItemPolicy, (warehouse_id, item_id))
    return policy.strategy if policy else None
