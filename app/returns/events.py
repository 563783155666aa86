"""What happens to returns; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class RmaOpened(Event):
    warehouse_id: int
    rma_id: int


@dataclass(frozen=True)
class RmaAnswered(Event):
    """Approved or refused, by the rules or by a person."""

    warehouse_id: int
    rma_id: int


@dataclass(frozen=True)
class ParcelArrived(Event):
    warehouse_id: int
    parcel_id: int


@dataclass(frozen=True)
class ParcelGraded(Event):
    """All that lay in it is graded."""

    warehouse_id: int
    parcel_id: int


@dataclass(frozen=True)
class RmaSettled(Event):
    warehouse_id: int
    rma_id: int


@dataclass(frozen=True)
class ParcelChanged(Event):
    """Something of it was graded or undone, or it was finished."""

    warehouse_id: int
    parcel_id: int


@dataclass(frozen=True)
class ReturnToteClosed(Event):
    """A tote of returned goods is full, or finished: whoever puts away fetches it at that location.

    Where it goes by its disposition says `area_for` in app/returns/totes.py.
    """

    warehouse_id: int
    tote_id: int
    disposition: str
