"""Which change nudges whom: from an event to the topics whose pages should ask again."""

from flask import Flask

from app.cases.events import CallAnswered, CallEvent, CaseChanged, LeadCalled
from app.counting.events import CountChanged, CountRaised, CountsPutUp
from app.events import handle
from app.floor.events import FloorChanged
from app.messages.events import MessageHeard, MessageSent
from app.orders.events import HoldReleased, OrderAmended, OrderHeld
from app.outbox.commands import tell
from app.outbox.topics import desk, docks, leads, packers, pickers, printing, returns, session, stock, worker
from app.packing.events import CartonClosed, OrderPacked, OrderUnpacked, PackingChanged, PackingEvent, UnitSorted
from app.picking.events import (
    LineDamaged,
    LinePicked,
    LinesCameBack,
    LineShorted,
    LineSkipped,
    LinesLeftWalk,
    LotSwapped,
    PickUndone,
    TaskEvent,
    TasksMerged,
    TaskSplit,
    TaskStaged,
    ToteBound,
    ToteMissed,
)
from app.printing.events import PrintChanged
from app.putting_away.events import PutAwayChanged, PutAwayEvent, PutAwayOver, PutAwayPutUp
from app.putting_back.events import PutBackChanged, PutBackEvent, PutBackOver, PutBackPutUp
from app.receiving.events import DeliveryChanged
from app.reordering.events import AlertChanged, FiguresMade, ReorderingEvent, StockLow
from app.replenishing.events import RefillChanged, RefillEvent, RefillOver, RefillRaised, WaitsChanged
from app.returns.events import ParcelArrived, ParcelGraded, ReturnEvent, RmaAnswered, RmaOpened, RmaSettled
from app.shipping.events import CartonStaged, DockEvent, ManifestChanged, ManifestClosed, ManifestClosing, WaybillMade
from app.stockkeeping.events import AdjustmentChanged, DeskEvent, LotBlocked, LotExpired, LotFreed, QuarantineChanged
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
    WaveEvent,
    WavePlanned,
    WavePlanTold,
    WaveReleased,
    WaveReleasing,
)
from app.workers.events import RolesGiven, SessionChanged

