"""What an admin keeps for packing, as the page of it shows: all cartons, the channels' checks, the scales."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.orders.models import Channel
from app.packing.models import CartonType, Check, Scale


def kept_carton_types(warehouse_id: int) -> Sequence[CartonType]:
    """All of the warehouse, those in use first."""
    mine = select(CartonType).where(CartonType.warehouse_id == warehouse_id)
    return db.session.scalars(mine.order_by(CartonType.ended_at.is_not(None), CartonType.name)).all()


def kept_checks(warehouse_id: int) -> Sequence[Check]:
    """What is asked for now, channel by channel in its order."""
    wanted = select(Check).join(Channel, Channel.id == Check.channel_id)
    mine = wanted.where(Channel.warehouse_id == warehouse_id, Check.ended_at.is_(None))
    return db.session.scalars(mine.order_by(Channel.name, Check.position)).all()


def kept_scales(warehouse_id: int) -> Sequence[Scale]:
    """The one of all benches first, then those of a device."""
    mine = select(Scale).where(Scale.warehouse_id == warehouse_id).options(joinedload(Scale.device))
    return db.session.scalars(mine.order_by(Scale.device_id.is_not(None), Scale.id)).all()


def scale_at(warehouse_id: int, device_id: int | None) -> Scale | None:
    """The scale that was set for the device itself; without a device, the one of all benches."""
    mine = select(Scale).where(Scale.warehouse_id == warehouse_id, Scale.device_id == device_id)
    return db.session.scalars(mine).first()


def scale_for(warehouse_id: int, device_id: int) -> Scale | None:
    """On which scale the device's bench weighs."""
    return scale_at(warehouse_id, device_id) or scale_at(warehouse_id, None)
