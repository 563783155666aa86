"""Which scale stands at which bench; only an admin says so, for the program speaks to whatever is at its address."""

from app.db import db
from app.operations import Actor, audit, change
from app.packing.keeping import scale_at
from app.packing.models import Scale
from app.packing.scales import check_address
from app.workers.models import Device


def set_scale(warehouse_id: int, device: Device | None, address: str, ask: str, actor: Actor) -> None:
    """The device weighs there from now on; without one, all that have no scale of their own. Raises ScaleUnknown."""
    address, ask = address.strip(), ask.strip()
    check_address(address, ask)
    values = {"address": address, "ask": ask}
    known = scale_at(warehouse_id, device.id if device else None)
    if known is not None:
        change(known, "changed", actor, **values)
        return
    made = Scale(warehouse_id=warehouse_id, device_id=device.id if device else None, **values)
    db.session.add(made)
    audit(made, "added", actor, {}, values | {"device": device.name if device else ""})


def remove_scale(scale: Scale, actor: Actor) -> None:
    """Its bench types, or weighs on the one of all."""
    audit(scale, "removed", actor, {"address": scale.address, "ask": scale.ask}, {})
    db.session.delete(scale)