PICKING = (
    LineDamaged,
    LinePicked,
    LineShorted,
    LineSkipped,
    LotSwapped,
    PickUndone,
    TaskStaged,
    ToteBound,
    ToteMissed,
)
WAVES = (
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
PACKING = (CartonClosed, OrderPacked, OrderUnpacked, PackingChanged)

STOCK_DESK = (AdjustmentChanged, LotBlocked, LotExpired, LotFreed, QuarantineChanged)

DOCK = (CartonStaged, ManifestChanged, ManifestClosing, ManifestClosed)
REORDERING = (AlertChanged, FiguresMade, StockLow)


RETURNS = (RmaOpened, RmaAnswered, ParcelArrived, ParcelGraded, RmaSettled)


def init_nudges(app: Flask) -> None:
    handle(app, PrintChanged, _print_changed)
    for picking in PICKING:
        handle(app, picking, _wave_changed)
    for waves in WAVES:
        handle(app, waves, _wave_changed)
    handle(app, WalkHandedOver, _handed_over)
    handle(app, LinesLeftWalk, _lines_left)
    handle(app, LinesCameBack, _lines_left)
    handle(app, TaskSplit, _split)
    handle(app, TasksMerged, _merged)
    handle(app, WalkKeptBack, _lines_left)
    handle(app, WalkRanked, _wave_changed)
    handle(app, TaskPutUp, _work_free)
    handle(app, WalkFreed, _freed)
    handle(app, PutBackPutUp, _put_back_put_up)
    handle(app, PutBackChanged, _wave_changed)
    handle(app, PutBackOver, _wave_changed)
    handle(app, PutAwayPutUp, _put_away_put_up)
    handle(app, PutAwayChanged, _wave_changed)
    handle(app, PutAwayOver, _wave_changed)
    handle(app, DeliveryChanged, _receiving_changed)
    handle(app, ScanRefused, _wave_changed)
    handle(app, RefillRaised, _refill_raised)
    handle(app, RefillChanged, _wave_changed)
    handle(app, RefillOver, _wave_changed)
    handle(app, WaitsChanged, _wave_changed)
    handle(app, WalkPaused, _wave_changed)
    handle(app, ScannedElsewhere, _scanned_elsewhere)
    handle(app, LeadCalled, _wave_changed)
    handle(app, CallAnswered, _answered)
    handle(app, CaseChanged, _case_changed)
    handle(app, SessionChanged, _session_changed)
    handle(app, RolesGiven, _roles_given)
    handle(app, FloorChanged, _floor_changed)
    handle(app, OrderAmended, _wave_changed)
    handle(app, OrderHeld, _held)
    handle(app, HoldReleased, _held)
    handle(app, CountRaised, _count_changed)
    handle(app, CountChanged, _count_changed)
    handle(app, CountsPutUp, _counts_put_up)
    handle(app, MessageSent, _message_sent)
    handle(app, MessageHeard, _message_heard)
    for low in REORDERING:
        handle(app, low, _reordering_changed)
    _hear_of_cartons(app)


def _hear_of_cartons(app: Flask) -> None:
    """From the bench to the dock."""
    for packing in PACKING:
        handle(app, packing, _packing_changed)
    handle(app, TaskStaged, _staged)
    handle(app, UnitSorted, _packing_changed)
    for at_desk in STOCK_DESK:
        handle(app, at_desk, _stock_changed)
    for at_dock in DOCK:
        handle(app, at_dock, _dock_changed)
    handle(app, WaybillMade, _dock_changed)
    for returned in RETURNS:
        handle(app, returned, _returns_changed)


def _wave_changed(
    event: TaskEvent
    | WaveEvent
    | WalkPaused
    | WalkKeptBack
    | WalkRanked
    | CallEvent
    | PutBackEvent
    | PutAwayEvent
    | ScanRefused
    | RefillEvent
    | WaitsChanged
    | OrderAmended
    | OrderHeld
    | HoldReleased,
) -> None:
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")


def _returns_changed(event: ReturnEvent) -> None:
    tell(event.warehouse_id, returns(event.warehouse_id), "returns-changed")


def _lines_left(event: LinesLeftWalk | LinesCameBack | WalkKeptBack | TaskSplit) -> None:
    _wave_changed(event)
    if event.holder_id:
        tell(event.warehouse_id, worker(event.holder_id), "work-changed")


def _scanned_elsewhere(event: ScannedElsewhere) -> None:
    if event.holder_id:
        tell(event.warehouse_id, worker(event.holder_id), "work-changed")


def _split(event: TaskSplit) -> None:
    _lines_left(event)
    _work_free(event)


def _merged(event: TasksMerged) -> None:
    _wave_changed(event)
    for worker_id in event.holder_ids:
        tell(event.warehouse_id, worker(worker_id), "work-changed")


def _freed(event: WalkFreed) -> None:
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")
    _work_free(event)


def _put_back_put_up(event: PutBackPutUp) -> None:
    _wave_changed(event)
    _work_free(event)


def _put_away_put_up(event: PutAwayPutUp) -> None:
    _wave_changed(event)
    tell(event.warehouse_id, pickers(event.warehouse_id), "work-free")


def _receiving_changed(event: DeliveryChanged) -> None:
    """Whoever receives beside somebody else sees what they counted."""
    for theirs in (pickers, leads):
        tell(event.warehouse_id, theirs(event.warehouse_id), "receiving-changed")


def _refill_raised(event: RefillRaised) -> None:
    """Who keeps the stock and stands without work may begin it."""
    _wave_changed(event)
    tell(event.warehouse_id, pickers(event.warehouse_id), "work-free")


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


def _counts_put_up(event: CountsPutUp) -> None:
    _count_changed(event)
    _work_free(event)


def _work_free(event: TaskPutUp | WalkFreed | WalkHandedOver | TaskSplit | PutBackPutUp | CountsPutUp) -> None:
    """Who stands without work may find some. Of a cart that is passed on, the first task is free when it is put up."""
    tell(event.warehouse_id, pickers(event.warehouse_id), "work-free")


def _answered(event: CallAnswered) -> None:
    """The other leads see that somebody goes; who called hears it."""
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")
    tell(event.warehouse_id, worker(event.worker_id), "call-answered")


def _held(event: OrderHeld | HoldReleased) -> None:
    _wave_changed(event)
    _packing_changed(event)


def _staged(event: TaskStaged) -> None:
    """More waits to be packed."""
    _packing_changed(event)


def _packing_changed(event: PackingEvent | OrderHeld | HoldReleased | TaskStaged | UnitSorted) -> None:
    """Who packs sees what another has packed, sorted, or had to hold."""
    tell(event.warehouse_id, packers(event.warehouse_id), "packing-changed")


def _case_changed(event: CaseChanged) -> None:
    tell(event.warehouse_id, desk(event.warehouse_id), "cases-changed")


def _reordering_changed(event: ReorderingEvent) -> None:
    for topic in (desk(event.warehouse_id), stock(event.warehouse_id)):
        tell(event.warehouse_id, topic, "reordering-changed")


def _floor_changed(event: FloorChanged) -> None:
    tell(event.warehouse_id, leads(event.warehouse_id), "floor-changed")


def _session_changed(event: SessionChanged) -> None:
    tell(event.warehouse_id, session(event.session_id), "rights-changed")


def _roles_given(event: RolesGiven) -> None:
    tell(event.warehouse_id, worker(event.worker_id), "rights-changed")


def _message_sent(event: MessageSent) -> None:
    """Whom it is for hears it; the other leads see that it was said."""
    for worker_id in event.worker_ids:
        tell(event.warehouse_id, worker(worker_id), "message")
    tell(event.warehouse_id, leads(event.warehouse_id), "message-heard")


def _message_heard(event: MessageHeard) -> None:
    tell(event.warehouse_id, leads(event.warehouse_id), "message-heard")


def _print_changed(event: PrintChanged) -> None:
    tell(event.warehouse_id, printing(event.warehouse_id), "print-changed")
    if event.worker_id:
        tell(event.warehouse_id, worker(event.worker_id), "print-changed")


def _stock_changed(event: DeskEvent) -> None:
    """Something waits for a lead, or for whoever keeps the stock."""
    tell(event.warehouse_id, stock(event.warehouse_id), "stock-changed")


def _dock_changed(event: DockEvent | WaybillMade) -> None:
    tell(event.warehouse_id, docks(event.warehouse_id), "dock-changed")
