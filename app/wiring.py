"""Who hears what: the events between capabilities, what codes stand for, and where work in the background is found."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask

from app import events
from app.catalog.queries import item_meanings
from app.counting.events import ReservedMissing
from app.counting.gathering import counts_to_gather, gather_when_committed
from app.counting.schedule import counts_due
from app.forgetting.background import customers_to_forget
from app.inventory.coming import know_carriers
from app.inventory.events import StockCame, StockLeft
from app.notices import writing as notices
from app.notices.sending.job import notices_to_send
from app.notices.sending.job import send_when_committed as send_notices
from app.operations.events import OperationRefused
from app.orders.back_orders import on_stock_came
from app.orders.events import AddressMended, HoldReleased, OrderAmended, OrderHeld, OrdersArrived, OrderStopped
from app.packing.events import CartonClosed, CartonEmptied, CartonReopened
from app.packing.queries import carton_meanings, carton_type_meanings
from app.packing.settling import on_order_goes_on
from app.papers.by_itself import on_manifest_closing, on_printed, on_waybill_made
from app.picking.blocked_lots import blocks_to_settle, settle_when_committed
from app.picking.commands.let_go_missing import on_reserved_missing
from app.picking.commands.stop_order import on_order_stopped
from app.picking.commands.totes import on_refill_tote_taken
from app.picking.events import OrderPutBack, OrderToPutBack, PickUndone, TaskCancelled, TaskSplit, TaskStaged, ToteBound
from app.picking.refused import on_operation_refused
from app.printing.events import Printed
from app.printing.sending import prints_to_do, send_when_committed
from app.putting_away.models import PutAwaySource
from app.putting_away.queries import comes_by_put_away
from app.putting_back import refused
from app.putting_back.commands.follow import on_pick_undone, on_tote_bound, on_walk_freed, on_walk_handed_over
from app.putting_back.commands.go_on import on_hold_released
from app.putting_back.commands.put_up import on_order_to_put_back
from app.receiving.queries import delivery_meanings, plate_meanings
from app.receiving.refused import on_operation_refused as refused_at_dock
from app.reordering.background import alerts_to_look_for, figures_to_make, make_when_committed
from app.replenishing.background import bins_to_look_at
from app.replenishing.commands.take_tote import on_walk_handed_over as on_refill_handed_over
from app.replenishing.commands.watching import on_stock_left
from app.replenishing.events import Refilled, RefillFellShort, RefillToteTaken
from app.replenishing.queries import comes_by_refill
from app.returns import totes as return_totes
from app.returns.events import ParcelArrived, ParcelGraded, RefundAsked, RmaAnswered
from app.returns.queries import rma_meanings
from app.returns.refused import on_operation_refused as refused_returns
from app.returns.settling import on_parcel_graded
from app.returns.telling import on_parcel_arrived, on_refund_asked, on_rma_answered
from app.returns.watching import returns_to_watch
from app.scanning import register_resolver
from app.shipping.asking import ask_when_committed, requests_to_ask
from app.shipping.commands.ask_carrier import on_manifest_closed, on_waybill_voided
from app.shipping.commands.label_when_closed import on_carton_closed
from app.shipping.commands.void_waybill import on_address_mended, on_carton_emptied
from app.shipping.commands.void_waybill import on_order_stopped as void_waybills
from app.shipping.events import ManifestClosed, ManifestClosing, OrderShipped, WaybillMade, WaybillVoided
from app.shipping.handing_over import departure
from app.shipping.handing_over.guards import on_carton_opened, on_order_held
from app.shipping.queries import waybill_meanings
from app.shipping.testing import carriers_to_test, try_when_committed
from app.shipping.tracking import fetched, watching
from app.shipping.tracking.asking import questions_to_do
from app.shipping.tracking.events import ParcelOverdue, Tracked
from app.slotting.background import carry_when_committed, moves_to_carry, proposals_to_do, propose_when_committed
from app.stockkeeping import gathering as gathering_lots
from app.stockkeeping.expiry import expiries_to_raise
from app.stockkeeping.refused import on_operation_refused as refused_moves
from app.walks.events import WalkFreed, WalkHandedOver
from app.walks.refused import keeps_refused
from app.warehouse.queries import location_meanings
from app.waves import foresight, waiting
from app.waves.background import releases_to_do, work_off_when_committed
from app.waves.commands.finish_wave import on_order_put_back, on_task_over
from app.waves.commands.pause_wave import on_task_split
from app.workers.queries import badge_meanings

RESOLVERS = (
    location_meanings,
    item_meanings,
    badge_meanings,
    carton_meanings,
    carton_type_meanings,
    waybill_meanings,
    rma_meanings,
    delivery_meanings,
    plate_meanings,
)
"""Asked what a scanned code stands for, all of them."""

HANDLERS: Sequence[tuple[type[events.Event], Callable[[Any], None]]] = (
    (OperationRefused, on_operation_refused),
    (OperationRefused, refused.on_operation_refused),
    (OperationRefused, keeps_refused("counting")),
    (OperationRefused, keeps_refused("putting_away", PutAwaySource)),
    (OperationRefused, keeps_refused("replenishing")),
    (OperationRefused, refused_at_dock),
    (OperationRefused, refused_returns),
    (OperationRefused, refused_moves),
    (StockLeft, on_stock_left),
    (RefillToteTaken, on_refill_tote_taken),
    (StockCame, waiting.on_stock_came),
    (Refilled, waiting.on_refilled),
    (RefillFellShort, waiting.on_refill_fell_short),
    (StockCame, on_stock_came),
    (ReservedMissing, on_reserved_missing),
    (OrderStopped, on_order_stopped),
    (OrderToPutBack, on_order_to_put_back),
    (PickUndone, on_pick_undone),
    (ToteBound, return_totes.on_tote_bound),
    (ToteBound, on_tote_bound),
    (WalkFreed, on_walk_freed),
    (WalkHandedOver, on_walk_handed_over),
    (WalkHandedOver, on_refill_handed_over),
    (HoldReleased, on_hold_released),
    (OrderHeld, on_order_held),
    (CartonReopened, on_carton_opened),
    (CartonEmptied, on_carton_opened),
    (HoldReleased, on_order_goes_on),
    (OrderAmended, on_order_goes_on),
    (OrderPutBack, on_order_put_back),
    (TaskCancelled, on_task_over),
    (TaskStaged, on_task_over),
    (TaskSplit, on_task_split),
    (OrderStopped, void_waybills),
    (CartonClosed, on_carton_closed),
    (CartonEmptied, on_carton_emptied),
    (AddressMended, on_address_mended),
    (WaybillVoided, on_waybill_voided),
    (ManifestClosed, on_manifest_closed),
    (Tracked, watching.on_tracked),
    (Tracked, notices.on_tracked),
    (ParcelOverdue, notices.on_parcel_overdue),
    (OrdersArrived, notices.on_orders_arrived),
    (OrderHeld, notices.on_order_held),
    (OrderShipped, notices.on_order_shipped),
    (OrderShipped, fetched.on_order_shipped),
    (RmaAnswered, on_rma_answered),
    (ParcelArrived, on_parcel_arrived),
    (ParcelGraded, on_parcel_arrived),
    (ParcelGraded, on_parcel_graded),
    (RefundAsked, on_refund_asked),
    (WaybillMade, on_waybill_made),
    (ManifestClosing, on_manifest_closing),
    (Printed, on_printed),
)
"""Inside the transaction in which it happens, in this order."""

SUBSCRIBERS = (
    work_off_when_committed,
    foresight.look_ahead_when_committed,
    departure.work_off_when_committed,
    propose_when_committed,
    make_when_committed,
    carry_when_committed,
    ask_when_committed,
    try_when_committed,
    send_when_committed,
    send_notices,
    settle_when_committed,
    gathering_lots.gather_when_committed,
    gather_when_committed,
)
"""After the commit."""

LOOKS = (
    releases_to_do,
    foresight.waves_to_look_ahead_for,
    bins_to_look_at,
    departure.departures_to_do,
    proposals_to_do,
    moves_to_carry,
    watching.parcels_to_watch,
    customers_to_forget,
    figures_to_make,
    alerts_to_look_for,
    returns_to_watch,
    blocks_to_settle,
    gathering_lots.lots_to_gather,
    expiries_to_raise,
    counts_to_gather,
    counts_due,
)
"""Asked what there is to do in the background, all of them."""

LOOKS_OUTSIDE = (prints_to_do, requests_to_ask, carriers_to_test, questions_to_do, notices_to_send)
"""The same, of work that waits for others' machines, and so has a thread of its own."""


CARRIERS = (comes_by_put_away, comes_by_refill)
"""Who brings units into bins."""


def connect(app: Flask) -> None:
    know_carriers(CARRIERS)
    for resolver in RESOLVERS:
        register_resolver(app, resolver)
    for event, handler in HANDLERS:
        events.handle(app, event, handler)
    for subscriber in SUBSCRIBERS:
        events.subscribe(app, subscriber)
