"""Send what waits: claimed first, so that nobody else sends it; then sent; then noted.

A process that ends between sending and noting leaves a notice that may have arrived. A webhook gets it again, for it
knows it by its id. A mail is not sent again by itself: a customer rather gets one too few than two, and a person sees
it on the order and decides.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask_babel import gettext
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from app.clock import now
from app.config import MailServer, configured
from app.db import db, guarded_update, transaction
from app.events import Event
from app.jobs import Job, enqueue
from app.notices.choosing import Settings, notice_settings
from app.notices.events import NoticesWritten
from app.notices.facts import facts_of, public_link, still_held_for
from app.notices.languages import customers_language
from app.notices.links import known_link, link_of
from app.notices.models import EMAIL, GIVEN_UP, SENT, WAITING, WEBHOOK, Notice
from app.notices.sending.mail import Letter, send_letter
from app.notices.sending.outcome import NotSent
from app.notices.sending.webhook import send_hook
from app.notices.steps import HELD
from app.notices.wording import Text, TextUnclear, said, text_of
from app.warehouse.models import Warehouse

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
"""After each try a longer one; after the last it is given up."""
TOO_LATE = timedelta(days=2)
"""What could not be sent for so long would only confuse."""
LEASE = timedelta(minutes=5)
"""Longer than any talk lasts: who has it in hand for longer has ended."""
BATCH = 20
NAME = "notices"


def send_when_committed(recorded: Sequence[Event]) -> None:
    """Subscriber: what was written is sent at once."""
    if any(isinstance(event, NoticesWritten) for event in recorded):
        enqueue(NAME, send_notices, outside=True)


def notices_to_send() -> Mapping[str, Job]:
    """Those whose time has come, written by any process or left by an earlier one."""
    return {NAME: send_notices} if db.session.scalar(_due().limit(1)) else {}


def send_notices() -> None:
    """Send some of what waits, oldest first. A server that does not answer is asked for one notice, not for each."""
    db.session.rollback()
    due = _due().add_columns(Notice.warehouse_id, Notice.way)
    away: set[tuple[int, str]] = set()
    for notice_id, warehouse_id, way in db.session.execute(due.order_by(Notice.id).limit(BATCH)).all():
        if (warehouse_id, way) in away:
            continue
        if _claim(notice_id) and not _send(notice_id):
            away.add((warehouse_id, way))
    db.session.rollback()


def _due() -> Select[int]:
    """Those that are not in hand, without mails as long as no server is known; and those that were left in hand."""
    free = and_(Notice.sending_at.is_(None), Notice.next_at <= now())
    left = Notice.sending_at < now() - LEASE
    wanted = select(Notice.id).where(Notice.state == WAITING, or_(free, left))
    if _server() is None:
        wanted = wanted.where(or_(Notice.way == WEBHOOK, Notice.written_at < now() - TOO_LATE, left))
    return wanted


def _claim(notice_id: int) -> bool:
    """Take it in hand; of two processes one gets it. What was left in hand is settled here."""
    with transaction():
        notice = db.session.get_one(Notice, notice_id)
        if notice.sending_at and notice.sending_at < now() - LEASE:
            return _settle_left(notice)
        if notice.written_at < now() - TOO_LATE:
            _give_up(notice, gettext("It waited too long to be news."))
            return False
        mine = guarded_update(
            notice,
            Notice.state == WAITING,
            Notice.sending_at.is_(None),
            sending_at=now(),
            tries=Notice.tries + 1,
        )
        if mine:
            link_of(notice.order)
        return mine


def _settle_left(notice: Notice) -> bool:
    """Whoever had it in hand ended: a webhook is sent again, a mail is left to a person."""
    left = Notice.sending_at < now() - LEASE
    if notice.way == EMAIL:
        words = gettext("The program ended while this was being sent: it may have arrived.")
        guarded_update(notice, Notice.state == WAITING, left, state=GIVEN_UP, sending_at=None, problem=words)
        return False
    return guarded_update(notice, Notice.state == WAITING, left, sending_at=now(), tries=Notice.tries + 1)


def _send(notice_id: int) -> bool:
    """Without a transaction, and without a connection to the database while others are talked to.

    Gives whether there was somebody to talk to.
    """
    whole = select(Notice).where(Notice.id == notice_id).options(joinedload(Notice.order))
    notice = db.session.scalars(whole).one()
    settings = notice_settings(db.session.get_one(Warehouse, notice.warehouse_id))
    content: dict[str, object] = {}
    try:
        _require_true(notice)
        if notice.way == EMAIL:
            letter = _letter(notice, settings)
            content = {"to": letter.to, "subject": letter.text.subject, "body": letter.text.body}
            db.session.rollback()
            send_letter(letter, _known(_server()))
        else:
            content, url = _hook(notice, settings), settings.webhook_url
            db.session.rollback()
            send_hook(url, content, configured("WEBHOOK_SECRET"), configured("WEBHOOK_PRIVATE"))
    except NotSent as problem:
        _note_problem(notice_id, problem)
        return not problem.away
    except TextUnclear as unclear:
        _note_problem(notice_id, NotSent(str(unclear)))
    else:
        _note_sent(notice_id, content)
    return True


def _require_true(notice: Notice) -> None:
    """What was mended while the notice waited is not asked for any more."""
    if notice.step == HELD and not still_held_for(notice):
        raise NotSent(gettext("The order does not wait for this any more."))


def _letter(notice: Notice, settings: Settings) -> Letter:
    link = known_link(notice.order_id)
    if link and link.quiet_at:
        raise NotSent(gettext("The customer wants no more mails about this order."))
    order, address = notice.order, public_link(notice.order)
    language = customers_language(order, settings.language)
    text = _words(notice, settings, language)
    name = f"notice-{notice.id}-{int(notice.written_at.timestamp())}"
    quiet = f"{address}/quiet" if address else ""
    return Letter(order.email.strip(), text, settings.shop, settings.reply_to, name, language, quiet)


def _words(notice: Notice, settings: Settings, language: str) -> Text:
    facts = facts_of(notice, settings, language)
    return said(text_of(notice.warehouse_id, notice.step, language), facts)


def _hook(notice: Notice, settings: Settings) -> dict[str, object]:
    """What a program needs to know of the step, and the customer's words beside it; no address."""
    language = customers_language(notice.order, settings.language)
    facts = facts_of(notice, settings, language)
    text = said(text_of(notice.warehouse_id, notice.step, language), facts)
    return {
        "id": notice.id,
        "step": notice.step,
        "written_at": notice.written_at.isoformat(),
        "order": facts["order"],
        "channel": notice.order.channel.name,
        "parcels": facts["parcels"],
        "parcel": facts["number"],
        "reasons": [hold.reason for hold in still_held_for(notice)],
        "return": notice.content.get("return"),
        "link": facts["link"],
        "language": language,
        "subject": text.subject,
        "text": text.body,
    }


