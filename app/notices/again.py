"""Send a notice again that was given up: a person decided that the customer is to hear it."""

from flask_babel import lazy_gettext

from app.clock import now
from app.db import guarded_update
from app.errors import DomainError
from app.events import record
from app.notices.events import NoticesWritten
from app.notices.models import GIVEN_UP, WAITING, Notice
from app.operations import Actor, audit


class NoticeNotGivenUp(DomainError):
    code = "notice_not_given_up"
    message = lazy_gettext("This message is not given up: it was sent, or is sent by itself.")


def send_again(notice: Notice, actor: Actor) -> dict[str, int]:
    """Try it anew, as if it had just been written. Raises NoticeNotGivenUp."""
    problem = notice.problem
    anew = {"state": WAITING, "tries": 0, "next_at": now(), "written_at": now(), "problem": ""}
    if not guarded_update(notice, Notice.state == GIVEN_UP, **anew):
        raise NoticeNotGivenUp
    audit(notice, "sent again", actor, {"problem": problem}, {"order_id": notice.order_id})
    record(NoticesWritten(notice.warehouse_id, notice.order_id))
    return {"order_id": notice.order_id}
