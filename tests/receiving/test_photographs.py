"""Goods that nobody knows are photographed where they stand; the desk that decides about them sees them."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.attachments.models import Attachment
from app.db import db
from app.receiving.models import StrangeGoods
from tests.attachments.pictures import png
from tests.handheld import Handheld
from tests.receiving.conftest import Dock, announced
from tests.visitor import visitor
from tests.world import World

CODE = "<b>47110815"


@pytest.fixture
def aside(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Dock:
    """Four units of something are kept aside at the dock."""
    monkeypatch.setitem(world.app.config, "VAR", tmp_path)
    dock = Dock(world, Handheld(world, "Eli"), announced(world))
    assert dock.eli.post(f"{dock.url}/strange-goods", code=CODE, quantity=4, note="blue boxes").status_code == 200
    return dock


def photographs(dock: Dock, shade: int = 0, code: str = CODE, operation_id: str | None = None) -> TestResponse:
    picture = (BytesIO(png(30, 20, shade)), "photograph.png")
    return dock.eli.post(f"{dock.url}/photographs", operation_id, carton=code, photograph=picture)


def kept() -> list[Attachment]:
    db.session.rollback()
    return list(db.session.scalars(select(Attachment).order_by(Attachment.id)))


def test_a_photograph_belongs_to_the_goods_and_the_desk_sees_it(aside: Dock) -> None:
    assert photographs(aside).status_code == 200

    (one,) = kept()
    goods_id = db.session.scalars(select(StrangeGoods.id)).one()
    assert (one.entity, one.entity_id, one.warehouse_id) == ("strange_goods", goods_id, aside.world.warehouse_id)
    url = f"/attachments/{one.id}"
    fay = visitor(aside.world, "Fay")
    page = fay.get(f"/deliveries/{aside.delivery_id}").text
    assert f'src="{url}"' in page
    assert "&lt;b&gt;47110815" in page
    assert "blue boxes" in page
    assert fay.get(url).status_code == 200


def test_who_does_not_decide_about_them_does_not_see_it(aside: Dock) -> None:
    photographs(aside)
    url = f"/attachments/{kept()[0].id}"

    assert visitor(aside.world, "Ana").get(url).status_code == 403
    assert visitor(aside.world, "Olga").get(url).status_code == 404


def test_the_same_again_is_one_and_twenty_are_the_most(aside: Dock) -> None:
    again = "5b6f1b39-62c2-4f0e-8c55-0b4c2a7a0c12"
    for _ in range(2):
        assert photographs(aside, 1, operation_id=again).status_code == 200
    assert photographs(aside, 1).status_code == 200
    assert len(kept()) == 1

    for shade in range(2, 21):
        assert photographs(aside, shade).status_code == 200
    assert photographs(aside, 99).status_code == 409
    assert len(kept()) == 20


def test_of_goods_that_are_not_kept_aside_there_is_none(aside: Dock) -> None:
    answer = photographs(aside, code="4006381333931")

    assert answer.status_code == 422
    assert "No goods with code 4006381333931 are kept aside. Keep them aside first" in answer.text
    assert kept() == []


def test_what_is_no_picture_is_refused(aside: Dock) -> None:
    sent = (BytesIO(b"<script>"), "photograph.png")
    answer = aside.eli.post(f"{aside.url}/photographs", carton=CODE, photograph=sent)

    assert answer.status_code == 422
    assert kept() == []


def test_one_that_comes_after_the_delivery_was_closed_is_kept_too(aside: Dock) -> None:
    assert aside.close("Nobody knows the boxes").status_code in (200, 303)

    assert photographs(aside).status_code == 200
    assert len(kept()) == 1


def test_who_may_not_receive_photographs_nothing(aside: Dock) -> None:
    aside.eli = Handheld(aside.world, "Ana")

    assert photographs(aside).status_code == 403
    assert kept() == []
