"""Lines of a wave that wait for a refill: they begin to, can be picked when it is there, or are short after all."""

from collections import Counter
from collections.abc import Iterable, Mapping

from app.catalog.models import Item
from app.clock import now
from app.db import db, guarded_update
from app.errors import Busy
from app.inventory.commands import reserve
from app.inventory.events import StockCame
from app.inventory.models import Allocation, Stock
from app.inventory.queries import free_stock
from app.operations import Actor, change, program
from app.orders.holds import hold_order
from app.orders.missing import SHORT, TO_ALLOCATE
from app.orders.models import OPEN, WAVED, Order, OrderLine
from app.picking.commands import close_order
from app.replenishing.commands.raising import Cause, alone_with
from app.replenishing.commands.waiting import (
    Wanting,
    give_up_waiting,
    may_be_covered,
    raise_for,
    serve,
    spare,
    wait_for_refill,
)
from app.replenishing.events import Refilled, RefillFellShort
from app.replenishing.models import SHORT as CAME_SHORT
from app.replenishing.models import WAVE, RefillWait
from app.replenishing.queries import waits_for
from app.waves.commands.finish_wave import finish_wave
from app.waves.elsewhere import put_on_walk
from app.waves.models import Wave, WaveOrder


def wait_for_line(member: WaveOrder, line: OrderLine, units: int, actor: Actor) -> int:
    """Let as many units of the line wait as a refill brings; how many."""
    if line.item is None:
        return 0
    order, wave = member.order, db.session.get_one(Wave, member.wave_id)
    wanting = Wanting(
        order_line_id=line.id,
        warehouse_id=order.warehouse_id,
        wave_id=wave.id,
        item=line.item,
        priority=order.priority if wave.priority is None else wave.priority,
        due_at=order.ship_by or wave.cut_off_at,
    )
    lying = _free(order.warehouse_id, line.item.id)
    covered = wait_for_refill(wanting, units, actor, lying)
    if lying:  # it was put after the release was planned
        _serve(order.warehouse_id, line.item.id, {})
        on_refill_fell_short(RefillFellShort(order.warehouse_id, line.item.id))
    return covered


def hold_items(order: Order, lines: Iterable[OrderLine]) -> None:
    """Nobody else raises a refill of what the lines ask for; two who want the same items hold them in one order."""
    for item_id in sorted({line.item_id for line in lines if line.item_id}):
        alone_with(order.warehouse_id, item_id)


def waits_as_a_whole(member: WaveOrder, missing: Mapping[OrderLine, int], actor: Actor) -> bool:
    """An order of which nothing is on a task stays in the wave if all that it wants is in reserve. Raises Busy."""
    order = member.order
    wanted: Counter[int] = Counter()
    for line, units in missing.items():
        wanted[line.item_id or 0] += units
    if order.state != OPEN or not wanted or not all(_covers(order, item_id, wanted[item_id]) for item_id in wanted):
        return False
    change(order, "waved", actor, state=WAVED)
    member.tasked_at = now()
    for line, units in missing.items():
        if wait_for_line(member, line, units, actor) < units:
            raise Busy  # an order took it in this very moment: what there is is looked up again
    return True


def on_stock_came(event: StockCame) -> None:
    """Handler: whatever comes into a forward bin, lines that wait for the item have it first."""
    _serve(event.warehouse_id, event.item_id, {})


def on_refilled(event: Refilled) -> None:
    """Handler: what was just put is there, also in a bin of which somebody doubted the rest."""
    _serve(event.warehouse_id, event.item_id, {event.stock_id: event.units})


def on_refill_fell_short(event: RefillFellShort) -> None:
    """Handler: what no refill brings any more is looked for once more in reserve; else the least urgent are short."""
    warehouse_id, item_id = event.warehouse_id, event.item_id
    actor = program("refill", warehouse_id)
    alone_with(warehouse_id, item_id)
    lacking = -spare(warehouse_id, item_id)
    waits = waits_for(warehouse_id, item_id) if lacking > 0 else ()
    if waits:
        cause = Cause(WAVE, waits[0].wave_id, waits[0].due_at)
        lacking -= raise_for(warehouse_id, db.session.get_one(Item, item_id), lacking, cause, actor)
    for wait in reversed(waits):
        units = min(lacking, wait.units)
        if units > 0:
            _come_short(wait, units, actor)
            lacking -= units


def _covers(order: Order, item_id: int, units: int) -> bool:
    return may_be_covered(order.warehouse_id, item_id, units - _free(order.warehouse_id, item_id))


def _free(warehouse_id: int, item_id: int) -> int:
    return sum(stock.available for stock in free_stock(warehouse_id, item_id))


def _serve(warehouse_id: int, item_id: int, certain: Mapping[int, int]) -> None:
    """`certain`: units by stock that were seen there just now, whatever is doubted of it."""
    actor = program("refill", warehouse_id)
    doubted = {stock_id: units for stock_id, units in certain.items() if _is_doubted(stock_id)}
    for wait in waits_for(warehouse_id, item_id):
        line = db.session.get_one(OrderLine, wait.order_line_id)
        held = {"key_share": True}
        order = db.session.get_one(Order, line.order_id, with_for_update=held, populate_existing=True)
        kept = _keep(line, wait.units, order.warehouse_id, doubted)
        waiting = wait
        for allocation in kept:
            waiting = _put(line, waiting, allocation, actor)


def _keep(line: OrderLine, units: int, warehouse_id: int, doubted: dict[int, int]) -> list[Allocation]:
    kept = []
    for stock in free_stock(warehouse_id, line.item_id or 0):
        allocation = reserve(stock, min(units, stock.available), line.id) if units else None
        if allocation is not None:
            kept.append(allocation)
            units -= allocation.quantity
    for stock_id, there in list(doubted.items()):
        stock = db.session.get_one(Stock, stock_id, populate_existing=True)
        share = min(units, there, stock.available)
        allocation = reserve(stock, share, line.id, is_seen=True) if share else None
        if allocation is not None:
            kept.append(allocation)
            doubted[stock_id] -= share
            units -= share
    return kept


def _put(line: OrderLine, wait: RefillWait, allocation: Allocation, actor: Actor) -> RefillWait:
    """Onto the walk that waits for it, or a new one; what waits on. Raises Busy where the line changed just now."""
    units = allocation.quantity
    if not guarded_update(line, units <= TO_ALLOCATE, allocated=OrderLine.allocated + units):
        raise Busy
    stop_id = put_on_walk(line, allocation, actor)
    return serve(wait, units, stop_id, actor)


def _is_doubted(stock_id: int) -> bool:
    return db.session.get_one(Stock, stock_id, populate_existing=True).doubted_at is not None


def _come_short(wait: RefillWait, units: int, actor: Actor) -> None:
    """As if it had not lain anywhere from the start: the order is held for the lead."""
    line = db.session.get_one(OrderLine, wait.order_line_id)
    order = db.session.get_one(Order, line.order_id, with_for_update={"key_share": True}, populate_existing=True)
    give_up_waiting(wait, units, CAME_SHORT, actor)
    if not guarded_update(line, units <= TO_ALLOCATE, short=OrderLine.short + units):
        raise Busy
    hold_order(order, SHORT, {"sku": line.sku, "quantity": units}, actor)
    close_order(order, actor)
    finish_wave(wait.wave_id, actor)
