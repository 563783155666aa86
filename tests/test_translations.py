"""Each language has every text, and a person reads in their own."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from flask_babel import LazyString

from app.errors import DomainError
from tests.visitor import alert_of, give_pin, stranger_to, visitor
from tests.world import World
from tools import check_messages

ENGLISH, HANT, HANS = "en", "zh_Hant", "zh_Hans"
GIVE_ME_WORK = {ENGLISH: "Give me work", HANT: "領取任務", HANS: "领取任务"}
PLACE_OF_SCRIPT = re.compile(r"{\w+}")


def speaks(world: World, name: str, language: str) -> None:
    def change() -> None:
        world.worker(name).language = language

    world.do(change)


def words(page: str) -> dict[str, str]:
    """What the page gives to the handheld's scripts to say."""
    found = re.search(r'<script type="application/json" id="words">(.*?)</script>', page, re.DOTALL)
    assert found
    said: dict[str, str] = json.loads(found[1])
    return said


def found_in(folder: Path, monkeypatch: pytest.MonkeyPatch, string: str | tuple[str, ...], fuzzy: bool = False) -> int:
    """How many texts the check complains of where a catalogue has this for its one text."""
    text = "Go to %(address)s." if isinstance(string, str) else ("%(num)s bin", "%(num)s bins")
    wanted, known = Catalog(locale=HANT), Catalog(locale=HANT)
    wanted.add(text)
    known.add(text, string, flags=["fuzzy"] if fuzzy else [])
    path = folder / HANT / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, known)
    monkeypatch.setattr(check_messages, "TRANSLATIONS", folder)
    return len(list(check_messages.missing(wanted, HANT)))


@pytest.mark.parametrize("language", [HANT, HANS])
def test_no_text_of_a_catalogue_is_missing_or_unsure_or_fills_other_places(language: str) -> None:
    catalog = check_messages.read(check_messages.TRANSLATIONS / language / "LC_MESSAGES" / "messages.po")

    assert len(catalog) > 500
    assert list(check_messages.missing(catalog, language)) == []


@pytest.mark.parametrize("string", ["請到 %(address)s。", ("%(num)s 個庫位",)])
def test_a_text_with_its_places_is_taken_as_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, string: str | tuple[str, ...]
) -> None:
    assert found_in(tmp_path, monkeypatch, string) == 0


@pytest.mark.parametrize("string", ["", ("",), "請到 %(place)s。", "請到那裡。", ("%(count)s 個庫位",)])
def test_a_text_that_is_missing_or_fills_other_places_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, string: str | tuple[str, ...]
) -> None:
    assert found_in(tmp_path, monkeypatch, string) == 1


@pytest.mark.parametrize("string", ["Go to %(address)s.", ("%(num)s bin",)])
def test_a_text_that_is_still_english_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, string: str | tuple[str, ...]
) -> None:
    assert found_in(tmp_path, monkeypatch, string) == 1


def test_every_refusal_can_be_told_in_each_language() -> None:
    ours = {code: refusal for code, refusal in DomainError.known.items() if refusal.__module__.startswith("app.")}
    fixed = [code for code, refusal in ours.items() if not isinstance(refusal.message, LazyString)]

    assert len(ours) > 40
    assert fixed == []


def test_a_text_that_is_unsure_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_in(tmp_path, monkeypatch, "請到 %(address)s。", fuzzy=True) == 1


@pytest.mark.parametrize("language", list(GIVE_ME_WORK))
def test_a_worker_reads_their_own_language_whatever_the_browser_asks_for(world: World, language: str) -> None:
    speaks(world, "Ana", language)
    asked = "en" if language != ENGLISH else "zh-TW"
    page = visitor(world, "Ana").get("/work", **{"Accept-Language": asked}).text

    assert f'lang="{language.replace("_", "-")}"' in page
    assert GIVE_ME_WORK[language] in page
    assert not any(said in page for other, said in GIVE_ME_WORK.items() if other != language)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "請掃描識別證"),
        ("zh-HK", "請掃描識別證"),
        ("zh-Hant-TW", "請掃描識別證"),
        ("zh-CN,zh;q=0.9", "请扫描工牌"),
        ("zh-Hans-CN", "请扫描工牌"),
        ("zh", "请扫描工牌"),
        ("de-DE,en;q=0.5", "Scan your badge"),
        ("fr", "Scan your badge"),
    ],
)
def test_before_sign_in_the_browser_says_which_language(world: World, asked: str, said: str) -> None:
    page = stranger_to(world).get("/sign-in", **{"Accept-Language": asked}).text

    assert said in page
    assert sum(other in page for other in ("請掃描識別證", "请扫描工牌", "Scan your badge")) == 1


@pytest.mark.parametrize("language", [HANT, HANS])
def test_the_handheld_s_scripts_have_the_same_words_with_the_same_places(world: World, language: str) -> None:
    english = words(visitor(world, "Ana").get("/work").text)
    speaks(world, "Ana", language)
    chinese = words(visitor(world, "Ana").get("/work").text)

    assert chinese.keys() == english.keys()
    for key, said in chinese.items():
        assert set(PLACE_OF_SCRIPT.findall(said)) == set(PLACE_OF_SCRIPT.findall(english[key])), key
        assert said != english[key] or not re.search("[a-z]{3}", PLACE_OF_SCRIPT.sub("", said)), key


def test_a_refusal_is_told_in_the_language_of_whoever_reads_it(world: World) -> None:
    badge = give_pin(world, "Ben", "2323")
    browser = stranger_to(world)
    answer = browser.send("/sign-in", {"Accept-Language": "zh-TW"}, badge=badge, secret="9090")

    assert alert_of(answer).startswith("識別證與 PIN 對不上。")
    assert "do not go together" not in answer.text
