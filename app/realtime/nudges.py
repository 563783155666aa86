"""Which change nudges whom: from an event to the topics whose pages should ask again."""

from flask import Flask

from app.cases.events import CallAnswered, CallEvent, LeadCalled
from app.events import handle
from app.outbox.commands import tell
from app.picking.events import (
    LineDamaged,
    LinePicked,
    LineShorted,
    LineSkipped,
    LinesLeftWalk,
    LotSwapped,
    PickUndone,
    ScanRefused,
    TaskEvent,
    TaskStaged,
    ToteBound,
)
from app.walks.events import WalkFreed, WalkHandedOver, WalkPaused
from app.waves.events import (
    OrderLeftWave,
    TaskPutUp,
    WaveCancelled,
    WaveDone,
    WaveEvent,
    WavePlanned,
    WavePlanTold,
    WaveReleased,
    WaveReleasing,
)

PICKING = (
    LineDamaged,
    LinePicked,
    LineShorted,
    LineSkipped,
    LotSwapped,
    PickUndone,
    ScanRefused,
    TaskStaged,
    ToteBound,
)
WAVES = (OrderLeftWave, TaskPutUp, WaveCancelled, WaveDone, WavePlanned, WavePlanTold, WaveReleased, WaveReleasing)


def init_nudges(app: Flask) -> None:
    for picking in PICKING:
        handle(app, picking, _wave_changed)
    for waves in WAVES:
        handle(app, waves, _wave_changed)
    handle(app, WalkHandedOver, _handed_over)
    handle(app, LinesLeftWalk, _lines_left)
    handle(app, TaskPutUp, _work_free)
    handle(app, WalkFreed, _work_free)
    handle(app, WalkPaused, _wave_changed)
    handle(app, LeadCalled, _wave_changed)
    handle(app, CallAnswered, _answered)


def _wave_changed(event: TaskEvent | WaveEvent | WalkPaused | CallEvent) -> None:
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")


def _lines_left(event: LinesLeftWalk) -> None:
    _wave_changed(event)
    if event.holder_id:
        tell(event.warehouse_id, worker(event.holder_id), "work-changed")


def _handed_over(event: WalkHandedOver) -> None:
    """Who took the walk knows it already."""
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")
    for worker_id in {event.from_worker_id, event.to_worker_id} - {None, event.by_worker_id}:
        tell(event.warehouse_id, worker(worker_id), "work-changed")
    if event.to_worker_id is None:
        _work_free(event)


def _work_free(event: TaskPutUp | WalkFreed | WalkHandedOver) -> None:
    """Who stands without work may find some. Of a cart that is passed on, the first task is free when it is put up."""
    tell(event.warehouse_id, pickers(event.warehouse_id), "work-free")


def _answered(event: CallAnswered) -> None:
    """The other leads see that somebody goes; who called hears it."""
    tell(event.warehouse_id, leads(event.warehouse_id), "wave-changed")
    tell(event.warehouse_id, worker(event.worker_id), "call-answered")


def leads(warehouse_id: int) -> str:
    """The topic of all who lead in the warehouse."""
    return f"leads:{warehouse_id}"


def pickers(warehouse_id: int) -> str:
    """The topic of all who pick in the warehouse."""
    return f"pickers:{warehouse_id}"


def worker(worker_id: int | None) -> str:
    """The topic of one worker, on whatever device."""
    return f"worker:{worker_id}"


def session(session_id: int) -> str:
    """The topic of one shift on one device."""
    return f"session:{session_id}"
