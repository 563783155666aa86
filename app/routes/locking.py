"""The idle lock of a handheld: what its page needs to know the same worker's badge again, also without network."""

import hashlib
import secrets

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext
from markupsafe import Markup

from app.errors import DomainError
from app.routes.current import current, signed_in
from app.warehouse.queries import warehouse_of
from app.warehouse.settings import settings_of
from app.workers.queries import badge_hash_of
from app.workers.secrets import hash_badge

bp = Blueprint("locking", __name__)


class OtherBadge(DomainError):
    code = "other_badge"
    status = 403
    message = lazy_gettext("This is not the badge that opens it.")


@bp.post("/unlocks")
def create_unlock() -> Response:
    """For browsers that compute no hashes, as on plain HTTP. Raises OtherBadge."""
    if not secrets.compare_digest(hash_badge(request.form.get("badge", "")), badge_hash_of(current().worker_id)):
        raise OtherBadge
    return Response(status=204)


def lock_data() -> Markup:
    """Attributes of the page's body: whose shift it is, after how many idle minutes it locks, and the salted badge.

    The badge itself is eighty random bits, which nobody finds from its hash.
    """
    worker = signed_in()
    if worker is None:
        return Markup("")
    salt = secrets.token_hex(8)
    kept = hashlib.sha256((salt + badge_hash_of(worker.worker_id)).encode()).hexdigest()
    idle = settings_of(warehouse_of(worker.warehouse_id)).idle_lock_minutes
    said = Markup(' data-worker="{}" data-shift="{}" data-idle="{}" data-lock-salt="{}" data-lock-hash="{}"')
    return said.format(worker.name, worker.session_id, idle, salt, kept)
