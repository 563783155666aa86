"""Pictures of items without photograph."""

from xml.etree import ElementTree

import pytest

from app.demo.words import COLOURS, KINDS, MOTIFS
from app.drawing.items import MOTIFS as DRAWN_MOTIFS
from app.drawing.items import PAINTS, SHAPES, item_svg


def test_every_kind_colour_and_motif_of_the_demo_can_be_drawn() -> None:
    assert {kind.key for kind in KINDS} <= SHAPES.keys()
    assert COLOURS.keys() <= PAINTS.keys()
    assert MOTIFS.keys() <= DRAWN_MOTIFS.keys()


@pytest.mark.parametrize("picture", ["mug-red-heart", "mug", "", "spoon-beige-dragon", '"><script>-x-y'])
def test_a_picture_is_well_formed_whatever_it_is_called_and_nothing_of_the_name_gets_into_it(picture: str) -> None:
    drawn = item_svg(picture)

    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert "script" not in drawn
    assert "style" not in drawn


def test_the_same_item_always_looks_the_same_and_another_differs() -> None:
    assert item_svg("mug-red-heart") == item_svg("mug-red-heart")
    assert len({item_svg(f"{kind.key}-red-heart") for kind in KINDS}) == len(KINDS)
