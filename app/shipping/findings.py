"""Why a carton gets no label, or a service is not taken: a reason with what fills its words, told when it is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString, lazy_gettext

from app.languages import as_read
from app.orders.holds import PART_WORDS

PARTS: dict[str, LazyString] = PART_WORDS | {
    "house_number": lazy_gettext("house number"),
    "floor": lazy_gettext("floor"),
    "store_code": lazy_gettext("store code"),
    "telephone": lazy_gettext("telephone"),
    "region": lazy_gettext("region"),
}
FLAGS: dict[str, LazyString] = {
    "fragile": lazy_gettext("fragile goods"),
    "liquid": lazy_gettext("liquids"),
    "dangerous": lazy_gettext("dangerous goods"),
    "keep_upright": lazy_gettext("goods that stand upright"),
    "perishable": lazy_gettext("perishable goods"),
}
CUSTOMS: dict[str, LazyString] = {
    "customs_code": lazy_gettext("customs code"),
    "customs_name": lazy_gettext("customs name"),
    "origin": lazy_gettext("country of origin"),
    "value": lazy_gettext("price"),
    "weight": lazy_gettext("weight"),
}
WORDS: dict[str, LazyString] = {
    "held": lazy_gettext("The order is held. Release the hold first."),
    "address_lacks": lazy_gettext("The address lacks: %(parts)s. Ask the customer, then mend the address."),
    "country_unknown": lazy_gettext("Nobody knows the country “%(country)s”. Write it as two letters, such as TW."),
    "telephone_lacks": lazy_gettext("There is no telephone number to call. Ask the customer, then mend the address."),
    "mobile_lacks": lazy_gettext(
        "%(carrier)s sends a message to the customer: a mobile number of the form 0912345678 is needed."
    ),
    "customs_lacks": lazy_gettext("The customs want of %(sku)s: %(parts)s. Write it down at the item."),
    "sender_lacks": lazy_gettext("The sender's address lacks: %(parts)s. An admin writes it down at the carrier."),
    "mode": lazy_gettext("It does not deliver that way."),
    "country": lazy_gettext("It does not deliver to %(country)s."),
    "postcode": lazy_gettext("It does not deliver to the postcode %(postcode)s."),
    "store": lazy_gettext("The store %(store)s is not one of its stores."),
    "weight_unknown": lazy_gettext("Nobody knows what it weighs. Weigh the carton."),
    "weight": lazy_gettext("It weighs %(weight)s kg, and at most %(most)s kg are taken."),
    "sides_unknown": lazy_gettext(
        "Nobody knows how large the carton is: it is none of ours, and nobody measured it. "
        "Measure it and write that down beside its waybill, or open it again and say which carton it is."
    ),
    "longest": lazy_gettext("Its longest side is %(side)s cm, and at most %(most)s cm are taken."),
    "sides": lazy_gettext("Its three sides make %(sides)s cm, and at most %(most)s cm are taken."),
    "goods": lazy_gettext("It does not take %(goods)s."),
    "no_cash": lazy_gettext("It does not collect cash on delivery."),
    "cash": lazy_gettext("It collects at most %(most)s, and %(amount)s are to be collected."),
    "cash_unknown": lazy_gettext("The order has no amount to collect. Ask the shop, then mend the order."),
    "whole_cash": lazy_gettext("It collects whole amounts only, and %(amount)s are to be collected."),
    "not_insured": lazy_gettext("It insures nothing."),
    "insured": lazy_gettext("It insures up to %(most)s, and %(amount)s are asked for."),
    "value": lazy_gettext("Goods for %(amount)s are more than its limit of %(most)s."),
    "no_price": lazy_gettext("Its price table has no price for this destination and weight."),
    "not_set_up": lazy_gettext("It is not set up yet: %(names)s. Ask an admin."),
    "too_late": lazy_gettext("It would leave or arrive after what was promised."),
    "dearer": lazy_gettext("%(price)s, which is dearer."),
    "not_wished": lazy_gettext("The customer wishes for another."),
    "slower": lazy_gettext("The same price, and no sooner there."),
    "wished": lazy_gettext("The customer wishes for it."),
    "only": lazy_gettext("It is the only one that takes this carton."),
    "cheapest": lazy_gettext("It is the cheapest that keeps the promise."),
    "late_but": lazy_gettext("None keeps the promise; it is the cheapest."),
    "by_hand": lazy_gettext("Chosen by hand."),
    "from_pile": lazy_gettext("Its number was scanned from the pile."),
    "wish_unknown": lazy_gettext("The customer wishes for “%(wish)s”, which nobody here knows."),
    "wish_refused": lazy_gettext("The customer wishes for %(wish)s, which does not take it."),
}


@dataclass(frozen=True)
class Finding:
    """`params` are what JSON can keep."""

    reason: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """As a person reads it."""
        return finding_words(self.reason, self.params)


def finding_words(reason: str, params: dict[str, Any]) -> str:
    told = {name: as_read(name, value) for name, value in params.items()}
    for name, known in (("parts", PARTS | CUSTOMS), ("goods", FLAGS)):
        if isinstance(told.get(name), list):
            told[name] = ", ".join(str(known.get(one, one)) for one in told[name])
    words = WORDS.get(reason)
    return str(words) % told if words else reason


def all_words(findings: Iterable[Finding]) -> str:
    """All of them in one line."""
    return " ".join(str(finding) for finding in findings)
