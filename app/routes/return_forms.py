"""What a form says of a return that is to be opened: the same fields on the customer's page and at the desk."""

from collections.abc import Sequence

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from app.attachments.files import StoredFile, keep_picture
from app.attachments.smaller import smaller
from app.orders.models import Order
from app.returns.commands.open_rma import Choice, Wanted

MOST = 1_000_000
"""No order has more of a thing; a longer number is none that somebody typed."""


def wanted_return(order: Order, opened_by: str, pictures: Sequence[StoredFile] = ()) -> Wanted:
    """Lines with a quantity are chosen; what is no number counts as one that no order has."""
    form = request.form
    return Wanted(
        choices=[choice for line in order.lines if (choice := _choice(line.id)) is not None],
        wish=form.get("wish", ""),
        note=form.get("note", ""),
        photographs=len(sent_photographs()),
        opened_by=opened_by,
        beyond=form.get("beyond", ""),
        pictures=pictures,
    )


def _choice(line_id: int) -> Choice | None:
    form = request.form
    text = form.get(f"quantity_{line_id}", "").strip()
    if text in ("", "0"):
        return None
    quantity = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else MOST
    return Choice(line_id, quantity, form.get(f"reason_{line_id}", ""), form.get(f"note_{line_id}", ""))


def sent_photographs() -> list[FileStorage]:
    return [file for file in request.files.getlist("photograph") if file.filename]


def kept_photographs() -> list[StoredFile]:
    """On the disk, small. Raises NoPicture or PhotographTooLarge; nothing is kept then that a row names."""
    kept = []
    for file in sent_photographs():
        content = file.stream.read()
        file.stream.seek(0)  # the operation's fingerprint reads it, too
        kept.append(keep_picture(current_app.config["VAR"], smaller(content)))
    return kept
