"""A program that asks without saying what it takes is treated as a browser, a script of ours is not."""

import pytest

from app.db import db
from tests.world import World


@pytest.mark.parametrize("takes", [{}, {"Accept": "*/*"}, {"Accept": "text/html"}])
def test_who_takes_anything_is_led_to_the_sign_in_page(world: World, takes: dict[str, str]) -> None:
    answer = world.app.test_client().get("/work", headers=takes)
    db.session.remove()

    assert answer.status_code == 303
    assert answer.location == "/sign-in"


@pytest.mark.parametrize("says", [{"Accept": "application/json"}, {"HX-Request": "true"}, {"Operation-Id": "x"}])
def test_a_script_is_told_where_to_go_and_gets_no_page(world: World, says: dict[str, str]) -> None:
    answer = world.app.test_client().get("/work", headers=says)
    db.session.remove()

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"
    assert "<html" not in answer.text
