"""One cart of a release becomes a pick task that can be claimed, in one transaction: all of it or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import bindparam, insert, update

from app.clock import now
from app.db import db, insert_rows
from app.errors import Busy
from app.events import record
from app.inventory.together import reserve_all
from app.operations import Actor, audit, change_all
from app.orders.models import OPEN, WAVED, Order, OrderLine
from app.picking.models import BULK, CartPlace, PickLine, PickTask
from app.planning.allocation import choose_stock
from app.planning.batching import Goods
from app.planning.carts import PlannedCart, Take, metres_of
from app.planning.insertion import cheapest_place
from app.planning.zones import in_turn
from app.walks.models import TODO, WITH_WAVE, Stop
from app.waves.events import TaskPutUp
from app.waves.models import Wave
from app.waves.settling import settle, still_releasing, waiting
from app.waves.snapshot import Ground, Offer, is_wanted, on_offer

_ALLOCATE = (
    update(OrderLine)
    .where(
        OrderLine.id == bindparam("line"),
        OrderLine.allocated + OrderLine.short + OrderLine.cancelled + OrderLine.substituted + bindparam("units")
        <= OrderLine.quantity,
    )
    .values(allocated=OrderLine.allocated + bindparam("units"))
)
OF_STOP = ("kind", "walk_id", "position", "location_id", "state")
_STOPS = Stop.__table__
_ADD_STOPS = insert(_STOPS).returning(_STOPS.c.id, sort_by_parameter_order=True)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Kept:
    """Goods of the walk that are reserved now."""

    take: Take
    allocation_id: int


def put_up(cart: PlannedCart, ground: Ground, offer: Offer, actor: Actor) -> list[int]:
    """Reserve what the cart is to carry, and put up its task, or one for each zone that passes it on; their ids.

    What somebody else took meanwhile comes from elsewhere. The wave's row is held, so that two workers on one release
    do not double it. Orders that were held or cancelled meanwhile are left out. What is missing of an order that this
    cart closes is named on the order.
    """
    if not still_releasing(ground.wave_id):
        return []
    members = waiting(ground.wave_id, {take.order_id for take in cart.takes})
    orders = {order_id: member.order for order_id, member in members.items() if is_wanted(member.order)}
    lines = {line.id: line for order in orders.values() for line in order.lines}
    kept = _keep(_still_wanted(cart.takes, lines), lines, ground, offer)
    allocated = _count(kept)
    made = _write(kept, orders, ground, offer, actor) if kept else []
    for order_id in sorted(cart.closes & members.keys()):
        settle(members[order_id], actor, allocated)
    return made


def _still_wanted(takes: Iterable[Take], lines: dict[int, OrderLine]) -> list[Take]:
    """What of the plan the lines still want."""
    left = {line.id: line.to_allocate for line in lines.values()}
    wanted = []
    for take in takes:
        units = min(take.goods.units, left.get(take.goods.line_id, 0))
        if units:
            left[take.goods.line_id] -= units
            wanted.append(replace(take, goods=replace(take.goods, units=units)))
    return wanted


def _keep(takes: list[Take], lines: dict[int, OrderLine], ground: Ground, offer: Offer) -> list[Kept]:
    allocations = _reserve(takes)
    kept = [Kept(take, made) for take, made in zip(takes, allocations, strict=True) if made]
    for take, made in zip(takes, allocations, strict=True):
        if made is None:
            _keep_elsewhere(take, lines[take.goods.line_id], kept, ground, offer)
    return kept


def _reserve(takes: list[Take]) -> list[int | None]:
    return reserve_all([(take.goods.stock_id, take.goods.units, take.goods.line_id) for take in takes])


def _keep_elsewhere(take: Take, line: OrderLine, kept: list[Kept], ground: Ground, offer: Offer) -> None:
    """Somebody was first: the item's other bins are tried, and a new stop goes where it costs the fewest metres."""
    if line.item_id is None:
        return
    now_there = on_offer(ground, [line.item_id])
    offer.spots.update(now_there.spots)
    near = [one.take.goods.cell for one in kept if one.take.goods.cell]
    stocks, strategy = now_there.stocks.get(line.item_id, []), ground.strategy_of(line.item_id)
    chosen = choose_stock(take.goods.units, stocks, strategy, near, ground.place.layout)
    for stock_id, units in chosen:
        instead = Take(take.order_id, Goods(line.id, stock_id, units, offer.spots[stock_id].cell))
        [allocation_id] = _reserve([instead])
        if allocation_id:
            kept.insert(_place_in(kept, instead, ground), Kept(instead, allocation_id))


def _place_in(kept: list[Kept], take: Take, ground: Ground) -> int:
    place, cell = ground.place, take.goods.cell
    walk = [one.take.goods.cell for one in kept]
    inside = [at for at in walk if at]
    if place.layout is None or place.start is None or cell is None or len(inside) < len(walk):
        return len(kept)
    return cheapest_place(place.layout, place.start, inside, cell)


