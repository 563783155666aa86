"""ECPay's logistics interface as its document tells it: it checks what it is sent, and keeps what it made."""

import hashlib
import re
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urlencode

from tests.shipping.emulators.server import Emulator

KEY, IV, MERCHANT = "XBERn1YOvpM9nfZc", "h1ONHk4P4yqbl5LK", "2000933"
NEEDED = {
    "CVS": ("ReceiverStoreID", "ReceiverCellPhone", "SenderCellPhone"),
    "HOME": ("SenderZipCode", "SenderAddress", "ReceiverZipCode", "ReceiverAddress", "Specification", "Temperature"),
}
FORBIDDEN = re.compile(r"[\^'`!@#%&*+\\\"<>|_\[\]]")


def mac(fields: dict[str, str], key: str = KEY, iv: str = IV) -> str:
    """Written from the appendix, apart from the program's own."""
    names = sorted((name for name in fields if name != "CheckMacValue"), key=str.lower)
    text = f"HashKey={key}&" + "".join(f"{name}={fields[name]}&" for name in names) + f"HashIV={iv}"
    encoded = quote_plus(text, safe="-_.!*()").lower()
    return hashlib.md5(encoded.encode()).hexdigest().upper()


@dataclass
class EcpayBook:
    """What it made, by the shop's own number; `refuses` and `keeps` are why it makes or cancels nothing."""

    made: dict[str, dict[str, str]] = field(default_factory=dict)
    cancelled: list[str] = field(default_factory=list)
    wrong_signature: bool = False
    refuses: str = ""
    keeps: str = ""

    def answer(self, path: str, fields: dict[str, str]) -> str:
        if fields.get("CheckMacValue") != mac(fields):
            return "0|CheckMacValue Error"
        if fields.get("MerchantID") != MERCHANT:
            return "0|MerchantID Error"
        known = {
            "/Express/Create": self._create,
            "/Helper/QueryLogisticsTradeInfo/V5": self._query,
            "/Express/CancelC2COrder": self._cancel,
        }
        if path.startswith(("/Express/Print", "/helper/print")):
            return f"<html><body>{fields['AllPayLogisticsID']}</body></html>"
        return known[path](fields)

    def _create(self, fields: dict[str, str]) -> str:
        wrong = self.refuses or self._wrong(fields)
        if wrong:
            return f"0|{wrong}"
        serial = len(self.made) + 1
        is_store = fields["LogisticsType"] == "CVS"
        said = {
            "MerchantID": MERCHANT,
            "MerchantTradeNo": fields["MerchantTradeNo"],
            "RtnCode": "300",
            "RtnMsg": "訂單處理中(已收到訂單資料)",
            "AllPayLogisticsID": str(1718545 + serial),
            "LogisticsType": fields["LogisticsType"],
            "LogisticsSubType": fields["LogisticsSubType"],
            "GoodsAmount": fields["GoodsAmount"],
            "CVSPaymentNo": f"G{6544500 + serial}" if is_store else "",
            "CVSValidationNo": "7175" if fields["LogisticsSubType"] == "UNIMARTC2C" else "",
            "BookingNote": "" if is_store else f"90000{serial:07}",
        }
        self.made[fields["MerchantTradeNo"]] = said
        return f"1|{self._signed(said)}"

    def _wrong(self, fields: dict[str, str]) -> str:
        missing = [name for name in NEEDED[fields["LogisticsType"]] if not fields.get(name)]
        if missing:
            return f"{missing[0]} is required."
        if fields["MerchantTradeNo"] in self.made or not re.fullmatch("[A-Za-z0-9]{1,20}", fields["MerchantTradeNo"]):
            return "MerchantTradeNo Error"
        if not re.fullmatch(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d", fields["MerchantTradeDate"]):
            return "MerchantTradeDate Error"
        if any(FORBIDDEN.search(fields.get(name, "")) for name in ("GoodsName", "SenderName", "ReceiverName")):
            return "Name Error"
        if not 1 <= int(fields["GoodsAmount"]) <= 20000:
            return "10500040 GoodsAmount Error"
        if fields["LogisticsSubType"] == "POST" and not fields.get("GoodsWeight"):
            return "GoodsWeight is required."
        return ""

    def _query(self, fields: dict[str, str]) -> str:
        by_id = {one["AllPayLogisticsID"]: one for one in self.made.values()}
        found = self.made.get(fields.get("MerchantTradeNo", "")) or by_id.get(fields.get("AllPayLogisticsID", ""))
        if found is None:
            return "0|No such order"
        return self._signed(found | {"LogisticsStatus": found.get("LogisticsStatus", "300")})

    def _cancel(self, fields: dict[str, str]) -> str:
        if self.keeps:
            return f"0|{self.keeps}"
        self.cancelled.append(fields["CVSPaymentNo"] + fields["CVSValidationNo"])
        return "1|OK"

    def _signed(self, fields: dict[str, str]) -> str:
        signature = "0" * 32 if self.wrong_signature else mac(fields)
        return urlencode(fields | {"CheckMacValue": signature})


def ecpay() -> tuple[Emulator, EcpayBook]:
    book = EcpayBook()
    return Emulator(book.answer), book
