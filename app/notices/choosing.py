"""What a shop tells its customers, as its admin chooses it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import db
from app.errors import DomainError
from app.languages import LANGUAGES
from app.notices.models import EMAIL, WEBHOOK, NoticeSettings, NoticeText
from app.notices.sending.addresses import is_address
from app.notices.steps import STEPS
from app.notices.wording import Text, check_text
from app.operations import Actor, audit, change
from app.warehouse.models import Warehouse

WAYS = (EMAIL, WEBHOOK)
LONGEST_NAME, LONGEST_WORDS, LONGEST_URL = 60, 1000, 300


class ShopUnclear(DomainError):
    code = "shop_unclear"
    status = 422
    message = lazy_gettext("The shop needs a name of at most 60 letters, and words on returns of at most 1,000.")


class ReplyUnclear(DomainError):
    code = "reply_unclear"
    status = 422
    message = lazy_gettext("%(address)s is no e-mail address. Write one such as shop@example.com, or none.")


class WebhookUnclear(DomainError):
    code = "webhook_unclear"
    status = 422
    message = lazy_gettext("Write the webhook's whole address, such as https://shop.example.com/notices, or none.")


class NoSuchText(DomainError):
    code = "no_such_text"
    status = 404
    message = lazy_gettext("There is no such message. Go back and choose one of the list.")


@dataclass(frozen=True)
class Chosen:
    """What the form says; `steps` are {step: ways}, `returns` the words by language."""

    steps: Mapping[str, list[str]]
    shop: str
    contact: str
    returns: Mapping[str, str]
    language: str
    reply_to: str
    webhook_url: str


@dataclass(frozen=True)
class Settings:
    """As they are; a warehouse that never chose tells nothing."""

    steps: Mapping[str, list[str]] = field(default_factory=dict)
    shop: str = ""
    contact: str = ""
    returns: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    reply_to: str = ""
    webhook_url: str = ""

    def ways(self, step: str) -> list[str]:
        return [way for way in self.steps.get(step, ()) if way in WAYS and (way == EMAIL or self.webhook_url)]


def notice_settings(warehouse: Warehouse) -> Settings:
    """What the shop of the warehouse chose."""
    row = _row(warehouse.id)
    if row is None:
        return Settings(shop=warehouse.name)
    return Settings(
        row.steps,
        row.shop.get("name") or warehouse.name,
        row.shop.get("contact", ""),
        row.shop.get("returns", {}),
        row.language,
        row.reply_to,
        row.webhook_url,
    )


def choose_notices(warehouse: Warehouse, chosen: Chosen, actor: Actor) -> dict[str, int]:
    """All at once; nothing is changed when something is not understood."""
    values = _checked(chosen)
    row = _row(warehouse.id)
    if row is None:
        row = NoticeSettings(warehouse_id=warehouse.id, **values)
        db.session.add(row)
        audit(row, "chosen", actor, {}, values)
    else:
        change(row, "chosen", actor, **values)
    return {"warehouse_id": warehouse.id}


def change_text(warehouse: Warehouse, step: str, language: str, text: Text, actor: Actor) -> dict[str, int]:
    """The shop's own words for the step from now on. Raises NoSuchText, TextUnclear or TextTooLong."""
    _require(step, language)
    text = Text(" ".join(text.subject.split()), text.body.replace("\r\n", "\n").strip())
    check_text(text)
    own = _own_text(warehouse.id, step, language)
    if own is None:
        own = NoticeText(warehouse_id=warehouse.id, step=step, language=language, subject="", body="")
        db.session.add(own)
        db.session.flush()
    change(own, "text changed", actor, subject=text.subject, body=text.body)
    return {"warehouse_id": warehouse.id}


def back_to_usual(warehouse: Warehouse, step: str, language: str, actor: Actor) -> dict[str, int]:
    """The usual words again; where they are already, nothing changes."""
    _require(step, language)
    own = _own_text(warehouse.id, step, language)
    if own:
        audit(own, "usual again", actor, {"subject": own.subject, "body": own.body}, {})
        db.session.delete(own)
    return {"warehouse_id": warehouse.id}


def _checked(chosen: Chosen) -> dict[str, object]:
    name, contact = " ".join(chosen.shop.split()), " ".join(chosen.contact.split())
    returns = {key: words.strip() for key, words in chosen.returns.items() if key in LANGUAGES and words.strip()}
    fits = 0 < len(name) <= LONGEST_NAME and name.isprintable() and len(contact) <= LONGEST_NAME * 2
    if not fits or any(len(words) > LONGEST_WORDS for words in returns.values()):
        raise ShopUnclear
    if chosen.reply_to and not is_address(chosen.reply_to):
        raise ReplyUnclear(address=chosen.reply_to[:120])
    if chosen.webhook_url and not _is_url(chosen.webhook_url):
        raise WebhookUnclear
    return {
        "steps": {step: [way for way in WAYS if way in chosen.steps.get(step, ())] for step in STEPS},
        "shop": {"name": name, "contact": contact, "returns": returns},
        "language": chosen.language if chosen.language in LANGUAGES else "en",
        "reply_to": chosen.reply_to,
        "webhook_url": chosen.webhook_url,
    }


def _is_url(text: str) -> bool:
    if len(text) > LONGEST_URL or not text.isascii() or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
        )
    except ValueError:
        return False


def _require(step: str, language: str) -> None:
    if step not in STEPS or language not in LANGUAGES:
        raise NoSuchText


def _row(warehouse_id: int) -> NoticeSettings | None:
    return db.session.scalars(select(NoticeSettings).where(NoticeSettings.warehouse_id == warehouse_id)).first()


def _own_text(warehouse_id: int, step: str, language: str) -> NoticeText | None:
    mine = (NoticeText.warehouse_id == warehouse_id, NoticeText.step == step, NoticeText.language == language)
    return db.session.scalars(select(NoticeText).where(*mine)).first()