def _note_sent(notice_id: int, content: dict[str, object]) -> None:
    with transaction():
        notice = db.session.get_one(Notice, notice_id)
        kept = {**notice.content, **content}
        guarded_update(
            notice,
            Notice.state == WAITING,
            state=SENT,
            sent_at=now(),
            sending_at=None,
            next_at=None,
            problem="",
            content=kept,
        )


def _note_problem(notice_id: int, problem: NotSent) -> None:
    with transaction():
        notice = db.session.get_one(Notice, notice_id)
        words = str(problem)[:300]
        if problem.maybe and notice.way == EMAIL:
            words = gettext("It was cut off at the end: it may have arrived.")
        if problem.again and notice.tries <= len(PAUSES):
            pause = PAUSES[notice.tries - 1]
            values = {"sending_at": None, "next_at": now() + pause, "problem": words}
            guarded_update(notice, Notice.state == WAITING, **values)
        else:
            _give_up(notice, words)


def _give_up(notice: Notice, words: str) -> None:
    values = {"state": GIVEN_UP, "sending_at": None, "next_at": None, "problem": words[:300]}
    guarded_update(notice, Notice.state == WAITING, **values)


def _server() -> MailServer | None:
    server: MailServer | None = configured("MAIL")
    return server


def _known(server: MailServer | None) -> MailServer:
    if server is None:
        raise NotSent(gettext("No mail server is set."), away=True)
    return server
