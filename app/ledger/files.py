"""The ledger as rows of a table, for whoever goes on with it in a spreadsheet."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from flask_babel import gettext
from sqlalchemy import Select, select

from app.db import db
from app.inventory.lookup import entries
from app.inventory.models import StockMovement
from app.ledger.balances import Balance
from app.ledger.words import movement_words
from app.tables.writing import Row

MOST = 200_000
"""Movements in one file, the newest ones."""
_BATCH = 500


def balance_header() -> Row:
    return [gettext("Place"), gettext("Item"), gettext("Lot"), gettext("Expires"), gettext("Units")]


def balance_rows(found: Iterator[Balance]) -> Iterator[Row]:
    for one in found:
        yield [one.address, one.sku, one.lot, one.expires_on, one.units]


def movement_header() -> Row:
    words = [gettext("When"), gettext("What"), gettext("Item"), gettext("Lot"), gettext("Units")]
    return [gettext("Number"), *words, gettext("From"), gettext("To"), gettext("Who")]


def movement_rows(wanted: Select[StockMovement], zone: ZoneInfo) -> Iterator[Row]:
    """The movements, a few hundred at a time, with times by the warehouse's clock."""
    ids = iter(db.session.scalars(wanted.with_only_columns(StockMovement.id).limit(MOST)).all())
    while batch := list(islice(ids, _BATCH)):
        found = {one.id: one for one in db.session.scalars(select(StockMovement).where(StockMovement.id.in_(batch)))}
        movements = [found[movement_id] for movement_id in batch]
        for movement, entry in zip(movements, entries(movements), strict=True):
            what: Row = [movement_words(entry.reason), entry.sku, entry.lot, entry.quantity]
            places: Row = [entry.source.address, entry.destination.address]
            yield [movement.id, local(entry.at, zone), *what, *places, entry.worker]
        db.session.expunge_all()  # a long file keeps no rows in memory


def local(at: datetime, zone: ZoneInfo) -> datetime:
    """The moment on the warehouse's wall, without its zone: a spreadsheet knows none."""
    return at.astimezone(zone).replace(tzinfo=None)
