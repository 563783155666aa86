"""A packed carton as a picture."""

import re
from xml.etree import ElementTree

from app.drawing.carton import carton_svg, layers
from app.drawing.floor import Words
from app.planning.cartons import CartonType, PackedCarton, Place

BOX = CartonType("box", (300, 200, 150))
BASE, TALL = Place("base", 0, 0, 0, 200, 200, 50), Place("tall", 200, 0, 0, 100, 200, 150)
LEFT, RIGHT = Place("<left>", 0, 0, 50, 100, 200, 60), Place("right", 100, 0, 52, 100, 200, 60)
PACKED = PackedCarton(BOX, (BASE, TALL, LEFT, RIGHT), 0)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(packed: PackedCarton = PACKED) -> ElementTree.Element:
    return ElementTree.fromstring(carton_svg(packed, Words("How it lies", "4 pieces"), {"base": "Atlas"}))


def numbers(layer: ElementTree.Element, kind: str) -> list[str]:
    pieces = [one for one in layer.iter(f"{SVG}g") if one.get("class") == f"carton__{kind}"]
    return ["".join(text.text or "" for text in piece.findall(f"{SVG}g/{SVG}text[1]")) for piece in pieces]


def test_layers_come_from_the_bottom_up_with_what_reaches_up_beside_them() -> None:
    shown = layers(PACKED.places)

    assert [
        (layer.base, [pile.label for pile in layer.now], [pile.label for pile in layer.beside]) for layer in shown
    ] == [
        (0, ["1", "2"], []),
        (50, ["3", "4"], ["2"]),
    ]


def test_alike_pieces_on_top_of_each_other_are_put_in_as_one_pile() -> None:
    books = tuple(Place("book", 0, 0, 15 * turn, 200, 150, 15) for turn in range(3))
    packed = PackedCarton(BOX, (*books, Place("book", 0, 0, 45, 150, 200, 15)), 0)

    first, second = layers(packed.places)

    assert [(pile.label, pile.high) for pile in first.now] == [("1–3", 45)]
    assert [(pile.label, pile.place.z) for pile in second.now] == [("4", 45)]
    assert "1–3: Atlas" not in carton_svg(packed, Words("How it lies"))
    assert "1–3: Atlas, 200 × 150 × 15 mm" in carton_svg(packed, Words("How it lies"), {"book": "Atlas"})


def test_each_piece_is_new_in_one_layer_and_dashed_where_it_stands_beside_another() -> None:
    first, second = [one for one in drawn().iter(f"{SVG}g") if one.get("class") == "carton__layer"]

    assert (numbers(first, "now"), numbers(first, "beside")) == (["1", "2"], [])
    assert (numbers(second, "now"), numbers(second, "beside")) == (["3", "4"], ["2"])
    assert "stroke-dasharray" in ElementTree.tostring(second, "unicode")


def test_a_screen_reader_hears_names_and_extents_and_markup_in_a_name_is_text() -> None:
    root = drawn()
    told = [title.text for title in root.iter(f"{SVG}title")]

    assert root.get("role") == "img"
    assert told[0] == "How it lies"
    assert "1: Atlas, 200 × 200 × 50 mm" in told
    assert "3: <left>, 100 × 200 × 60 mm" in told


def test_all_is_within_a_picture_320_wide_and_no_text_is_tiny() -> None:
    many = tuple(Place(str(n), 20 * (n % 15), 20 * (n // 15), 0, 20, 20, 20) for n in range(150))
    for packed in (PACKED, PackedCarton(BOX, many, 0)):
        root = drawn(packed)
        wide, high = (float(extent) for extent in (root.get("viewBox") or "").split()[2:])
        assert wide == 320
        for layer in (one for one in root.iter(f"{SVG}g") if one.get("class") == "carton__layer"):
            left, top = map(float, re.findall(r"[\d.]+", layer.get("transform") or ""))
            for rect in layer.iter(f"{SVG}rect"):
                x, y = float(rect.get("x", 0)), float(rect.get("y", 0))
                assert -0.1 <= left + x <= left + x + float(rect.get("width", 0)) <= wide + 0.1
                assert -0.1 <= top + y <= top + y + float(rect.get("height", 0)) <= high + 0.1
        assert min(float(text.get("font-size", 99)) for text in root.iter(f"{SVG}text")) >= 11


def test_an_empty_carton_has_a_picture_without_layers() -> None:
    assert not list(drawn(PackedCarton(BOX, (), 0)).iter(f"{SVG}g"))
