"""Where a paper may be printed, for the pages that ask it beside their work."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g

from app.printing.queries import chosen_printers, nearest, printers_of, size_of
from app.printing.sizes import SIZES
from app.routes.current import current

DOWNLOAD = "download"


@dataclass(frozen=True)
class Places:
    """Printers of one size of paper by id and name, and which one this device prints to: its id, or `download`."""

    printers: list[tuple[str, str]]
    chosen: str


def print_places(paper: str) -> Places:
    """The printers that hold the paper's size, this device's own being chosen."""
    if "print_places" not in g:
        g.print_places = _by_size()
    found: Places = g.print_places[size_of(paper)]
    return found


def _by_size() -> Mapping[str, Places]:
    here = current()
    chosen = chosen_printers(here.device_id) if here.device_id else {}
    found, printers = {}, printers_of(here.warehouse_id)
    for size in SIZES:
        fitting = [printer for printer in printers if printer.paper == size]
        own = nearest(fitting, chosen.get(size))
        found[size] = Places([(str(one.id), one.name) for one in fitting], str(own.id) if own else DOWNLOAD)
    return found
