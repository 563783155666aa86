"""The totes that a walk's new picker takes over: from a lane, or from the cart of who had the walk before."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.picking.models import CartPlace, Pick, PickLine, PickTask, ToteUse
from app.picking.queries import places_of_task
from app.warehouse.models import Location


def awaited_on(task: PickTask) -> Sequence[ToteUse]:
    """Totes that the walk's picker has still to scan to the cart."""
    mine = [place for place in places_of_task(task) if place.task_id == task.id]
    from_lanes = [place.passed_on for place in mine if place.passed_on]
    return from_lanes + [use for place in mine for use in place.to_take_over]


def last_bin_of(task: PickTask) -> str:
    """The bin of the walk's last pick; empty where nothing was picked."""
    wanted = (
        select(Location.address)
        .select_from(Pick)
        .join(PickLine, PickLine.id == Pick.line_id)
        .join(Location, Location.id == PickLine.location_id)
        .where(PickLine.walk_id == task.id, Pick.undone_at.is_(None))
    )
    return db.session.scalars(wanted.order_by(Pick.id.desc()).limit(1)).first() or ""


def totes_on_cart(task: PickTask) -> Sequence[ToteUse]:
    """Totes that are known to be on the walk's cart, by place."""
    mine = [place for place in places_of_task(task) if place.task_id == task.id]
    return [use for place in mine for use in place.totes if use.is_known and not use.staged_at_id]


def missing_totes(wave_id: int) -> Sequence[ToteUse]:
    """Totes of the wave that nobody finds, the first missed first."""
    wanted = (
        select(ToteUse)
        .join(CartPlace, CartPlace.id == ToteUse.place_id)
        .join(PickTask, PickTask.id == CartPlace.task_id)
        .where(PickTask.wave_id == wave_id, ToteUse.missing_at.is_not(None), ToteUse.released_at.is_(None))
        .options(joinedload(ToteUse.tote), joinedload(ToteUse.carrier), joinedload(ToteUse.place))
    )
    return db.session.scalars(wanted.order_by(ToteUse.missing_at, ToteUse.id)).all()
