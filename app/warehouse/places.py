"""From a layout file to the places that it means: bins, totes, lanes, docks and the sides of the book."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.planning.layout import Cell, Layout
from app.warehouse.building import building_from, check_ways
from app.warehouse.layout_file import LayoutFile
from app.warehouse.models import (
    ADJUSTMENT,
    AREA,
    AREAS,
    BIN,
    CUSTOMER,
    DOCK,
    PACKED,
    QUARANTINE,
    SCRAP,
    STAGING,
    SUPPLIER,
    TOTE,
)

LONGEST_ADDRESS = 20
SIDES = ("left", "right")


class AddressTooLong(DomainError):
    code = "address_too_long"
    status = 422
    message = lazy_gettext(
        "The address %(address)s has more than %(longest)s characters. Shorten the pattern or the names."
    )


class AddressTwice(DomainError):
    code = "address_twice"
    status = 422
    message = lazy_gettext(
        "Two places would be called %(address)s. Change the pattern, so that each has its own address."
    )


class NoSuchAddress(DomainError):
    code = "no_such_address"
    status = 422
    message = lazy_gettext("The layout leaves out %(address)s, but has no such bin. Correct the address.")


@dataclass(frozen=True)
class Place:
    """A location as it should be; `zone` is a code."""

    kind: str
    address: str
    barcode: str
    check_digits: str = ""
    purpose: str = ""
    zone: str | None = None
    aisle: int | None = None
    cell: int | None = None
    side: str = ""
    level: int | None = None
    x: float | None = None
    y: float | None = None


def places(layout: LayoutFile) -> dict[str, Place]:
    """Every place of the building by its address; raises when two would share one, or nobody gets to one."""
    check_ways(layout, building_from(layout))
    found: dict[str, Place] = {}
    for place in (*_bins(layout), *_lanes(layout), *_docks(layout), *_totes(layout), *sides_of_the_book()):
        if len(place.address) > LONGEST_ADDRESS:
            raise AddressTooLong(address=place.address, longest=LONGEST_ADDRESS)
        if place.address in found:
            raise AddressTwice(address=place.address)
        found[place.address] = place
    for address in layout.without:
        if address not in found or found[address].kind != BIN:
            raise NoSuchAddress(address=address)
        del found[address]
    return found


def sides_of_the_book() -> list[Place]:
    """Where stock comes from and goes to; and what is in the building, but in no aisle: quarantine, and areas."""
    sides = [_outside(kind) for kind in (SUPPLIER, CUSTOMER, SCRAP, ADJUSTMENT, QUARANTINE, PACKED)]
    return sides + [_area(purpose) for purpose in AREAS]


def _area(purpose: str) -> Place:
    address = f"AREA-{purpose.upper()}"
    return Place(kind=AREA, address=address, barcode=f"LOC-{address}", purpose=purpose)


def _outside(kind: str) -> Place:
    return Place(kind=kind, address=kind.upper(), barcode=f"LOC-{kind.upper()}")


def check_digits(aisle: int, bay: int, level: int) -> str:
    """Two digits that differ between bins that may be mixed up: the next ones in the same or the next aisle."""
    return f"{(37 * aisle + 17 * bay + 59 * level + 11) % 100:02}"


def _bins(layout: LayoutFile) -> Iterator[Place]:
    building = building_from(layout)
    for aisle in range(building.aisles):
        for block in range(len(building.blocks)):
            for cell in building.cells_of(aisle, block):
                yield from _bins_of(layout, building, Cell(aisle, cell))


def _bins_of(layout: LayoutFile, building: Layout, cell: Cell) -> Iterator[Place]:
    x, y = building.metres(cell)
    for bay, side in _bays(layout, cell):
        for level in range(1, layout.levels + 1):
            address = layout.address.format(aisle=layout.aisles[cell.aisle], bay=bay, level=level)
            yield Place(
                kind=BIN,
                address=address,
                barcode=f"LOC-{address}",
                check_digits=check_digits(cell.aisle, bay, level),
                purpose="reserve" if level in layout.reserve_levels else "forward",
                zone=_zone(layout, cell.aisle, level),
                aisle=cell.aisle,
                cell=cell.cell,
                side=side,
                level=level,
                x=round(x, 2),
                y=round(y, 2),
            )


def _bays(layout: LayoutFile, cell: Cell) -> list[tuple[int, str]]:
    """The bays of a cell with their sides: odd ones left and even ones right; a way point's bays have no side."""
    if layout.points:
        return [(bay, "") for bay in range(1, layout.points[cell.aisle].bays + 1)]
    return [(cell.cell * layout.sides + side + 1, SIDES[side]) for side in range(layout.sides)]


def _zone(layout: LayoutFile, aisle: int, level: int) -> str | None:
    return next((zone.code for zone in layout.zones if aisle in zone.aisles and level in zone.levels), None)


def _lanes(layout: LayoutFile) -> Iterator[Place]:
    """Lanes lie where a walk may end."""
    building = building_from(layout)
    for number in range(1, layout.lanes + 1):
        place = layout.lane_place(number)
        x, y = building.metres(place)
        yield Place(
            kind=STAGING,
            address=f"LANE-{number}",
            barcode=f"LOC-LANE-{number}",
            check_digits=check_digits(90, number, 0),
            aisle=place.aisle,
            x=round(x, 2),
            y=round(y, 2),
        )


def _docks(layout: LayoutFile) -> Iterator[Place]:
    for number in range(1, layout.docks + 1):
        yield Place(
            kind=DOCK, address=f"DOCK-{number}", barcode=f"LOC-DOCK-{number}", check_digits=check_digits(95, number, 0)
        )


def _totes(layout: LayoutFile) -> Iterator[Place]:
    for number in range(1, layout.totes + 1):
        yield Place(kind=TOTE, address=f"T-{number:03}", barcode=f"TOTE-{number:03}")
