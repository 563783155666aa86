"""Take in a carrier's report: a file of what became of its parcels; the same file twice changes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import now
from app.db import db, transaction
from app.operations import Actor, audit
from app.shipping.models import Carrier, Waybill
from app.shipping.tracking.commands import AHEAD, note_events
from app.shipping.tracking.heard import PLACE, WORDS, Heard, tidy
from app.shipping.tracking.mapping import TrackingMapping
from app.shipping.tracking.queries import TAKEN_IN
from app.shipping.tracking.states import STATES
from app.tables import in_batches
from app.tables.columns import Columns, needed
from app.tables.reading import Source, Table, open_table, require
from app.tables.report import Report
from app.tables.values import Unreadable, moment
from app.warehouse.models import Warehouse

BATCH = 50
"""Rows a transaction."""
LONGEST_NUMBER, LONGEST_NAME = 40, 80
SOURCE = "file"
BEGUN = "report begun"

UNKNOWN_NUMBER = lazy_gettext("no parcel of this warehouse has this number")
SEVERAL = lazy_gettext("several carriers have a parcel of this number; the report does not say which is meant")
UNKNOWN_STATE = lazy_gettext("a state that the mapping does not translate")
IN_FUTURE = lazy_gettext("this lies in the future")
NO_TIME = lazy_gettext("it does not say when")


@dataclass
class TrackingImported:
    """Rows of the file; how many were news, known already, or not taken."""

    rows: int = 0
    new: int = 0
    known: int = 0
    bad: int = 0


@dataclass(frozen=True)
class _Row:
    line: int
    text: str
    number: str
    carrier: str
    heard: Heard


@dataclass(frozen=True)
class Sent:
    """What somebody sends: for which warehouse, who, and what they call the file."""

    warehouse_id: int
    actor: Actor
    name: str = ""


def import_tracking(
    source: Source, mapping: TrackingMapping, sent: Sent, report: Path
) -> tuple[TrackingImported, Report]:
    """Import a file of tracking events; gives the figures and the report of what was not taken."""
    table = open_table(source)
    require(table, needed(mapping.rules))
    written, done = Report(report, source.path.name), TrackingImported()
    zone = mapping.zone or ZoneInfo(db.session.get_one(Warehouse, sent.warehouse_id).time_zone)
    _note(sent, BEGUN, {})
    try:
        for rows in in_batches(_readable(table, mapping, zone, written, done), BATCH):
            with transaction():
                _take(rows, sent.warehouse_id, written, done)
    finally:
        written.close()
        _note(sent, TAKEN_IN, vars(done))
    return done, written


def _note(sent: Sent, what: str, figures: Mapping[str, int]) -> None:
    """Who sends it stands in the audit before anything of it is taken, whatever becomes of the rest."""
    with transaction() as session:
        warehouse = session.get_one(Warehouse, sent.warehouse_id)
        audit(warehouse, what, sent.actor, {}, {"file": tidy(sent.name, LONGEST_NAME), **figures})


def _readable(
    table: Table, mapping: TrackingMapping, zone: tzinfo, written: Report, done: TrackingImported
) -> Iterator[_Row]:
    columns = Columns(table.columns, mapping.rules)
    for row in table:
        done.rows += 1
        try:
            if row.problem:
                raise Unreadable(row.problem)
            yield _read(columns, row.line, row.values, row.text, mapping, zone)
        except Unreadable as problem:
            written.add(row.line, problem, row.text)
            done.bad += 1


def _read(
    columns: Columns, line: int, values: Sequence[str], text: str, mapping: TrackingMapping, zone: tzinfo
) -> _Row:
    number = columns.read("number", values, "")
    if not 0 < len(number) <= LONGEST_NUMBER or not number.isprintable():
        raise Unreadable(UNKNOWN_NUMBER)
    at = columns.parse("at", values, number, lambda given: _moment(given, mapping, zone))
    code = columns.read("code", values, number)
    if at is None:
        raise Unreadable(NO_TIME)
    if at > now() + AHEAD:
        raise Unreadable(IN_FUTURE)
    if code not in STATES:
        raise Unreadable(UNKNOWN_STATE)
    words, place = columns.read("words", values, number), columns.read("place", values, number)
    heard = Heard(at, code, tidy(words, WORDS), tidy(place, PLACE))
    return _Row(line, text, number, columns.read("carrier", values, number), heard)


def _moment(text: str, mapping: TrackingMapping, zone: tzinfo) -> datetime:
    return moment(text, mapping.at_format, zone)


def _take(rows: Sequence[_Row], warehouse_id: int, written: Report, done: TrackingImported) -> None:
    known = _waybills(warehouse_id, {row.number for row in rows})
    for row in rows:
        fits = [one for one in known.get(row.number, ()) if row.carrier in ("", one.carrier.code)]
        if len(fits) != 1:
            written.add(row.line, SEVERAL if fits else UNKNOWN_NUMBER, row.text)
            done.bad += 1
            continue
        added = note_events(fits[0], [row.heard], SOURCE)
        done.new += added
        done.known += 1 - added


def _waybills(warehouse_id: int, numbers: set[str]) -> dict[str, list[Waybill]]:
    mine = (
        select(Waybill)
        .join(Carrier, Carrier.id == Waybill.carrier_id)
        .where(Waybill.warehouse_id == warehouse_id, Waybill.number.in_(numbers))
        .options(joinedload(Waybill.carrier))
    )
    found: dict[str, list[Waybill]] = {}
    for waybill in db.session.scalars(mine):
        found.setdefault(waybill.number, []).append(waybill)
    return found
