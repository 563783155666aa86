"""A mapping: which column is what, how lines group into orders, what is no stock and what is no order."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.orders.arrivals import NewOrder
from app.tables.rules import MappingUnclear, Rule, read_mapping, read_rules

FOLDER = Path(__file__).parent / "mappings"
LINE = {"sku", "quantity", "description", "price"}
ORDER = {field.name for field in fields(NewOrder)} - {"fingerprint", "lines", "charges", "document", "cancelled"} | {
    "status"
}
RETURN = {"number", "returned_at", "customer_number", "order_number", "sku", "quantity", "reason", "note"}
SECTIONS = {"channel", "format", "order", "line", "return", "charges", "cancellations", "not_orders"}
NESTED = {
    "format": {"placed_at", "time_zone", "decimal"},
    "charges": {"codes", "prefixes"},
    "cancellations": {"status", "number_prefixes"},
    "not_orders": {"number_prefixes", "free_and_nameless"},
}


@dataclass(frozen=True)
class OrderMapping:
    """`zone` is None where the warehouse's own clock counts.

    `returns` are the rules for a file of returns, nothing where the channel has none. Where they lie among its orders,
    as credit notes, the numbers of both tell them apart (`credit_notes_only`).
    """

    channel: str
    order: dict[str, Rule]
    line: dict[str, Rule]
    placed_at_format: str = ""
    zone: ZoneInfo | None = None
    decimal: str = "."
    charge_codes: frozenset[str] = frozenset()
    charge_prefixes: tuple[str, ...] = ()
    cancelled_status: str = ""
    credit_note_prefixes: tuple[str, ...] = ()
    not_order_prefixes: tuple[str, ...] = ()
    free_and_nameless: bool = False
    returns: dict[str, Rule] = field(default_factory=dict)
    credit_notes_only: bool = False

    @property
    def rules(self) -> dict[str, Rule]:
        return {**self.order, **self.line}

    def is_charge(self, sku: str) -> bool:
        """Whether the code stands for money only."""
        code = sku.upper()
        return code in self.charge_codes or (bool(self.charge_prefixes) and code.startswith(self.charge_prefixes))


def order_mapping(name: str) -> OrderMapping:
    """The mapping of that name, or from a file. Raises NoSuchMapping or MappingUnclear."""
    given = read_mapping(name, FOLDER)
    _check_keys(given, name)
    form, charges = given.get("format", {}), given.get("charges", {})
    cancelled, not_orders = given.get("cancellations", {}), given.get("not_orders", {})
    order, line = read_rules(given.get("order"), ORDER, name), read_rules(given.get("line"), LINE, name)
    for key in {"number"} - order.keys() | {"sku", "quantity"} - line.keys():
        raise MappingUnclear(name=name, key=key)
    return OrderMapping(
        channel=str(given.get("channel", name))[:40],
        order=order,
        line=line,
        placed_at_format=form.get("placed_at", ""),
        zone=_zone(form.get("time_zone"), name),
        decimal=form.get("decimal", "."),
        charge_codes=frozenset(code.upper() for code in charges.get("codes", ())),
        charge_prefixes=tuple(prefix.upper() for prefix in charges.get("prefixes", ())),
        cancelled_status=cancelled.get("status", ""),
        credit_note_prefixes=tuple(cancelled.get("number_prefixes", ())),
        not_order_prefixes=tuple(not_orders.get("number_prefixes", ())),
        free_and_nameless=not_orders.get("free_and_nameless", False),
        returns=_returns(given, order, line, name),
        credit_notes_only="return" not in given,
    )


def _returns(given: dict[str, Any], order: dict[str, Rule], line: dict[str, Rule], name: str) -> dict[str, Rule]:
    """As the mapping says; credit notes have the columns of the orders among which they lie."""
    if "return" in given:
        rules = read_rules(given["return"], RETURN, name)
        for key in sorted({"number", "sku", "quantity"} - rules.keys()):
            raise MappingUnclear(name=name, key=f"[return] {key}")
        return rules
    if not given.get("cancellations", {}).get("number_prefixes"):
        return {}
    rules = {one: order[one] for one in ("number", "customer_number") if one in order}
    rules |= {"sku": line["sku"], "quantity": line["quantity"]}
    return rules | ({"returned_at": order["placed_at"]} if "placed_at" in order else {})


def _check_keys(given: dict[str, Any], name: str) -> None:
    for key in given.keys() - SECTIONS:
        raise MappingUnclear(name=name, key=key)
    for section, known in NESTED.items():
        inside = given.get(section, {})
        for key in inside.keys() - known if isinstance(inside, dict) else {section}:
            raise MappingUnclear(name=name, key=f"[{section}] {key}")


def _zone(name: str | None, mapping: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        raise MappingUnclear(name=mapping, key="[format] time_zone") from None
