"""What a code is, for a handheld that does not know it."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.routes.current import current
from app.scanning import NoCode, UnknownCode, meaning_of

bp = Blueprint("scanning", __name__)


@bp.get("/scanning/meanings")
def meaning() -> ResponseReturnValue:
    try:
        found = meaning_of(current().warehouse_id, request.args.get("code", ""))
    except (NoCode, UnknownCode) as unknown:
        return {"kind": "unknown", "message": str(unknown)}, 404
    return {"kind": found.kind, "name": found.name}
