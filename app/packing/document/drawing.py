"""How a carton's goods lie in it, as a picture with the names of the goods."""

from typing import Any

from flask_babel import gettext

from app.drawing.carton import carton_svg
from app.drawing.floor import Words
from app.packing.document.views import DrawingView
from app.packing.proposal import packed_as
from app.packing.queries import items_with


def drawing_of(layout: dict[str, Any], language: str) -> DrawingView:
    packed = packed_as(layout)
    named = {int(place.piece_id) for place in packed.places} | {*layout["left"], *layout["without_sides"]}
    names = {item.id: item.name(language) for item in items_with(named)}
    words = Words(gettext("How it lies in the carton, layer by layer"))
    return DrawingView(
        svg=carton_svg(packed, words, {str(item_id): name for item_id, name in names.items()}),
        materials=tuple(sorted(layout["materials"].items())),
        cartons=tuple(layout["cartons"]),
        left_out=tuple(names[item_id] for item_id in [*layout["left"], *layout["without_sides"]]),
    )
