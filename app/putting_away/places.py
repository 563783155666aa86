"""Which bins are proposed for what came in, and whether one that somebody scans takes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.catalog.models import Item
from app.inventory.models import Lot
from app.planning.places import RARELY, Goods, PlaceRules, Placing, place, why_not
from app.putting_away.bins import bins_of, likely_bins, volume_of, zoned_flags
from app.putting_away.errors import REFUSALS, PlaceRefused
from app.putting_away.known import Known, known_of
from app.putting_away.models import PutAwayLine
from app.warehouse.models import Location, Warehouse
from app.warehouse.settings import settings_of


@dataclass(frozen=True)
class Pile:
    """So many units of a lot; `whole` where they are all that lies on a plate."""

    lot: Lot
    units: int
    whole: bool = False


def propose(warehouse: Warehouse, piles: Sequence[Pile]) -> list[tuple[Pile, int, int]]:
    """Each pile with a bin's id and how many of its units go there; what no bin takes is left out."""
    item_ids = {pile.lot.item_id for pile in piles}
    known = known_of(warehouse, item_ids)
    goods = [_goods(number, pile, known) for number, pile in enumerate(piles)]
    rules = _rules(warehouse, known)
    likely = likely_bins(warehouse, item_ids, is_rare=any(one.demand == RARELY for one in goods))
    placings: list[Placing] = place(goods, bins_of(warehouse, likely), rules)
    if sum(one.units for one in placings) < sum(one.units for one in goods):
        placings = place(goods, bins_of(warehouse), rules)
    return [(piles[one.goods_id], one.bin_id, one.units) for one in placings]


def check_place(line: PutAwayLine, bin_: Location) -> None:
    """Whether the rules let the line's goods lie in that bin. Raises PlaceRefused in the words of the rule."""
    warehouse = line.task.warehouse
    known = known_of(warehouse, {line.lot.item_id}, but=line)
    into = next(iter(bins_of(warehouse, [bin_.id], but=line)))
    goods = _goods(line.id, Pile(line.lot, line.left), known)
    why = why_not(goods, into, _rules(warehouse, known), zoned_flags(warehouse))
    if why:
        raise refusal_of(why, bin_, line.lot.item)


def refusal_of(why: str, bin_: Location, item: Item) -> PlaceRefused:
    return REFUSALS[why](address=bin_.address, sku=item.sku)


def _goods(number: int, pile: Pile, known: Known) -> Goods:
    item = pile.lot.item
    return Goods(
        id=number,
        item_id=item.id,
        lot_id=pile.lot.id,
        units=pile.units,
        volume_ml=volume_of(item.length_mm, item.width_mm, item.height_mm),
        weight_g=item.weight_g,
        flags=frozenset(item.flags),
        demand=known.demand.get(item.id, ""),
        whole=pile.whole,
    )


def _rules(warehouse: Warehouse, known: Known) -> PlaceRules:
    settings = settings_of(warehouse)
    return PlaceRules(
        heavy_g=round(settings.heavy_kg * 1000),
        low_levels=settings.easy_levels,
        mixed=settings.mix_items,
        room=known.room,
        zoned=zoned_flags(warehouse),
    )
