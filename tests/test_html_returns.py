"""The pages of returns are HTML by the rules, for the desk, the admin and the customer, in each language."""

import shutil
from pathlib import Path

import pytest

from tests.browser.axe import LANGUAGES
from tests.returns.came_back import arrives, asks, customers_link, graded, grades, left, rules
from tests.test_html import CLEAN, VNU, keep_pages, said_of
from tests.world import World


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_html_checker_finds_nothing_on_the_pages_of_returns(world: World, tmp_path: Path) -> None:
    if not (VNU.exists() and shutil.which("java")):
        pytest.skip("vnu or Java is not here; tools/page-checkers and tools/system-packages install them")
    rules(world, approve="all", without_items=("TEA",))
    order_id = left(world, {"MUG": 2, "CARD": 2, "TEA": 1})
    to_settle, waits = asks(order_id, {"MUG": 1}), asks(order_id, {"MUG": 1})
    parcel_id = arrives(to_settle)
    grades(world, parcel_id, "MUG", 1, grade="used")
    graded(parcel_id)
    desk = ("", "?which=to_settle", "/new?number=x", f"/{to_settle}", f"/{waits}", f"/orders/{order_id}/new")
    admin = ("/admin/returns", f"/admin/returns/{world.channel_id}", "/admin/returns/inspection/device")
    keep_pages(world, tmp_path, [*(("Cleo", f"/returns{path}") for path in desk), *(("Gus", path) for path in admin)])
    customer, link = world.app.test_client(), customers_link(order_id)
    for language in LANGUAGES:
        for number, path in enumerate(("", "/return", "/returns/RMA-00001", "/returns/RMA-00002")):
            page = customer.get(f"{link}{path}?lang={language}")
            (tmp_path / f"customer-{number}-{language}.html").write_text(page.text)

    assert said_of(tmp_path) == CLEAN
