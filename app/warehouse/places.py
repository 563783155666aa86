"""From a layout file to the places that it means: bins, totes, lanes, docks and the sides of the book."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext

from app.errors import DomainError
from app.warehouse.layout_file import LayoutFile
from app.warehouse.models import ADJUSTMENT, BIN, CUSTOMER, DOCK, QUARANTINE, SCRAP, STAGING, SUPPLIER, TOTE

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
    """Every place of the building by its address; raises when two would share one."""
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
    """Where stock comes from and goes to; and quarantine, which is in the building but in no aisle."""
    return [_outside(kind) for kind in (SUPPLIER, CUSTOMER, SCRAP, ADJUSTMENT, QUARANTINE)]


def _outside(kind: str) -> Place:
    return Place(kind=kind, address=kind.upper(), barcode=f"LOC-{kind.upper()}")


def check_digits(aisle: int, bay: int, level: int) -> str:
    """Two digits that differ between bins that may be mixed up: the next ones in the same or the next aisle."""
    return f"{(37 * aisle + 17 * bay + 59 * level + 11) % 100:02}"


def _bins(layout: LayoutFile) -> Iterator[Place]:
    for aisle, name in enumerate(layout.aisles):
        for cell in range(layout.cells):
            y = layout.metres_along(cell)
            for side in range(layout.sides):
                bay = cell * layout.sides + side + 1
                for level in range(1, layout.levels + 1):
                    address = layout.address.format(aisle=name, bay=bay, level=level)
                    yield Place(
                        kind=BIN,
                        address=address,
                        barcode=f"LOC-{address}",
                        check_digits=check_digits(aisle, bay, level),
                        purpose="reserve" if level in layout.reserve_levels else "forward",
                        zone=_zone(layout, aisle, level),
                        aisle=aisle,
                        cell=cell,
                        side=SIDES[side],
                        level=level,
                        x=round(aisle * layout.aisle_pitch, 2),
                        y=round(y, 2),
                    )


def _zone(layout: LayoutFile, aisle: int, level: int) -> str | None:
    return next((zone.code for zone in layout.zones if aisle in zone.aisles and level in zone.levels), None)


def _lanes(layout: LayoutFile) -> Iterator[Place]:
    """Lanes lie at the depots in turn: that is where a walk ends."""
    for number in range(1, layout.lanes + 1):
        depot = layout.depots[(number - 1) % len(layout.depots)]
        yield Place(
            kind=STAGING,
            address=f"LANE-{number}",
            barcode=f"LOC-LANE-{number}",
            check_digits=check_digits(90, number, 0),
            aisle=depot.aisle,
            x=round(depot.aisle * layout.aisle_pitch, 2),
            y=round(layout.cross_aisle_metres(depot.cross_aisle), 2),
        )


def _docks(layout: LayoutFile) -> Iterator[Place]:
    for number in range(1, layout.docks + 1):
        yield Place(
            kind=DOCK, address=f"DOCK-{number}", barcode=f"LOC-DOCK-{number}", check_digits=check_digits(95, number, 0)
        )


def _totes(layout: LayoutFile) -> Iterator[Place]:
    for number in range(1, layout.totes + 1):
        yield Place(kind=TOTE, address=f"T-{number:03}", barcode=f"TOTE-{number:03}")