def _count(kept: list[Kept]) -> dict[int, int]:
    """Count what is reserved on the order lines; units by line. A pick may change the same line, so it is guarded."""
    units: dict[int, int] = {}
    for one in kept:
        line_id = one.take.goods.line_id
        units[line_id] = units.get(line_id, 0) + one.take.goods.units
    params = [{"line": line_id, "units": units[line_id]} for line_id in sorted(units)]
    if params and db.session.connection().execute(_ALLOCATE, params).rowcount != len(params):
        raise Busy
    return units


def _write(kept: list[Kept], orders: dict[int, Order], ground: Ground, offer: Offer, actor: Actor) -> list[int]:
    mine = [orders[order_id] for order_id in dict.fromkeys(one.take.order_id for one in kept)]
    places: dict[int, CartPlace] = {}
    before: PickTask | None = None
    made: list[int] = []
    for leg in _legs(kept, ground, offer):
        task = _task(leg, before, mine, ground)
        _add_places(places, task, leg, mine)
        _add_lines(_pick_lines(task, leg, places, offer))
        lines = {"wave_id": ground.wave_id, "lines": len(leg), "metres": round(task.metres, 1)}
        audit(task, "put up", actor, {}, lines)
        record(TaskPutUp(ground.wave_id, ground.warehouse_id, task.id))
        before = task
        made.append(task.id)
    fresh = [order for order in mine if order.state == OPEN]
    change_all(fresh, "waved", actor, ground.warehouse_id, state=WAVED)
    return made


def _legs(kept: list[Kept], ground: Ground, offer: Offer) -> list[list[Kept]]:
    """What is one task: all that the cart carries, or where it is passed on what lies in one zone."""
    if not ground.is_passed_on:
        return [kept]
    lie_in = [offer.spots[one.take.goods.stock_id].zone_id for one in kept]
    return [[kept[number] for number in numbers] for numbers in in_turn(lie_in, ground.zones)]


def _task(leg: list[Kept], before: PickTask | None, mine: list[Order], ground: Ground) -> PickTask:
    """The task for a leg; it waits for the one before, and has the urgency of all that the cart carries.

    What the lead said of the wave meanwhile (its priority, that it is paused) holds for the task, too.
    """
    wave = db.session.get_one(Wave, ground.wave_id)
    task = PickTask(
        warehouse_id=ground.warehouse_id,
        wave_id=ground.wave_id,
        wave_number=ground.wave_number,
        mode=ground.mode,
        priority=max(order.priority for order in mine) if wave.priority is None else wave.priority,
        kept_back=WITH_WAVE if wave.paused_at else "",
        due_at=min((order.ship_by for order in mine if order.ship_by), default=None),
        end_id=ground.lane_id,
        metres=metres_of([cell for cell, _ in groupby(one.take.goods.cell for one in leg)], ground.place),
        waits_for_id=before.id if before else None,
        created_at=now(),
    )
    db.session.add(task)
    db.session.flush()
    return task


def _add_places(places: dict[int, CartPlace], task: PickTask, leg: list[Kept], mine: list[Order]) -> None:
    """A place on the cart for each order; in bulk, one for all. It begins with the first task that picks into it."""
    picked_for = {one.take.order_id for one in leg}
    for position, order in enumerate(mine, start=1):
        if order.id in places or order.id not in picked_for:
            continue
        if task.mode == BULK:
            common = next(iter(places.values()), None) or CartPlace(task_id=task.id, position=1, order_id=None)
            places[order.id] = common
        else:
            places[order.id] = CartPlace(task_id=task.id, position=position, order_id=order.id)
    db.session.add_all(set(places.values()))
    db.session.flush()


def _add_lines(lines: list[dict[str, object]]) -> None:
    """Each a stop and a pick line, past the unit of work: nobody looks at them again in this transaction."""
    ids = db.session.connection().scalars(_ADD_STOPS, [{name: line[name] for name in OF_STOP} for line in lines])
    own = [{name: value for name, value in line.items() if name not in OF_STOP} for line in lines]
    insert_rows(PickLine, [{"id": stop_id, **line} for stop_id, line in zip(ids, own, strict=True)])


def _pick_lines(
    task: PickTask, kept: list[Kept], places: dict[int, CartPlace], offer: Offer
) -> list[dict[str, object]]:
    """Lines that are picked in one go (same bin, lot and place) share their position."""
    positions: dict[tuple[int, int, int], int] = {}
    lines = []
    for one in kept:
        spot, place = offer.spots[one.take.goods.stock_id], places[one.take.order_id]
        stop = (spot.location_id, spot.lot_id, place.id)
        lines.append(
            {
                "kind": PickLine.__mapper__.polymorphic_identity,
                "walk_id": task.id,
                "position": positions.setdefault(stop, len(positions) + 1),
                "location_id": spot.location_id,
                "state": TODO,
                "order_line_id": one.take.goods.line_id,
                "allocation_id": one.allocation_id,
                "lot_id": spot.lot_id,
                "place_id": place.id,
                "quantity": one.take.goods.units,
                "picked": 0,
                "short": 0,
                "short_reason": "",
            }
        )
    return lines
