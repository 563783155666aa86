"""ECPay logistics: 7-ELEVEN and FamilyMart from store to store, home delivery by T-Cat and the post. Never tried live.

Written to ECPay's public logistics integration document (developers.ecpay.com.tw: pages 22414 create to a store, 22507
create home delivery, 22521 enquiry, 22526 notification, 22421 and 22426 slips, 22493 cancelling, appendix Checksum).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from time import time
from typing import ClassVar
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from flask_babel import LazyString, lazy_gettext

from app.clock import now
from app.shipping.carriers.adapter import Account, CarrierAway, CarrierRefused, Happened, Made, Wanted
from app.shipping.carriers.ecpay_fields import home_fields, said_name, store_fields
from app.shipping.carriers.ecpay_mac import check_mac, is_checked
from app.shipping.carriers.ecpay_states import code_of
from app.shipping.carriers.http import is_page, post_form
from app.shipping.carriers.plain import Plain
from app.shipping.findings import Finding
from app.shipping.parcel import Parcel

TAIPEI = ZoneInfo("Asia/Taipei")
WRITTEN = "%Y/%m/%d %H:%M:%S"
UNIMART, FAMI, TCAT, POST = "UNIMARTC2C", "FAMIC2C", "TCAT", "POST"
STORES = (UNIMART, FAMI)
SLIPS = {
    UNIMART: "/Express/PrintUniMartC2COrderInfo",
    FAMI: "/Express/PrintFAMIC2COrderInfo",
    TCAT: "/helper/printTradeDocument",
    POST: "/helper/printTradeDocument",
}
MOBILE = re.compile(r"09[0-9]{8}")
MOST_VALUE = Decimal(20000)
POST_WEIGHT_G = 20000
LONGEST_SLIP = 200 * 1024


class Ecpay(Plain):
    name: ClassVar[str] = "ecpay"
    words: ClassVar[LazyString] = lazy_gettext("ECPay logistics")
    tracks: ClassVar[bool] = True
    looks_up: ClassVar[bool] = True
    services: ClassVar[Mapping[str, LazyString]] = {
        UNIMART: lazy_gettext("7-ELEVEN, store to store"),
        FAMI: lazy_gettext("FamilyMart, store to store"),
        TCAT: lazy_gettext("T-Cat, home delivery"),
        POST: lazy_gettext("Chunghwa Post, home delivery"),
    }
    settings: ClassVar[Sequence[Wanted]] = (
        Wanted("address", lazy_gettext("Address of the interface"), "https://logistics-stage.ecpay.com.tw"),
        Wanted("merchant", lazy_gettext("Number of the shop at the carrier (MerchantID)")),
        Wanted("goods", lazy_gettext("What the goods are called on its slips"), "商品一批"),
    )
    secrets: ClassVar[Sequence[str]] = ("HASHKEY", "HASHIV")
    documents: ClassVar[str] = "https://developers.ecpay.com.tw/?p=22414"

    def objections(self, parcel: Parcel, service: str, account: Account) -> list[Finding]:
        found = self.lacks(account)
        if not account.settings.get("merchant"):
            found.append(Finding("not_set_up", {"names": "merchant"}))
        found += _sender(account, service)
        if (parcel.mode == "store") != (service in STORES):
            found.append(Finding("mode"))
        if service in STORES and not MOBILE.fullmatch(parcel.to.digits):
            found.append(Finding("mobile_lacks", {"carrier": "ECPay"}))
        if service == POST and (parcel.weight_g or 0) > POST_WEIGHT_G:
            found.append(Finding("weight", {"weight": (parcel.weight_g or 0) / 1000, "most": POST_WEIGHT_G / 1000}))
        return [*found, *_money(parcel)]

    def look_up(self, trade: str, service: str, account: Account) -> Made | None:
        answer = self._asked(account, "/Helper/QueryLogisticsTradeInfo/V5", {"MerchantTradeNo": trade, **_stamp()})
        fields = self._checked(answer, account) if "=" in answer else {}
        if not fields.get("AllPayLogisticsID"):
            return None  # "0|…": it knows nothing of that number
        return self._made(fields, service, account)

    def make(self, parcel: Parcel, service: str, trade: str, account: Account) -> Made:
        fields = {
            "MerchantTradeNo": trade,
            "MerchantTradeDate": now().astimezone(TAIPEI).strftime(WRITTEN),
            "LogisticsType": "CVS" if service in STORES else "HOME",
            "LogisticsSubType": service,
            "GoodsAmount": str(int(_goods_value(parcel))),
            "GoodsName": said_name(account.settings.get("goods") or parcel.goods, 50),
            "ServerReplyURL": account.notify_url,
            **(store_fields(parcel, account) if service in STORES else home_fields(parcel, account)),
        }
        if parcel.collects:
            fields |= {"IsCollection": "Y", "CollectionAmount": str(int(parcel.collects))}
        if service == UNIMART:
            fields["LogisticsC2CReplyURL"] = account.notify_url
        if service == POST:
            fields["GoodsWeight"] = f"{(parcel.weight_g or 0) / 1000:.3f}"
        answer = self._asked(account, "/Express/Create", fields)
        said, _, rest = answer.partition("|")
        if said != "1":
            raise _refused(answer)
        return self._made(self._checked(rest, account), service, account)

    def cancel(self, made: Made, service: str, account: Account) -> None:
        """Only 7-ELEVEN's can be cancelled; the others end by themselves when nothing is brought."""
        if service != UNIMART:
            return
        names = ("AllPayLogisticsID", "CVSPaymentNo", "CVSValidationNo")
        answer = self._asked(
            account, "/Express/CancelC2COrder", {name: str(made.label.get(name, "")) for name in names}
        )
        if answer.strip() != "1|OK":
            raise _refused(answer)

    def events(self, made: Made, service: str, account: Account) -> Sequence[Happened]:
        sent = {"AllPayLogisticsID": str(made.label.get("AllPayLogisticsID", "")), **_stamp()}
        fields = self._checked(self._asked(account, "/Helper/QueryLogisticsTradeInfo/V5", sent), account)
        status = fields.get("LogisticsStatus", "")
        if not status:
            return ()
        words = fields.get("RtnMsg") or status  # the enquiry tells no time of its own
        return (Happened(now(), code_of(status), words, number=made.number, is_dated=False),)

    def told(self, fields: Mapping[str, str], account: Account) -> Sequence[Happened]:
        merchant = account.settings.get("merchant", "")
        if not self._is_own(fields, account) or fields.get("MerchantID") != merchant:
            raise CarrierRefused("CheckMacValue")
        try:
            at = datetime.strptime(fields.get("UpdateStatusDate", ""), WRITTEN).replace(tzinfo=TAIPEI)
        except ValueError:
            raise CarrierRefused("UpdateStatusDate") from None
        number = _number(fields)
        return (Happened(at, code_of(fields.get("RtnCode", "")), fields.get("RtnMsg", "")[:300], number=number),)

    def thanks(self, understood: bool) -> str:
        return "1|OK" if understood else "0|Error"

    def test(self, account: Account) -> str:
        """Ask for a parcel that nobody made: a shop that is not known, or a wrong key, says something else."""
        sent = {"MerchantTradeNo": "SHELFWAYTEST", **_stamp()}
        return self._asked(account, "/Helper/QueryLogisticsTradeInfo/V5", sent)[:200]

    def _asked(self, account: Account, path: str, fields: Mapping[str, str]) -> str:
        sent = {"MerchantID": account.settings.get("merchant", ""), "PlatformID": "", **fields}
        key, iv = account.secrets.get("HASHKEY", ""), account.secrets.get("HASHIV", "")
        answer = post_form(account.address + path, sent | {"CheckMacValue": check_mac(sent, key, iv)})
        if is_page(answer) and path not in SLIPS.values():
            raise CarrierAway("a web page")
        return answer.strip()

    def _checked(self, answer: str, account: Account) -> dict[str, str]:
        """The answer's fields, when they are the carrier's own."""
        fields = dict(parse_qsl(answer, keep_blank_values=True, max_num_fields=100))
        if not self._is_own(fields, account):
            raise CarrierAway("CheckMacValue")
        return fields

    def _is_own(self, fields: Mapping[str, str], account: Account) -> bool:
        return is_checked(fields, account.secrets.get("HASHKEY", ""), account.secrets.get("HASHIV", ""))

    def _made(self, fields: Mapping[str, str], service: str, account: Account) -> Made:
        kept = ("AllPayLogisticsID", "CVSPaymentNo", "CVSValidationNo", "BookingNote")
        label: dict[str, str] = {name: fields[name][:40] for name in kept if fields.get(name)}
        number = _number(fields)
        if service in STORES:
            label["mailing_code"] = number
        slip = self._slip(label, service, account)
        return Made(number, label | ({"slip": slip} if slip else {}))

    def _slip(self, label: Mapping[str, str], service: str, account: Account) -> str:
        """The carrier's own slip as it prints it, a web page; without it the mailing code prints one in the store."""
        names = {UNIMART: ("CVSPaymentNo", "CVSValidationNo"), FAMI: ("CVSPaymentNo",)}.get(service, ())
        sent = {name: label.get(name, "") for name in ("AllPayLogisticsID", *names)}
        try:
            slip = self._asked(account, SLIPS[service], sent)
        except (CarrierAway, CarrierRefused):
            return ""
        return slip if is_page(slip) and len(slip) <= LONGEST_SLIP else ""


