"""What breaks the rules of waybills, written past the program: a carrier, a carton, its waybill, and then the harm."""

NOW = "'2026-11-23 10:00:00'"
ANAS = "SELECT {} FROM orders WHERE number = 'A1'"
CARRIER = "INSERT INTO carriers (warehouse_id, code, name, adapter, settings) " + ANAS.format(
    "warehouse_id, 'pw', 'Parcelwing', 'generic', '{}'"
)
CARTON = (
    "INSERT INTO cartons (warehouse_id, order_id, number, code, state, weighed_by, is_to_verify, reopened, opened_at,"
    " missing_reason) " + ANAS.format(f"warehouse_id, id, 1, '111', 'closed', '', FALSE, 0, {NOW}, ''")
)


def waybill(number: str) -> str:
    return (
        "INSERT INTO waybills (warehouse_id, carrier_id, carton_id, number, source, reason, label, made_at, state) "
        f"SELECT t.warehouse_id, c.id, t.id, '{number}', 'pool', '', '{{}}', {NOW}, '' FROM cartons t, carriers c"
    )


def numbers(first: int, last: int) -> str:
    return (
        "INSERT INTO number_ranges (carrier_id, prefix, digits, first, last, next, rule, suffix, warn_below, added_at) "
        f"SELECT id, 'PW', 8, {first}, {last}, {first}, 'none', '', 10, {NOW} FROM carriers"
    )


HONEST = f"{CARRIER}; {CARTON}; {waybill('PW-1')}"
WITHOUT_ITS_GUARD = "DROP INDEX uq_waybills_carton"

WAYBILLS = {
    "one waybill": f"{HONEST}; {WITHOUT_ITS_GUARD}; {waybill('PW-2')}",
    "numbers once": f"{HONEST}; UPDATE waybills SET voided_at = made_at; {waybill('pw1')}",
    "waybills of empty cartons": f"{HONEST}; UPDATE cartons SET state = 'emptied'",
    "left with a waybill": f"{CARTON}; UPDATE cartons SET state = 'shipped'",
    "waybills here": f"{HONEST}; UPDATE carriers SET warehouse_id = (SELECT max(id) FROM warehouses)",
    "number ranges": f"{CARRIER}; {numbers(1, 50)}; {numbers(50, 99)}",
}
