"""What is scanned at a bench and is not of its order: whose it is, and what to do with it."""

from collections.abc import Sequence

from sqlalchemy import select

from app.catalog.models import Item
from app.db import db
from app.errors import DomainError
from app.inventory.models import Lot
from app.orders.models import Order
from app.packing.errors import NothingToPack, OneTooMany, OthersItem, OthersTote, PackedByOther, SwappedTotes
from app.packing.finding import use_of
from app.packing.models import Carton, Pack
from app.packing.queries import all_picks, picks_to_pack
from app.packing.units import stands_for
from app.picking.models import Pick, PickLine, ToteUse
from app.picking.queries import orders_in_tote
from app.scanning import named, read
from app.warehouse.models import TOTE, Location
from app.warehouse.queries import location_by_barcode
from app.workers.models import Worker


def stranger(order: Order, scanned: str, worker_id: int) -> DomainError:
    """Why nothing comes of the scan while the order is packed; both totes by name. Raises NoCode or UnknownCode."""
    lying = picks_to_pack(order)
    place = location_by_barcode(order.warehouse_id, read(scanned).text)
    if place is not None and place.kind == TOTE:
        return _tote(order, lying, place)
    return not_wanted(order, lying, scanned, worker_id)


def not_wanted(order: Order, lying: Sequence[Pick], scanned: str, worker_id: int | None) -> DomainError:
    """One too many; packed by another already; of another tote of the same walk; or of who knows whom.

    Raises UnknownCode.
    """
    code = read(scanned)
    mine = next((one for one in all_picks(order) if stands_for(code, one.line.lot.item)), None)
    if mine is not None:
        return _too_many(order, lying, mine.line.lot.item, worker_id)
    name = named(order.warehouse_id, scanned)
    for pick in _beside(lying):
        if stands_for(code, pick.line.lot.item):
            return SwappedTotes(
                scanned=name,
                order=order.number,
                tote=lying[0].tote_use.tote.address,
                other=pick.line.order_line.order.number,
                other_tote=pick.tote_use.tote.address,
            )
    return OthersItem(scanned=name, order=order.number)


def _too_many(order: Order, lying: Sequence[Pick], item: Item, worker_id: int | None) -> DomainError:
    left = sum(pick.in_tote for pick in lying if pick.line.lot.item_id == item.id)
    packer = None if left else _other_packer(order, item, worker_id)
    if packer is not None:
        return PackedByOther(packer=packer.name, item=item.sku, order=order.number)
    return OneTooMany(item=item.sku, order=order.number, left=left)


def _other_packer(order: Order, item: Item, worker_id: int | None) -> Worker | None:
    """Who packed the last unit of the item, if it was somebody else."""
    wanted = (
        select(Worker)
        .join(Pack, Pack.worker_id == Worker.id)
        .join(Carton, Carton.id == Pack.carton_id)
        .join(Pick, Pick.id == Pack.pick_id)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .where(Carton.order_id == order.id, Lot.item_id == item.id, Pack.undone_at.is_(None))
        .order_by(Pack.id.desc())
    )
    packer = db.session.scalars(wanted.limit(1)).first()
    return packer if packer and packer.id != worker_id else None


def _tote(order: Order, lying: Sequence[Pick], place: Location) -> DomainError:
    use = use_of(place)
    others = orders_in_tote(use) if use else []
    if not others or not lying:
        return NothingToPack(scanned=place.address)
    return OthersTote(
        scanned=place.address,
        others=", ".join(one.number for one in others),
        order=order.number,
        totes=", ".join(dict.fromkeys(pick.tote_use.tote.address for pick in lying)),
    )


def _beside(lying: Sequence[Pick]) -> Sequence[Pick]:
    """What the same walks picked into other totes, and lies in them yet."""
    walks = {pick.line.walk_id for pick in lying}
    uses = {pick.tote_use_id for pick in lying}
    wanted = (
        select(Pick)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(ToteUse, ToteUse.id == Pick.tote_use_id)
        .where(PickLine.walk_id.in_(walks), Pick.tote_use_id.not_in(uses), ToteUse.released_at.is_(None))
        .where(Pick.undone_at.is_(None), Pick.in_tote > 0)
        .order_by(Pick.id)
    )
    return db.session.scalars(wanted).all()
