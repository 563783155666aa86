"""Where orders come from: encodings, mappings, columns, the warehouse that is meant."""

from pathlib import Path

import pytest

from app.orders.models import Order
from tests.orders.plain_file import HEAD, Import, count, holds, line, order
from tests.world import World


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