def _number(fields: Mapping[str, str]) -> str:
    """What stands on the parcel: the mailing code with its check number, the consignment number, else its own id."""
    mailing = f"{fields.get('CVSPaymentNo', '')}{fields.get('CVSValidationNo', '')}"
    number = mailing or fields.get("BookingNote", "") or fields.get("AllPayLogisticsID", "")
    if not re.fullmatch(r"[A-Za-z0-9]{4,40}", number):
        raise CarrierAway("no number")
    return number.upper()


def _stamp() -> dict[str, str]:
    return {"TimeStamp": str(int(time()))}


def _refused(answer: str) -> CarrierRefused:
    return CarrierRefused(answer.partition("|")[2][:300] or answer[:300])


def _goods_value(parcel: Parcel) -> Decimal:
    return max(Decimal(1), parcel.value or parcel.collects or Decimal(1))


def _money(parcel: Parcel) -> list[Finding]:
    found = []
    if parcel.collects and parcel.collects != int(parcel.collects):
        found.append(Finding("whole_cash", {"amount": f"{parcel.collects:.2f}"}))
    if _goods_value(parcel) > MOST_VALUE:
        found.append(Finding("value", {"amount": f"{_goods_value(parcel):.2f}", "most": int(MOST_VALUE)}))
    if parcel.collects and parcel.collects > MOST_VALUE:
        found.append(Finding("cash", {"amount": f"{parcel.collects:.2f}", "most": int(MOST_VALUE)}))
    return found


def _sender(account: Account, service: str) -> list[Finding]:
    """Who sends: a name and a mobile number for stores, an address too for home delivery."""
    sender = account.sender
    missing = [] if sender.name else ["customer"]
    if service in STORES and not MOBILE.fullmatch(sender.digits):
        missing.append("telephone")
    if service not in STORES:
        missing += [part for part in ("telephone", "postcode", "street") if not getattr(sender, part)]
    return [Finding("sender_lacks", {"parts": missing})] if missing else []
