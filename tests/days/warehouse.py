"""A warehouse for a day: two blocks of twenty aisles, its items placed by a seed, a few of them too few."""

from collections.abc import Mapping
from math import ceil
from random import Random

from flask import current_app
from sqlalchemy import insert, select

from app.catalog.models import Barcode, Item
from app.db import db, transaction
from app.demo.layouts import MAIN
from app.inventory.opening import Pile, open_stock
from app.tables import in_batches
from app.warehouse.commands import open_warehouse
from app.warehouse.layout_file import read_layout
from app.warehouse.loading import load_layout
from app.warehouse.models import BIN, Location
from app.workers.commands import enlist_worker
from tests.days.goods import measures, open_dispatch
from tests.world import SYSTEM, World

PICKERS = ("Ana", "Ben", "Eva", "Fin")
LARGEST_PILE = 400
"""Units that lie in one bin, where the bins are enough for that."""


def open_for_a_day(units: Mapping[str, int], seed: int) -> World:
    """What `units` ask for lies there, by SKU, but for one SKU in twenty-five of which two thirds do."""
    layout = MAIN.replace("count = 72", "count = 3000").replace("count = 3\nreserve", "count = 4\nreserve")
    with transaction():
        warehouse = open_warehouse("DAY", "One day", "Europe/London", "GBP", SYSTEM, is_demo=True)
        warehouse_id = warehouse.id
    load_layout(warehouse_id, read_layout(layout)[1], SYSTEM)
    with transaction():
        roles = {name: ["picker"] for name in PICKERS} | {"Cleo": ["lead"], "Pia": ["picker", "packer"]}
        workers = {name: enlist_worker(name, "en", {warehouse_id: given}, SYSTEM)[0] for name, given in roles.items()}
        db.session.flush()
        ids = {name: worker.id for name, worker in workers.items()}
    _place(warehouse_id, units, Random(seed))
    open_dispatch(warehouse_id)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return World(app, warehouse_id, warehouse_id, 0, ids)


def _place(warehouse_id: int, units: Mapping[str, int], random: Random) -> None:
    items = _items(sorted(units))
    mine = (Location.warehouse_id == warehouse_id, Location.kind == BIN, Location.purpose == "forward")
    bins = list(db.session.scalars(select(Location.id).where(*mine).order_by(Location.id)))
    random.shuffle(bins)
    there = {sku: ceil(units[sku] * (2 / 3 if place % 25 == 7 else 1.1)) for place, sku in enumerate(sorted(units))}
    largest = LARGEST_PILE
    while sum(ceil(lying / largest) for lying in there.values()) > len(bins):
        largest *= 2  # many days ask for more than all bins hold
    piles = []
    for sku, all_of_it in there.items():
        heaps = range(0, all_of_it, largest)
        piles += [Pile(items[sku], bins.pop(), min(largest, all_of_it - lying)) for lying in heaps]
    for batch in in_batches(piles, 100):
        with transaction():
            open_stock(warehouse_id, batch, SYSTEM)


def _items(skus: list[str]) -> dict[str, int]:
    """Ids by SKU; the barcode of an item is its SKU."""
    with transaction() as session:
        session.execute(
            insert(Item), [{"sku": sku, "names": {"en": sku}, "attributes": {}, **measures(sku)} for sku in skus]
        )
        ids = {row.sku: row.id for row in session.execute(select(Item.sku, Item.id))}
        session.execute(insert(Barcode), [{"item_id": ids[sku], "code": sku} for sku in skus])
    return ids
