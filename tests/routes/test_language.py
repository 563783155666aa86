"""Each worker chooses what to read: before sign-in on the device, afterwards for good."""

import re

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.workers.models import Worker
from tests.visitor import PAGE, alert_of, give_pin, stranger_to, visitor
from tests.world import World

GIVE_ME_WORK = {"en": "Give me work", "zh_Hant": "領取任務", "zh_Hans": "领取任务"}
BADGE = {"en": "Scan your badge", "zh_Hant": "請掃描識別證", "zh_Hans": "请扫描工牌"}


def language_of(world: World, name: str) -> str:
    return db.session.scalars(select(Worker.language).where(Worker.id == world.workers[name])).one()


@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans"])
def test_a_worker_chooses_and_it_stays_with_the_worker(world: World, language: str) -> None:
    ana = visitor(world, "Ana")

    answer = ana.send("/language", language=language, back="/work")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/work")
    assert GIVE_ME_WORK[language] in ana.get("/work", **{"Accept-Language": "en"}).text
    assert language_of(world, "Ana") == language
    assert language_of(world, "Ben") == "en"
    assert db.session.scalars(select(AuditEntry.worker_id).where(AuditEntry.change == "language_chosen")).all() == [
        world.workers["Ana"]
    ]


def test_before_sign_in_the_choice_stays_with_the_device(world: World) -> None:
    badge = give_pin(world, "Ben", "2323")
    browser = stranger_to(world)

    browser.send("/language", language="zh_Hant", back="/sign-in")

    assert BADGE["zh_Hant"] in browser.get("/sign-in", **{"Accept-Language": "zh-CN"}).text
    assert BADGE["zh_Hans"] in stranger_to(world).get("/sign-in", **{"Accept-Language": "zh-CN"}).text
    browser.sign_in(badge, "2323")
    assert "Ben" in browser.get("/work").text
    assert GIVE_ME_WORK["en"] in browser.get("/work").text  # Ben's own
    assert language_of(world, "Ben") == "en"


@pytest.mark.parametrize("path", ["/sign-in", "/work", "/language"])
def test_the_three_stand_in_their_own_script_and_one_is_marked(world: World, path: str) -> None:
    page = visitor(world, "Ana").get(path).text

    for code, name in {"en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}.items():
        assert f'lang="{code}" aria-pressed="{"true" if code == "en" else "false"}">{name}<' in page


def test_at_a_desk_the_way_there_is_in_the_bar(world: World) -> None:
    fay = visitor(world, "Fay")

    assert 'href="/language?back=/orders"' in fay.get("/orders").text
    assert 'name="back" value="/orders"' in fay.get("/language?back=/orders").text


@pytest.mark.parametrize("name", [None, "Ana"])
def test_a_language_that_we_have_not_is_refused(world: World, name: str | None) -> None:
    browser = visitor(world, name) if name else stranger_to(world)

    refused = browser.send("/language", language="tlh", back="/work")

    assert refused.status_code == 422
    assert "not a language of this program" in alert_of(refused)
    assert language_of(world, "Ana") == "en"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", ""])
def test_it_leads_back_to_a_page_of_ours_only(world: World, back: str) -> None:
    assert visitor(world, "Ana").send("/language", language="en", back=back).headers["Location"] == "/"
    page = visitor(world, "Ana").client.get("/language", query_string={"back": back}, headers=PAGE).text
    assert not re.search(r'(href|action)="[^"]*(evil|javascript)', page)


def test_a_choice_without_the_page_s_token_changes_nothing(world: World) -> None:
    refused = visitor(world, "Ana").send("/language", language="zh_Hant", back="/work", csrf_token=None)

    assert refused.status_code == 400
    assert language_of(world, "Ana") == "en"
