"""What the scale of a bench says now; nothing is changed by it, and typing always works."""

from flask import Blueprint, Response, jsonify

from app.db import db
from app.packing.keeping import scale_for
from app.packing.models import Scale
from app.packing.scales import Weight, weigh
from app.packing.scales.refusals import NoScale
from app.routes.current import current

bp = Blueprint("scales", __name__, url_prefix="/packing/scale")


@bp.get("")
def show() -> Response:
    """The weight on the scale of this bench, in grams."""
    me = current()
    answer = jsonify(grams=shown_by(scale_for(me.warehouse_id, me.device_id)).grams)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def shown_by(scale: Scale | None) -> Weight:
    """Raises NoScale, and as `weigh` does."""
    if scale is None:
        raise NoScale
    address, ask = scale.address, scale.ask
    db.session.rollback()  # a scale takes its time, and no connection is held meanwhile
    return weigh(address, ask)
