"""What is attached to something, shown to those who may see that something."""

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, request

from app.attachments.files import StoredFile, keep_picture, path_of
from app.attachments.models import Attachment
from app.errors import NotFound
from app.routes.current import current, own
from app.routes.judging import NotAllowed

bp = Blueprint("attachments", __name__, url_prefix="/attachments")

A_DAY = 24 * 3600
SEEN_BY: Mapping[str, frozenset[str]] = {
    "cartons": frozenset({"packer", "returns", "desk", "lead"}),
    "orders": frozenset({"desk", "lead"}),
    "manifests": frozenset({"packer", "desk", "lead"}),
    "cases": frozenset({"desk", "lead"}),
    "rmas": frozenset({"returns", "desk", "lead"}),
    "set_asides": frozenset({"stock", "lead"}),
    "strange_goods": frozenset({"stock", "desk", "lead"}),
    "return_parcels": frozenset({"returns", "desk", "lead"}),
}
"""What it belongs to → the roles of which one is enough. What is not here is shown to nobody.

Who takes returns compares what came back with how it was packed.
"""


@bp.get("/<int:attachment_id>")
def show(attachment_id: int) -> Response:
    """The picture itself; a browser takes it for nothing else, and keeps it for its worker alone."""
    attachment = own(Attachment, attachment_id)
    if not current().roles & SEEN_BY.get(attachment.entity, frozenset()):
        raise NotAllowed
    path = path_of(current_app.config["VAR"], attachment.sha256)
    if not path.is_file():
        raise NotFound
    response = Response(path.read_bytes(), mimetype=attachment.media_type)
    response.cache_control.private, response.cache_control.max_age = True, A_DAY
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def sent_picture(name: str) -> StoredFile:
    """The picture that came with the request under that name, on the disk. Raises NoPicture, PictureTooLarge."""
    file = request.files.get(name)
    content = file.stream.read() if file else b""
    if file:
        file.stream.seek(0)  # the operation's fingerprint reads it, too
    return keep_picture(current_app.config["VAR"], content)
