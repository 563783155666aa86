"""What happens to returns; ids only."""

from dataclasses import dataclass

from app.events import Event


@dataclass(frozen=True)
class ReturnEvent(Event):
    """Something about returns changed."""

    warehouse_id: int


@dataclass(frozen=True)
class RmaOpened(ReturnEvent):
    rma_id: int


@dataclass(frozen=True)
class RmaAnswered(ReturnEvent):
    """Approved or refused, by the rules or by a person."""

    rma_id: int


@dataclass(frozen=True)
class ParcelArrived(ReturnEvent):
    parcel_id: int


@dataclass(frozen=True)
class ParcelGraded(ReturnEvent):
    """All that lay in it is graded."""

    parcel_id: int


@dataclass(frozen=True)
class RmaSettled(ReturnEvent):
    rma_id: int


@dataclass(frozen=True)
class RefundAsked(ReturnEvent):
    rma_id: int
    refund_id: int


@dataclass(frozen=True)
class ParcelChanged(ReturnEvent):
    """Something of it was graded or undone, or it was finished."""

    parcel_id: int
