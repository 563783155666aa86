"""kuaidi100: where a parcel is, for carriers whose numbers come from elsewhere. Never tried live.

Written to its public documents of the enquiry (poll/query.do, with the table of states) and of the push service
(poll, and what it sends to a callback), and to the request classes of its own examples.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import LazyString, lazy_gettext

from app.shipping.carriers.adapter import Account, CarrierAway, CarrierRefused, Happened, Made, Wanted
from app.shipping.carriers.generic import Generic
from app.shipping.carriers.http import is_page, post_form

SHANGHAI = ZoneInfo("Asia/Shanghai")
WRITTEN = "%Y-%m-%d %H:%M:%S"
STATES = {
    "0": "in_transit",
    "1": "handed_over",
    "2": "delayed",
    "3": "delivered",
    "4": "returned",
    "5": "out_for_delivery",
    "6": "returned",
    "7": "in_transit",
    "8": "in_transit",
    "10": "in_transit",
    "11": "in_transit",
    "12": "in_transit",
    "13": "delayed",
    "14": "refused",
    "101": "made",
    "102": "made",
    "103": "handed_over",
    "203": "refused",
    "204": "delayed",
    "205": "delayed",
    "208": "delayed",
    "209": "damaged",
    "210": "damaged",
    "401": "returned",
    "501": "at_store",
    "1001": "in_transit",
    "1002": "in_transit",
    "1003": "in_transit",
}
MOST_EVENTS = 300


class Kuaidi100(Generic):
    """Numbers are given in advance, as with any carrier; what becomes of them is asked here."""

    name: ClassVar[str] = "kuaidi100"
    words: ClassVar[LazyString] = lazy_gettext("Numbers given in advance, followed by kuaidi100")
    tracks: ClassVar[bool] = True
    settings: ClassVar[Sequence[Wanted]] = (
        Wanted("address", lazy_gettext("Address of the interface"), "https://poll.kuaidi100.com"),
        Wanted("company", lazy_gettext("Code of the carrier at kuaidi100, such as yuantong")),
        Wanted("customer", lazy_gettext("Number of the shop at kuaidi100 (customer)")),
        Wanted("telephone", lazy_gettext("Telephone that some carriers want with each enquiry")),
    )
    secrets: ClassVar[Sequence[str]] = ("KEY", "SALT")
    documents: ClassVar[str] = "https://api.kuaidi100.com/document/"

    def events(self, made: Made, service: str, account: Account) -> Sequence[Happened]:
        found = _read_json(self._asked(made.number, account))
        if found.get("result") is False or "data" not in found:
            code, said = str(found.get("returnCode", "")), str(found.get("message", ""))[:200]
            if code in ("400", "503"):
                raise CarrierRefused(said)
            return ()  # 500: it knows nothing of the number yet
        return _happened(found, made.number)

    def told(self, fields: Mapping[str, str], account: Account) -> Sequence[Happened]:
        """A push: what is signed with the salt of the subscription."""
        param, salt = fields.get("param", ""), account.secrets.get("SALT", "")
        right = hashlib.md5((param + salt).encode(), usedforsecurity=False).hexdigest().upper()
        if not salt or not hmac.compare_digest(fields.get("sign", "").upper().encode(), right.encode()):
            raise CarrierRefused("sign")
        last = _read_json(param).get("lastResult")
        if not isinstance(last, dict):
            raise CarrierRefused("lastResult")
        return _happened(last, str(last.get("nu", ""))[:40])

    def thanks(self, understood: bool) -> str:
        code = "200" if understood else "500"
        return json.dumps({"result": understood, "returnCode": code, "message": "OK" if understood else "not taken"})

    def test(self, account: Account) -> str:
        return self._asked("SHELFWAYTEST", account)[:200]

    def _asked(self, number: str, account: Account) -> str:
        sent = {"com": account.settings.get("company", ""), "num": number, "resultv2": "4", "show": "0", "order": "asc"}
        if account.settings.get("telephone"):
            sent["phone"] = account.settings["telephone"]
        param = json.dumps(sent, separators=(",", ":"), ensure_ascii=False)
        key, customer = account.secrets.get("KEY", ""), account.settings.get("customer", "")
        sign = hashlib.md5((param + key + customer).encode(), usedforsecurity=False).hexdigest().upper()
        answer = post_form(f"{account.address}/poll/query.do", {"customer": customer, "sign": sign, "param": param})
        if is_page(answer):
            raise CarrierAway("a web page")
        return answer


def _read_json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise CarrierAway("no JSON") from None
    if not isinstance(found, dict):
        raise CarrierAway("no JSON object")
    return found


def _happened(found: Mapping[str, Any], number: str) -> list[Happened]:
    """Each step with its own state where it has one; the newest has that of the whole otherwise."""
    steps = found.get("data")
    rows = [row for row in steps if isinstance(row, dict)][:MOST_EVENTS] if isinstance(steps, list) else []
    told = [(at, row) for row in rows if (at := _moment(row)) is not None]
    told.sort(key=lambda pair: pair[0])
    newest = len(told) - 1
    return [
        Happened(
            at,
            _code(row, str(found.get("state", "")) if place == newest else ""),
            str(row.get("context", ""))[:300],
            str(row.get("areaName") or row.get("location") or "")[:120],
            number.upper(),
        )
        for place, (at, row) in enumerate(told)
    ]


def _code(row: Mapping[str, Any], state: str) -> str:
    own = str(row.get("statusCode", ""))
    return STATES.get(own) or STATES.get(own[:1] if len(own) == 3 else "") or STATES.get(state) or "in_transit"


def _moment(row: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.strptime(str(row.get("ftime") or row.get("time")), WRITTEN).replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
