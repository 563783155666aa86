"""Which change nudges whom: from an event to the topics whose pages should ask again."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from flask import Flask

from app.cases.events import CallAnswered, CaseChanged, LeadCalled
from app.counting.events import CountChanged, CountRaised, CountsPutUp
from app.events import Event, handle
from app.floor.events import FloorChanged
from app.messages.events import MessageHeard, MessageSent
from app.orders.events import HoldReleased, OrderAmended, OrderHeld
from app.outbox.commands import Nudge, tell
from app.outbox.topics import desk, docks, leads, packers, pickers, printing, returns, session, stock, worker
from app.packing.events import CartonClosed, OrderPacked, OrderUnpacked, PackingChanged, UnitSorted
from app.picking.events import (
    LineDamaged,
    LinePicked,
    LinesCameBack,
    LineShorted,
    LineSkipped,
    LinesLeftWalk,
    LotSwapped,
    PickUndone,
    TasksMerged,
    TaskSplit,
    TaskStaged,
    ToteBound,
    ToteMissed,
)
from app.printing.events import PrintChanged
from app.putting_away.events import PutAwayChanged, PutAwayOver, PutAwayPutUp
from app.putting_back.events import PutBackChanged, PutBackOver, PutBackPutUp
from app.receiving.events import DeliveryChanged
from app.reordering.events import AlertChanged, FiguresMade, ReorderingEvent, StockLow
from app.replenishing.events import RefillChanged, RefillOver, RefillRaised, WaitsChanged
from app.returns.events import (
    ParcelArrived,
    ParcelChanged,
    ParcelGraded,
    RmaAnswered,
    RmaOpened,
    RmaSettled,
)
from app.shipping.events import CartonStaged, ManifestChanged, ManifestClosed, ManifestClosing, WaybillMade
from app.stockkeeping.events import AdjustmentChanged, LotBlocked, LotExpired, LotFreed, QuarantineChanged
from app.walks.events import (
    ScannedElsewhere,
    ScanRefused,
    WalkFreed,
    WalkHandedOver,
    WalkKeptBack,
    WalkPaused,
    WalkRanked,
)
from app.waves.events import (
    OrderLeftWave,
    TaskPutUp,
    WaveCancelled,
    WaveChanged,
    WaveDone,
    WavePlanned,
    WavePlanTold,
    WaveReleased,
    WaveReleasing,
)
from app.workers.events import RolesGiven, SessionChanged


def init_nudges(app: Flask) -> None:
    for heard, handlers in HEARD:
        for event in heard:
            for handler in handlers:
                handle(app, event, handler)


class _InWarehouse(Protocol):
    @property
    def warehouse_id(self) -> int: ...


def _says(to: Callable[[int], str], name: Nudge) -> Callable[[_InWarehouse], None]:
    """The pages of the warehouse that follow the topic ask again."""
    return lambda event: tell(event.warehouse_id, to(event.warehouse_id), name)


_wave_changed = _says(leads, "wave-changed")
_returns_changed = _says(returns, "returns-changed")
_packing_changed = _says(packers, "packing-changed")
"""Who packs sees what another has packed, sorted, or had to hold."""
_case_changed = _says(desk, "cases-changed")
_floor_changed = _says(leads, "floor-changed")
_message_heard = _says(leads, "message-heard")
_stock_changed = _says(stock, "stock-changed")
"""Something waits for a lead, or for whoever keeps the stock."""
_dock_changed = _says(docks, "dock-changed")


def _lines_left(event: LinesLeftWalk | LinesCameBack | WalkKeptBack | TaskSplit) -> None:
    _wave_changed(event)
    if event.holder_id:
        tell(event.warehouse_id, worker(event.holder_id), "work-changed")


def _scanned_elsewhere(event: ScannedElsewhere) -> None:
    if event.holder_id:
        tell(event.warehouse_id, worker(event.holder_id), "work-changed")


def _merged(event: TasksMerged) -> None:
    _wave_changed(event)
    for worker_id in event.holder_ids:
        tell(event.warehouse_id, worker(worker_id), "work-changed")


def _receiving_changed(event: DeliveryChanged) -> None:
    """Whoever receives beside somebody else sees what they counted."""
    for theirs in (pickers, leads):
        tell(event.warehouse_id, theirs(event.warehouse_id), "receiving-changed")


def _handed_over(event: WalkHandedOver) -> None:
    """Who took the walk knows it already."""
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")
    for worker_id in {event.from_worker_id, event.to_worker_id} - {None, event.by_worker_id}:
        tell(event.warehouse_id, worker(worker_id), "work-changed")
    if event.to_worker_id is None:
        _work_free(event)


def _count_changed(event: CountRaised | CountChanged | CountsPutUp) -> None:
    """Who leads sees what waits, and who counts what is left."""
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")
    tell(event.warehouse_id, pickers(event.warehouse_id), "counts-changed")


def _work_free(
    event: TaskPutUp
    | WalkFreed
    | WalkHandedOver
    | TaskSplit
    | PutBackPutUp
    | PutAwayPutUp
    | RefillRaised
    | CountsPutUp,
) -> None:
    """Who stands without work may find some. Of a cart that is passed on, the first task is free when it is put up."""
    tell(event.warehouse_id, pickers(event.warehouse_id), "work-free")


def _answered(event: CallAnswered) -> None:
    """The other leads see that somebody goes; who called hears it."""
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")
    tell(event.warehouse_id, worker(event.worker_id), "call-answered")


def _reordering_changed(event: ReorderingEvent) -> None:
    for topic in (desk(event.warehouse_id), stock(event.warehouse_id)):
        tell(event.warehouse_id, topic, "reordering-changed")


def _session_changed(event: SessionChanged) -> None:
    tell(event.warehouse_id, session(event.session_id), "rights-changed")


def _roles_given(event: RolesGiven) -> None:
    tell(event.warehouse_id, worker(event.worker_id), "rights-changed")


def _message_sent(event: MessageSent) -> None:
    """Whom it is for hears it; the other leads see that it was said."""
    for worker_id in event.worker_ids:
        tell(event.warehouse_id, worker(worker_id), "message")
    tell(event.warehouse_id, leads(event.warehouse_id), "message-heard")


def _print_changed(event: PrintChanged) -> None:
    tell(event.warehouse_id, printing(event.warehouse_id), "print-changed")
    if event.worker_id:
        tell(event.warehouse_id, worker(event.worker_id), "print-changed")


_Heard = tuple[tuple[type[Event], ...], tuple[Callable[[Any], None], ...]]

HEARD: Sequence[_Heard] = (
    (
        (LineDamaged, LinePicked, LineShorted, LineSkipped, LotSwapped, PickUndone, TaskStaged, ToteBound, ToteMissed),
        (_wave_changed,),
    ),
    (
        (OrderLeftWave, WaveCancelled, WaveChanged, WaveDone, WavePlanned, WavePlanTold, WaveReleased, WaveReleasing),
        (_wave_changed,),
    ),
    ((PutBackChanged, PutBackOver, PutAwayChanged, PutAwayOver, RefillChanged, RefillOver), (_wave_changed,)),
    ((ScanRefused, WaitsChanged, WalkPaused, WalkRanked, LeadCalled, OrderAmended), (_wave_changed,)),
    ((TaskPutUp, WalkFreed, PutBackPutUp, PutAwayPutUp, RefillRaised), (_wave_changed, _work_free)),
    ((WalkHandedOver,), (_handed_over,)),
    ((LinesLeftWalk, LinesCameBack, WalkKeptBack), (_lines_left,)),
    ((TaskSplit,), (_lines_left, _work_free)),
    ((TasksMerged,), (_merged,)),
    ((ScannedElsewhere,), (_scanned_elsewhere,)),
    ((CountRaised, CountChanged), (_count_changed,)),
    ((CountsPutUp,), (_count_changed, _work_free)),
    ((CallAnswered,), (_answered,)),
    ((CaseChanged,), (_case_changed,)),
    ((SessionChanged,), (_session_changed,)),
    ((RolesGiven,), (_roles_given,)),
    ((FloorChanged,), (_floor_changed,)),
    ((MessageSent,), (_message_sent,)),
    ((MessageHeard,), (_message_heard,)),
    ((PrintChanged,), (_print_changed,)),
    ((OrderHeld, HoldReleased), (_wave_changed, _packing_changed)),
    ((CartonClosed, OrderPacked, OrderUnpacked, PackingChanged, TaskStaged, UnitSorted), (_packing_changed,)),
    ((CartonStaged, ManifestChanged, ManifestClosing, ManifestClosed, WaybillMade), (_dock_changed,)),
    ((DeliveryChanged,), (_receiving_changed,)),
    ((RmaOpened, RmaAnswered, ParcelArrived, ParcelChanged, ParcelGraded, RmaSettled), (_returns_changed,)),
    ((AdjustmentChanged, LotBlocked, LotExpired, LotFreed, QuarantineChanged), (_stock_changed,)),
    ((AlertChanged, FiguresMade, StockLow), (_reordering_changed,)),
)
"""Which events are told, and by whom."""
