"""The lines and the cartons of an order's document."""

from collections.abc import Sequence
from itertools import groupby

from app.catalog.models import Item
from app.packing.document.drawing import drawing_of
from app.packing.document.views import CartonView, ContentView, LineView
from app.packing.models import OPEN, Carton, Pack
from app.packing.places import serials_in_tote
from app.packing.queries import packs_of
from app.packing.weighing import expected_g
from app.picking.models import Pick


def line_views(picks: Sequence[Pick], language: str) -> list[LineView]:
    """What was sorted at the wall counts where it is now, and what was put back or lost does not count."""
    by_lot = sorted(picks, key=lambda pick: (pick.line.lot.item.sku, pick.line.lot.code, pick.id))
    groups = [list(group) for _, group in groupby(by_lot, key=lambda pick: pick.line.lot_id)]
    lots_of = [group[0].line.lot.item_id for group in groups if any(pick.in_tote for pick in group)]
    views = [_line(group, lots_of.count(group[0].line.lot.item_id) > 1, language) for group in groups]
    return [view for view in views if view.picked]


def _line(picks: Sequence[Pick], has_lots: bool, language: str) -> LineView:
    lot = picks[0].line.lot
    item, packed = lot.item, sum(pick.packed for pick in picks)
    lying = [pick for pick in picks if pick.in_tote]
    return LineView(
        key=f"{item.id}-{lot.id}",
        lot_id=lot.id,
        item_id=item.id,
        sku=item.sku,
        name=item.name(language),
        variant=item.variant(language),
        picture=item.picture,
        lot=lot.code,
        asks_lot=item.tracks_lot and has_lots,
        asks_serial=item.tracks_serial,
        serials=tuple(serial.code for pick in lying for serial in serials_in_tote(pick)),
        codes=_codes(item),
        flags=tuple(item.flags),
        totes=tuple(dict.fromkeys(pick.tote_use.tote.address for pick in lying)),
        picked=packed + sum(pick.in_tote for pick in lying),
        packed=packed,
        has_sides=bool(item.length_mm and item.width_mm and item.height_mm),
    )


def _codes(item: Item) -> tuple[tuple[str, int, str], ...]:
    return tuple((code.code, code.quantity, code.unit) for code in item.barcodes)


def carton_view(carton: Carton, language: str) -> CartonView:
    packs = packs_of(carton)
    by_lot = sorted(packs, key=lambda pack: (pack.pick.line.lot.item.sku, pack.pick.line.lot_id))
    groups = [list(group) for _, group in groupby(by_lot, key=lambda pack: pack.pick.line.lot_id)]
    return CartonView(
        id=carton.id,
        number=carton.number,
        code=carton.code,
        state=carton.state,
        type=carton.type,
        is_other=carton.is_other,
        sides_mm=carton.sides_mm,
        is_to_verify=carton.is_to_verify,
        is_verified=carton.verified_at is not None,
        expected_g=expected_g(carton) if carton.state == OPEN else carton.expected_g,
        weight_g=carton.weight_g,
        contents=tuple(_content(group, language) for group in groups),
        drawing=drawing_of(carton.layout, language) if carton.layout and carton.state == OPEN else None,
    )


def _content(packs: Sequence[Pack], language: str) -> ContentView:
    lot = packs[0].pick.line.lot
    return ContentView(
        lot_id=lot.id,
        item_id=lot.item_id,
        sku=lot.item.sku,
        name=lot.item.name(language),
        lot=lot.code,
        serials=tuple(serial.code for pack in packs for serial in pack.serials),
        codes=_codes(lot.item),
        quantity=sum(pack.quantity for pack in packs),
        verified=sum(pack.verified for pack in packs),
    )
