"""`flask orders import` with the plain format."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.books.queries import broken_rules
from app.db import db
from app.orders.models import Order, OrderCharge, OrderHold, OrderLine
from tests.world import World

HEAD = (
    "order_number,placed_at,customer,telephone,street,city,postcode,country,delivery_mode,payment_state,amount,"
    "status,sku,quantity,price,gift_text"
)
GOOD = (
    "{number},2026-11-23 10:00,Mira Holm,01632 960123,1 Quay,Harbour,1000,GB,home,paid,,"
    "{status},{sku},{quantity},{price},{gift}"
)


def line(number: str, sku: str, quantity: object = 1, price: object = "", status: str = "", gift: str = "") -> str:
    return GOOD.format(number=number, sku=sku, quantity=quantity, price=price, status=status, gift=gift)


Import = Callable[..., str]


@pytest.fixture
def bring_in(world: World, tmp_path: Path) -> Import:
    """Writes lines below the header to a file, imports it into Riverside, gives what was printed."""

    def run(*lines: str, options: tuple[str, ...] = (), head: str = HEAD, encoding: str = "utf-8") -> str:
        file = tmp_path / "orders.csv"
        file.write_bytes("\n".join([head, *lines, ""]).encode(encoding))
        report = tmp_path / "report.csv"
        report.unlink(missing_ok=True)
        args = ["orders", "import", str(file), "--warehouse", "RIVER", "--report", str(report), *options]
        answer = world.app.test_cli_runner().invoke(args=args)
        db.session.remove()
        assert not answer.exception or isinstance(answer.exception, SystemExit), answer.exception
        return answer.output + (report.read_text("utf-8-sig") if report.exists() else "")

    return run


def order(number: str) -> Order:
    return db.session.scalars(select(Order).where(Order.number == number)).one()


def holds(number: str) -> list[str]:
    return [hold.reason for hold in order(number).holds if hold.released_at is None]


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_lines_of_one_order_need_not_lie_together(bring_in: Import) -> None:
    said = bring_in(line("1", "MUG", 2), line("2", "CARD"), line("1", "CARD", "3.0"))

    assert "2 new orders, 0 of them held; 3 lines" in said
    assert [(one.sku, one.quantity, one.item_id is not None) for one in order("1").lines] == [
        ("MUG", 2, True),
        ("CARD", 3, True),
    ]
    assert order("1").placed_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert holds("1") == []


def test_the_same_file_twice_changes_nothing(bring_in: Import) -> None:
    lines = (line("1", "MUG", 2), line("2", "CARD", 1, "4.50"), line("2", "POSTAGE", 1, "3.00"))
    bring_in(*lines)
    before = [count(table) for table in (Order, OrderLine, OrderCharge, OrderHold)]

    said = bring_in(*lines)

    assert "0 new orders" in said
    assert "2 orders were here" in said
    assert [count(table) for table in (Order, OrderLine, OrderCharge, OrderHold)] == before


def test_an_order_with_a_bad_line_is_whole_and_held_and_the_line_is_reported(bring_in: Import) -> None:
    said = bring_in(line("1", "MUG", 2), line("1", "CARD", "two"), line("2", "MUG"))

    assert "1 bad lines" in said
    assert "orders.csv,3,quantity: not a whole number," in said
    assert holds("1") == ["unreadable_line"]
    assert holds("2") == []
    readable, unreadable = order("1").lines
    assert (readable.quantity, unreadable.quantity) == (2, 0)
    assert "two" in unreadable.unreadable


@pytest.mark.parametrize(
    "bad",
    [
        line("1", "CARD", 0),
        line("1", "CARD", -2),
        line("1", "", 1),
        line("1", "CARD", 1, "-4"),
        line("1", "CARD", 1, "4,50,7"),
        line("1", "C" * 81, 1),
        line("1", "CARD", 10**9),
        "1,only two",
        '1,"never closed',
        line("1", "CARD", 1, status="cancelled"),
        line("1", "CAR\x00D", 1),
    ],
)
def test_a_bad_line_never_stops_the_import_and_never_halves_an_order(bring_in: Import, bad: str) -> None:
    said = bring_in(line("1", "MUG", 2), bad, line("2", "MUG"))

    assert "1 bad lines" in said
    assert holds("1") == ["unreadable_line"]
    assert [one.quantity for one in order("1").lines] == [2, 0]
    assert holds("2") == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("placed_at", "soon"), ("delivery_mode", "by owl"), ("payment_state", "maybe"), ("amount", "free")],
)
def test_a_bad_value_of_the_order_itself_holds_it_with_all_its_lines(bring_in: Import, column: str, value: str) -> None:
    values = line("1", "MUG", 2).split(",")
    values[HEAD.split(",").index(column)] = value

    said = bring_in(",".join(values))

    assert f"{column}: " in said
    assert "unreadable_line" in holds("1")
    assert [one.quantity for one in order("1").lines] == [2, 0]


def test_a_line_that_does_not_tell_its_order_holds_the_order_before_it(bring_in: Import) -> None:
    said = bring_in(line("1", "MUG"), line("", "CARD"), line("2", "MUG"))

    assert "no order number; taken for a line of the order before it" in said
    assert (holds("1"), holds("2")) == (["unreadable_line"], [])


def test_an_order_mended_in_the_file_comes_in_whole(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2), line("1", "CARD", "two"))

    said = bring_in(line("1", "MUG", 2), line("1", "CARD", 2))

    assert "1 came mended" in said
    assert holds("1") == []
    assert [(one.sku, one.quantity) for one in order("1").lines] == [("MUG", 2), ("CARD", 2)]


def test_a_mended_file_counts_in_all_that_it_says_of_the_order(bring_in: Import) -> None:
    head = "order_number,placed_at,email,carrier,notes,priority,payment_state,delivery_mode,sku,quantity"
    bring_in("1,2026-11-20 10:00,old@shop.example,Slow,ring,soon,paid,self,MUG,two", head=head)

    said = bring_in("1,2026-11-23 10:00,new@shop.example,Fleet,knock,7,paid,self,GHOST,2", head=head)

    assert "Items that the catalogue does not know: GHOST." in said
    mended = order("1")
    assert (mended.email, mended.carrier, mended.notes, mended.priority) == ("new@shop.example", "Fleet", "knock", 7)
    assert mended.placed_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert holds("1") == ["unknown_item"]


def test_history_with_a_bad_line_is_mended_and_stays_shipped(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2), line("1", "CARD", "two"), options=("--as-shipped",))
    assert (order("1").state, holds("1")) == ("shipped", ["unreadable_line"])

    said = bring_in(line("1", "MUG", 2), line("1", "GHOST", 4), options=("--as-shipped",))

    assert "1 came mended" in said
    assert (order("1").state, holds("1")) == ("shipped", [])
    assert [(one.sku, one.shipped) for one in order("1").lines] == [("MUG", 2), ("GHOST", 4)]
    assert broken_rules() == []


def test_an_order_that_comes_again_with_another_content_stays_as_it_is(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2))

    said = bring_in(line("1", "MUG", 5))

    assert "Order 1 is here already with another content." in said
    assert [one.quantity for one in order("1").lines] == [2]


def test_unknown_items_hold_the_order_and_are_listed(bring_in: Import) -> None:
    said = bring_in(line("1", "GHOST"), line("2", "MUG"))

    assert "Items that the catalogue does not know: GHOST." in said
    assert "an item that the catalogue does not know; its orders wait,GHOST" in said
    assert (holds("1"), holds("2")) == (["unknown_item"], [])
    assert order("1").lines[0].sku == "GHOST"


def test_an_item_may_be_named_by_its_barcode(bring_in: Import, world: World) -> None:
    bring_in(line("1", "4006381333931"))

    assert order("1").lines[0].item_id == world.item("MUG").id


def test_codes_that_are_no_stock_stay_on_the_order_as_charges(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2, "4.50"), line("1", "postage", 1, "3.00"), line("1", "DISCOUNT", 1, "-1.00"))

    assert [(charge.code, charge.amount) for charge in order("1").charges] == [
        ("postage", Decimal(3)),
        ("DISCOUNT", Decimal(-1)),
    ]
    assert len(order("1").lines) == 1


def test_an_order_of_charges_only_waits_for_a_person(bring_in: Import) -> None:
    bring_in(line("1", "POSTAGE", 1, "3.00"))

    assert holds("1") == ["nothing_to_pick"]


def test_what_has_no_column_stays_with_the_order_or_with_its_line(bring_in: Import) -> None:
    bring_in(line("1", "MUG", gift="For Ada"), line("1", "CARD", gift="For Bruno"), line("2", "MUG", gift="For Mei"))

    assert [one.document for one in order("1").lines] == [{"gift_text": "For Ada"}, {"gift_text": "For Bruno"}]
    assert (order("2").document, order("2").lines[0].document) == ({"gift_text": "For Mei"}, {})


def test_a_status_cancels_an_order_that_is_here_and_one_that_is_new(bring_in: Import) -> None:
    bring_in(line("1", "MUG", 2))

    said = bring_in(line("1", "MUG", 2, status="Cancelled"), line("2", "MUG", 1, status="cancelled"))

    assert "2 are cancelled" in said
    for number in ("1", "2"):
        assert order(number).state == "cancelled"
        assert [one.to_allocate for one in order(number).lines] == [0]
    assert "0 new orders" in bring_in(line("1", "MUG", 2, status="cancelled"))


def test_an_order_that_is_being_picked_is_not_cancelled_by_a_file_but_told(bring_in: Import, world: World) -> None:
    bring_in(line("1", "MUG", 2))
    world.do(lambda: setattr(order("1"), "state", "picking"))

    said = bring_in(line("1", "MUG", 2, status="cancelled"))

    assert "Order 1 is on its way through the floor" in said
    assert order("1").state == "picking"


def test_history_comes_in_as_shipped_and_moves_no_stock(bring_in: Import, world: World) -> None:
    before = world.on_hand("A-01-1", "MUG")

    bring_in(line("1", "MUG", 2), line("1", "GHOST"), options=("--as-shipped",))

    assert (order("1").state, holds("1")) == ("shipped", [])
    assert [one.shipped for one in order("1").lines] == [2, 1]
    assert world.on_hand("A-01-1", "MUG") == before
    assert broken_rules() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5", "gb18030"])
def test_a_customer_s_name_survives_whatever_the_file_is_written_in(bring_in: Import, encoding: str) -> None:
    said = bring_in(line("1", "MUG").replace("Mira Holm", "陳怡君的禮物收件人"), encoding=encoding)

    assert f"encoding {encoding}" in said
    assert order("1").customer == "陳怡君的禮物收件人"


def test_a_mapping_that_is_not_there_or_unclear_is_refused_by_name(bring_in: Import, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('[order]\nnumber = "n"\ncolour = "c"\n[line]\nsku = "s"\nquantity = "q"\n')

    assert "There is no mapping tea. There are: online_retail, plain" in bring_in(options=("--mapping", "tea"))
    assert "unclear at colour" in bring_in(options=("--mapping", str(tmp_path / "own.toml")))
    assert count(Order) == 0


def test_a_mapping_of_one_s_own_supplies_what_the_source_lacks(bring_in: Import, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        'channel = "market"\n[order]\nnumber = "n"\npayment_state = { value = "paid" }\n'
        'delivery_mode = { value = "self" }\n[line]\nsku = { column = "s", case = "upper" }\nquantity = "q"\n'
    )

    bring_in("7,mug,2", head="n,s,q", options=("--mapping", str(tmp_path / "own.toml")))

    assert (order("7").delivery_mode, order("7").payment_state, holds("7")) == ("self", "paid", [])
    assert order("7").channel.name == "market"


def test_a_file_without_the_needed_columns_is_refused_by_their_names(bring_in: Import) -> None:
    said = bring_in("1,2", head="order_number,amount")

    assert "The file lacks the columns: quantity, sku." in said
    assert count(Order) == 0


def test_where_several_warehouses_are_the_command_asks_which(world: World, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(HEAD)

    said = world.app.test_cli_runner().invoke(args=["orders", "import", str(tmp_path / "orders.csv")]).output

    assert "Say which warehouse is meant. There are: RIVER, HILL." in said


def test_figures_are_measured_without_importing_anything(world: World, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    lines = [
        line("1", "MUG"),
        line("2", "MUG", 4),
        line("2", "CARD", 4),
        line("2", "MUG", 1),
        line("3", "POSTAGE", 1, "2"),
    ]
    file.write_text("\n".join([HEAD, *lines, ""]))

    said = world.app.test_cli_runner().invoke(args=["orders", "figures", str(file)]).output

    assert "2 orders on 1 days" in said
    assert "Orders with a single line: 50.0%; with an item twice: 50.0%." in said
    assert "2 items: " in said
    assert count(Order) == 0
