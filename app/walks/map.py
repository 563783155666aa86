"""Walks drawn on the floor: one for its picker, several for the lead."""

from collections.abc import Sequence

from app.drawing.floor import FloorWalk, Words, floor_svg
from app.languages import gettext
from app.planning.carts import Place
from app.planning.layout import Cell, NotInLayout
from app.walks.document import WalkDocument
from app.walks.ends import ends_in
from app.warehouse.blocking import aisle_names
from app.warehouse.layout import layout_of
from app.warehouse.models import Warehouse


def map_along(warehouse: Warehouse, place: Place, walk: WalkDocument) -> str:
    """Any walk as SVG, from the start of its place to the end."""
    cells = [stop.cell for stop in walk.stops if stop.cell]
    if place.layout is None or place.start is None or place.end is None or len(cells) < len(walk.stops):
        return ""
    words = Words(
        gettext("Map of the walk"),
        gettext("%(stops)s stops, %(metres)s m", stops=len(cells), metres=round(walk.metres)),
    )
    try:
        return floor_svg(place.layout, words, [FloorWalk(place.start, cells, place.end)], aisles=aisle_names(warehouse))
    except NotInLayout:
        return ""


def map_of_walks(warehouse: Warehouse, walks: Sequence[tuple[Sequence[Cell], str]]) -> str:
    """Several walks as SVG, each by its cells in path order and its lane; empty where nothing can be drawn."""
    layout = layout_of(warehouse)
    drawn = []
    for cells, lane in walks:
        place = ends_in(layout, lane)
        if place.start is None or place.end is None:
            return ""
        drawn.append(FloorWalk(place.start, cells, place.end))
    if layout is None or not drawn:
        return ""
    words = Words(gettext("Map of the walks"), gettext("%(count)s walks", count=len(drawn)))
    try:
        return floor_svg(layout, words, drawn, aisles=aisle_names(warehouse))
    except NotInLayout:
        return ""
