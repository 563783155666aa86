"""The stock of a first day: many piles at once into bins that never held their lot."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.clock import now
from app.db import db
from app.events import record
from app.inventory.commands import outside
from app.inventory.events import StockCame
from app.inventory.models import Lot, Stock, StockLeg, StockMovement
from app.operations import Actor
from app.warehouse.models import SUPPLIER

LotKey = tuple[int, str]
"""Item's id and lot's code; the empty code is the stock that is not tracked by lot."""


@dataclass(frozen=True)
class Pile:
    """Units of one lot of an item at a location."""

    item_id: int
    location_id: int
    quantity: int
    lot: str = ""
    expires_on: date | None = None

    @property
    def key(self) -> LotKey:
        return self.item_id, self.lot


def open_stock(warehouse_id: int, piles: Sequence[Pile], actor: Actor) -> None:
    """Take all piles from the supplier into their places, each a movement of its own, as `receive` does for one.

    Raises IntegrityError, and so undoes all, where a place holds the lot already: ask `on_hand_of` before.
    """
    if not piles:
        return
    at, lots = now(), _lots(piles)
    supplier = outside(warehouse_id, SUPPLIER)
    rows = [
        {"location_id": pile.location_id, "item_id": pile.item_id, "lot_id": lots[pile.key], "on_hand": pile.quantity}
        for pile in piles
    ]
    db.session.execute(insert(Stock), [{**row, "reserved": 0, "guarded": True, "received_at": at} for row in rows])
    _take_from(supplier.id, rows, at)
    _write_movements(supplier.id, rows, actor, at)
    for item_id in sorted({pile.item_id for pile in piles}):
        record(StockCame(warehouse_id, item_id))


def on_hand_of(piles: Iterable[Pile]) -> dict[tuple[int, LotKey], int]:
    """What the book says of the piles' places and lots, by location and lot; what never lay there is left out."""
    places = {pile.location_id for pile in piles}
    held = select(Stock.location_id, Lot.item_id, Lot.code, Stock.on_hand).join(Lot, Lot.id == Stock.lot_id)
    rows = db.session.execute(held.where(Stock.location_id.in_(places)))
    return {(location_id, (item_id, code)): on_hand for location_id, item_id, code, on_hand in rows}


def expiry_of(piles: Iterable[Pile]) -> dict[LotKey, date | None]:
    """When the lots expire that the book knows already."""
    found = select(Lot.item_id, Lot.code, Lot.expires_on).where(Lot.item_id.in_({pile.item_id for pile in piles}))
    return {(item_id, code): expires_on for item_id, code, expires_on in db.session.execute(found)}


def _lots(piles: Sequence[Pile]) -> dict[LotKey, int]:
    """Ids of the piles' lots; new ones are made."""
    wanted = {pile.key: pile.expires_on for pile in piles}
    found = select(Lot.item_id, Lot.code, Lot.id).where(Lot.item_id.in_({item_id for item_id, _ in wanted}))
    known = {(item_id, code): lot_id for item_id, code, lot_id in db.session.execute(found)}
    missing = [
        {"item_id": item_id, "code": code, "expires_on": expires_on}
        for (item_id, code), expires_on in wanted.items()
        if (item_id, code) not in known
    ]
    if not missing:
        return known
    _insert_new(Lot, missing)
    return {(item_id, code): lot_id for item_id, code, lot_id in db.session.execute(found)}


def _take_from(supplier_id: int, rows: Sequence[dict[str, Any]], at: Any) -> None:
    """The supplier's side of the book: one balance for each lot, made at nothing when it is new."""
    taken: Counter[tuple[int, int]] = Counter()
    for row in rows:
        taken[row["item_id"], row["lot_id"]] += row["on_hand"]
    blank = {"location_id": supplier_id, "on_hand": 0, "reserved": 0, "guarded": False, "received_at": at}
    _insert_new(Stock, [{**blank, "item_id": item_id, "lot_id": lot_id} for item_id, lot_id in taken])
    lots = {lot_id: quantity for (_, lot_id), quantity in taken.items()}
    known = select(Stock.id, Stock.lot_id).where(Stock.location_id == supplier_id, Stock.lot_id.in_(lots))
    for stock_id, lot_id in db.session.execute(known).all():
        statement = update(Stock).where(Stock.id == stock_id).values(on_hand=Stock.on_hand - lots[lot_id])
        db.session.execute(statement.execution_options(synchronize_session=False))


def _write_movements(supplier_id: int, rows: Sequence[dict[str, Any]], actor: Actor, at: Any) -> None:
    who = {"worker_id": actor.worker_id, "device_id": actor.device_id, "operation_id": actor.operation_id}
    movements = [
        {"at": at, "item_id": row["item_id"], "lot_id": row["lot_id"], "quantity": row["on_hand"], "reason": "receive"}
        for row in rows
    ]
    returned = insert(StockMovement).returning(StockMovement.id, sort_by_parameter_order=True)
    ids = db.session.scalars(returned, [{**movement, **who} for movement in movements]).all()
    legs = [
        {"movement_id": movement_id, "location_id": location_id, "lot_id": row["lot_id"], "quantity": quantity}
        for movement_id, row in zip(ids, rows, strict=True)
        for location_id, quantity in ((supplier_id, -row["on_hand"]), (row["location_id"], row["on_hand"]))
    ]
    db.session.execute(insert(StockLeg), legs)


def _insert_new(kind: type[Lot] | type[Stock], rows: list[dict[str, Any]]) -> None:
    """Rows whose unique key is there already are left out: somebody else may make the same at the same time."""
    insert_into = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    db.session.execute(insert_into(kind).on_conflict_do_nothing(), rows)
