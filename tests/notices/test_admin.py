"""An admin chooses what customers are told, and in which words; what is unclear changes nothing."""

from typing import Any

import pytest

from app.db import db
from app.notices.choosing import notice_settings
from app.notices.wording import text_of, usual_text
from app.warehouse.models import Warehouse
from tests.visitor import Visitor, alert_of, visitor, words
from tests.world import World

FORM: dict[str, Any] = {
    "shop": "Harbour Mugs",
    "contact": "",
    "reply_to": "",
    "language": "zh_Hant",
    "webhook_url": "https://shop.example.com/notices",
    "step_shipped": "email",
    "step_held": "webhook",
}
TEXT = "/admin/notices/shipped/en"


@pytest.fixture
def gus(world: World) -> Visitor:
    return visitor(world, "Gus")


def settings(world: World):  # type: ignore[no-untyped-def]
    db.session.rollback()
    return notice_settings(db.session.get_one(Warehouse, world.warehouse_id))


def test_an_admin_chooses_steps_ways_and_the_shop(world: World, gus: Visitor) -> None:
    for _ in range(2):
        assert gus.send("/admin/notices", **FORM, returns_en="Within 14 days").status_code == 303

    chosen = settings(world)
    assert (chosen.ways("shipped"), chosen.ways("held"), chosen.ways("delivered")) == (["email"], ["webhook"], [])
    assert (chosen.shop, chosen.language, chosen.returns) == ("Harbour Mugs", "zh_Hant", {"en": "Within 14 days"})
    assert "Within 14 days" in gus.get("/admin/notices").text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"shop": ""}, "needs a name"),
        ({"shop": "x" * 61}, "needs a name"),
        ({"shop": "a\x1bb"}, "needs a name"),
        ({"reply_to": "me, you"}, "no e-mail address"),
        ({"webhook_url": "ftp://shop.example.com"}, "whole address"),
        ({"webhook_url": "https://user:secret@shop.example.com"}, "whole address"),
        ({"webhook_url": "https://"}, "whole address"),
        ({"webhook_url": "https://[::1"}, "whole address"),
        ({"returns_en": "x" * 1001}, "at most 1,000"),
    ],
)
def test_what_is_unclear_changes_nothing(world: World, gus: Visitor, changed: dict[str, Any], said: str) -> None:
    gus.send("/admin/notices", **FORM)
    answer = gus.send("/admin/notices", **(FORM | {"language": "en"} | changed))

    assert said in alert_of(answer)
    assert settings(world).language == "zh_Hant"


def test_the_shops_own_words_are_previewed_kept_and_given_up_again(world: World, gus: Visitor) -> None:
    own: dict[str, Any] = {"subject": "Off it goes: {{ order }}", "body": "Dear {{ name }}, {{ parcels }}"}
    own["body"] = "Dear {{ name }}"
    assert "Dear Mira Holm" in gus.send(f"{TEXT}/previews", **own).text
    assert text_of(world.warehouse_id, "shipped", "en") == usual_text("shipped", "en")

    gus.send(TEXT, **own)
    assert text_of(world.warehouse_id, "shipped", "en").body == "Dear {{ name }}"
    assert text_of(world.warehouse_id, "shipped", "zh_Hant") == usual_text("shipped", "zh_Hant")
    assert text_of(world.other_warehouse_id, "shipped", "en") == usual_text("shipped", "en")
    assert "Off it goes: 1001" in words(gus.get(TEXT).text)

    gus.send(f"{TEXT}/usual")
    assert text_of(world.warehouse_id, "shipped", "en") == usual_text("shipped", "en")


@pytest.mark.parametrize("where", [TEXT, f"{TEXT}/previews"])
def test_words_that_reach_for_more_are_refused_by_their_line(world: World, gus: Visitor, where: str) -> None:
    answer = gus.send(where, subject="x", body="one\ntwo {{ name.__class__ }}")

    assert answer.status_code == 422
    assert "Line 2 of the text is unclear" in alert_of(answer)
    assert text_of(world.warehouse_id, "shipped", "en") == usual_text("shipped", "en")


def test_a_message_that_there_is_not_is_said_so(gus: Visitor) -> None:
    for url in ("/admin/notices/teleported/en", "/admin/notices/shipped/tlh"):
        assert gus.get(url).status_code == 404
        assert gus.send(url, subject="x", body="y").status_code == 404
