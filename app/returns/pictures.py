"""Photographs that somebody adds to a return."""

from collections.abc import Sequence

from app.attachments.commands import attach
from app.attachments.errors import NoPicture
from app.attachments.files import StoredFile
from app.attachments.models import PHOTOGRAPH
from app.operations import Actor, audit
from app.returns.models import Rma


def add_picture(rma: Rma, pictures: Sequence[StoredFile], actor: Actor) -> dict[str, int]:
    """Raises NoPicture for none, and TooManyAttachments."""
    if not pictures:
        raise NoPicture
    for picture in pictures:
        attach(rma, PHOTOGRAPH, picture, actor)
    audit(rma, "photograph added", actor, {}, {"photographs": len(pictures)})
    return {"rma_id": rma.id}
