"""Vendors, and the terms on which they deliver items."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import lazy_gettext
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.catalog.models import Item
from app.catalog.queries import items_by_code
from app.clock import now
from app.db import db, guarded_update
from app.errors import DomainError, NotFound
from app.operations import Actor, audit, change
from app.operations.audit import plain
from app.reordering.models import Vendor, VendorItem
from app.reordering.terms import VendorTerms, read_terms
from app.scanning import shown
from app.tables.values import Unreadable

LONGEST_NAME, LONGEST_CONTACT = 80, 200


class VendorUnclear(DomainError):
    code = "vendor_unclear"
    status = 422
    message = lazy_gettext("A vendor needs a name of at most 80 letters, and a contact of at most 200.")


class VendorKnown(DomainError):
    code = "vendor_known"
    message = lazy_gettext("There is a vendor %(name)s already. Change that one, or take it again.")


class VendorGivenUp(DomainError):
    code = "vendor_given_up"
    message = lazy_gettext("%(name)s is given up. Take it again first.")


class TermsUnclear(DomainError):
    code = "vendor_terms_unclear"
    status = 422
    message = lazy_gettext("This cannot be kept: %(problem)s. Change it and save again.")


class NoSuchItem(DomainError):
    code = "vendor_no_such_item"
    status = 422
    message = lazy_gettext("The catalogue knows no item %(code)s. Write its SKU or scan its barcode.")


def vendors_of(warehouse_id: int) -> Sequence[Vendor]:
    """All, those given up last."""
    mine = select(Vendor).where(Vendor.warehouse_id == warehouse_id)
    return db.session.scalars(mine.order_by(Vendor.ended_at.is_not(None), func.lower(Vendor.name), Vendor.id)).all()


def item_counts(warehouse_id: int) -> dict[int, int]:
    """How many items each vendor delivers."""
    counted = select(VendorItem.vendor_id, func.count()).join(Vendor).where(Vendor.warehouse_id == warehouse_id)
    return dict(db.session.execute(counted.group_by(VendorItem.vendor_id)).all())


def items_of_vendor(vendor: Vendor, sku: str = "") -> Select[VendorItem]:
    """What it delivers, by SKU; those alone that begin with `sku`."""
    mine = select(VendorItem).join(VendorItem.item).where(VendorItem.vendor_id == vendor.id)
    if sku:
        mine = mine.where(Item.sku.istartswith(sku, autoescape=True))
    return mine.options(joinedload(VendorItem.item)).order_by(Item.sku)


def vendor_item_in(warehouse_id: int, vendor_item_id: int) -> VendorItem:
    """The terms, if their vendor is the warehouse's; else NotFound."""
    mine = select(VendorItem).join(VendorItem.vendor).where(Vendor.warehouse_id == warehouse_id)
    found = db.session.scalars(mine.where(VendorItem.id == vendor_item_id)).first()
    if found is None:
        raise NotFound
    return found


def add_vendor(warehouse_id: int, name: str, contact: str, actor: Actor) -> Vendor:
    """A new vendor. Raises VendorUnclear or VendorKnown."""
    name, contact = checked_name(name), _checked_contact(contact)
    _require_new(warehouse_id, name)
    vendor = Vendor(warehouse_id=warehouse_id, name=name, contact=contact)
    db.session.add(vendor)
    audit(vendor, "added", actor, {}, {"name": name, "contact": contact})
    return vendor


def set_vendor(vendor: Vendor, name: str, contact: str, actor: Actor) -> None:
    """Another name or contact. Raises VendorUnclear or VendorKnown."""
    name, contact = checked_name(name), _checked_contact(contact)
    if name != vendor.name:
        _require_new(vendor.warehouse_id, name)
    change(vendor, "changed", actor, name=name, contact=contact)


def end_vendor(vendor: Vendor, actor: Actor) -> None:
    """Nothing more is ordered from it."""
    if guarded_update(vendor, Vendor.ended_at.is_(None), ended_at=now()):
        audit(vendor, "given up", actor, {}, {})


def take_vendor_again(vendor: Vendor, actor: Actor) -> None:
    if guarded_update(vendor, Vendor.ended_at.is_not(None), ended_at=None):
        audit(vendor, "taken again", actor, {}, {})


def set_terms_of(vendor: Vendor, code: str, given: Mapping[str, str], actor: Actor) -> dict[str, int]:
    """The vendor delivers the item of that SKU or barcode on these terms from now on.

    Raises VendorGivenUp, NoSuchItem or TermsUnclear.
    """
    if vendor.ended_at is not None:
        raise VendorGivenUp(name=vendor.name)
    item_id = items_by_code({code.strip()}).get(code.strip())
    if item_id is None:
        raise NoSuchItem(code=shown(code))
    set_terms(vendor, item_id, _terms(given), actor)
    return {"vendor_id": vendor.id}


def change_terms(vendor_item: VendorItem, given: Mapping[str, str], actor: Actor) -> dict[str, int]:
    """Other terms for what it delivers. Raises TermsUnclear."""
    set_terms(vendor_item.vendor, vendor_item.item_id, _terms(given), actor)
    return {"vendor_id": vendor_item.vendor_id}


def remove_terms(vendor_item: VendorItem, actor: Actor) -> dict[str, int]:
    """The vendor does not deliver the item any more."""
    kept = VendorTerms(
        vendor_item.lead_days,
        vendor_item.code,
        vendor_item.minimum,
        vendor_item.multiple,
        vendor_item.price,
        vendor_item.currency,
        vendor_item.rank,
    )
    audit(vendor_item, "removed", actor, plain({"item_id": vendor_item.item_id, **kept.columns}), {})
    db.session.delete(vendor_item)
    return {"vendor_id": vendor_item.vendor_id}


def set_terms(
    vendor: Vendor, item_id: int, terms: VendorTerms, actor: Actor, unsaid: Collection[str] = frozenset()
) -> str:
    """Says what came of it: "new", "changed" or "unchanged"; what is `unsaid` of known terms stays as it is."""
    mine = select(VendorItem).where(VendorItem.vendor_id == vendor.id, VendorItem.item_id == item_id)
    known = db.session.scalars(mine).first()
    if known is None:
        known = VendorItem(vendor_id=vendor.id, item_id=item_id, **terms.columns)
        db.session.add(known)
        audit(known, "added", actor, {}, plain({"vendor": vendor.name, "item_id": item_id, **terms.columns}))
        return "new"
    said = {name: value for name, value in terms.columns.items() if name not in unsaid}
    different = {name: value for name, value in said.items() if getattr(known, name) != value}
    if not different:
        return "unchanged"
    change(known, "changed", actor, **different)
    return "changed"


def checked_name(name: str) -> str:
    """Raises VendorUnclear."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise VendorUnclear
    return name


def vendor_named(warehouse_id: int, name: str) -> Vendor | None:
    mine = select(Vendor).where(Vendor.warehouse_id == warehouse_id, Vendor.name == name)
    return db.session.scalars(mine).first()


def _checked_contact(contact: str) -> str:
    contact = " ".join(contact.split())
    if len(contact) > LONGEST_CONTACT or not contact.isprintable():
        raise VendorUnclear
    return contact


def _require_new(warehouse_id: int, name: str) -> None:
    if vendor_named(warehouse_id, name) is not None:
        raise VendorKnown(name=name)


def _terms(given: Mapping[str, str]) -> VendorTerms:
    try:
        return read_terms(given)
    except Unreadable as problem:
        raise TermsUnclear(problem=str(problem)) from None
