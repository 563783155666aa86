"""The shop sets what is asked of returned units and where they go; each confirmation is judged by what was asked."""

from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.operations.models import AuditEntry
from app.returns.disposing import Facts, table
from app.returns.inspection import inspection_of, usual_questions
from app.returns.models import InspectionRules
from app.returns.words import REASONS
from tests.floor import wrong_books
from tests.returns.clerk import Clerk, outcome_of, parcel_of
from tests.returns.shipped import MUG, units
from tests.visitor import alert_of, visitor, words
from tests.world import World

URL = "/admin/returns/inspection/default"
SMELL = {
    "question_0_en": "Does it smell?",
    "question_0_zh_Hant": "有異味嗎？",
    "answer_0_0_en": "No",
    "answer_0_0_grade": "new",
    "answer_0_1_en": "A little",
    "answer_0_1_grade": "used",
}


def ways(**changed: str) -> dict[str, str]:
    """As they usually are, but for those."""
    usual = {
        f"way_{grade}_{reason}": way for grade, row in table(Facts("default")).items() for reason, way in row.items()
    }
    return usual | changed


def usual_form() -> dict[str, str]:
    """The page as it is when nothing was set."""
    form = ways()
    for place, question in enumerate(usual_questions("default")):
        form |= {f"question_{place}_name": question["name"]}
        form |= {f"question_{place}_{language}": text for language, text in question["words"].items()}
        for number, answer in enumerate(question["answers"]):
            name = f"answer_{place}_{number}"
            form |= {f"{name}_name": answer["name"], f"{name}_grade": answer["grade"]}
            form |= {f"{name}_{language}": text for language, text in answer["words"].items()}
    return form


def sets(world: World, form: dict[str, str], kind: str = "default") -> Any:
    return visitor(world, "Gus").send(f"/admin/returns/inspection/{kind}", None, **form)


def versions() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(InspectionRules.version).order_by(InspectionRules.id)))


def test_the_shops_own_questions_are_asked_and_their_answers_give_the_grade(world: World) -> None:
    dana = Clerk(world)
    assert sets(world, ways() | SMELL).status_code == 303
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})
    page = dana.client.get(f"/returns/dock/parcels/{parcel_id}").text
    assert "Does it smell?" in page
    assert "Is the packaging still closed?" not in page.split('"default"', 1)[1].split('"device"', 1)[0]

    assert outcome_of(dana.grades(parcel_id, MUG)) == "answers_wanted"
    assert outcome_of(dana.grades(parcel_id, MUG, answer_own0="own1", disposition="refurbish")) == "done"

    assert [(unit.grade, unit.disposition) for unit in units()] == [("used", "refurbish")]
    assert "Does it smell?" in visitor(world, "Gus").get(URL).text
    assert inspection_of(world.other_warehouse_id).version == 0
    assert wrong_books() == []


def test_the_shop_says_where_a_grade_goes_for_a_reason_and_for_no_other(world: World) -> None:
    dana = Clerk(world)
    assert sets(world, usual_form() | {"way_opened_changed_mind": "restock"}).status_code == 303
    parcel_id, _ = parcel_of(world, dana, {"MUG": 2}, {"MUG": 2})

    assert outcome_of(dana.grades(parcel_id, MUG, answer_closed="no")) == "done"
    other = dana.grades(parcel_id, MUG, answer_closed="no", reason="other", tote="TOTE-011")
    assert outcome_of(other) == "done"

    assert [(unit.grade, unit.disposition) for unit in units()] == [("opened", "restock"), ("opened", "repackage")]
    assert inspection_of(world.warehouse_id).questions == {}, "the questions are the usual ones"
    assert "usually: Repackage" in words(visitor(world, "Gus").get(URL).text)


def test_what_may_never_be_sold_is_not_whatever_the_shop_set(world: World) -> None:
    dana = Clerk(world)
    everything = {f"way_{grade}_{reason}": "restock" for grade in ("new", "opened") for reason in REASONS}
    assert sets(world, usual_form() | everything).status_code == 303
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1}, state="refused")

    assert outcome_of(dana.grades(parcel_id, MUG)) == "done"
    assert outcome_of(dana.grades(parcel_id, MUG, stranger="yes", tote="TOTE-011")) == "done"

    assert [unit.disposition for unit in units()] == ["to_customer", "quarantine"]


def test_a_handheld_that_asked_by_an_older_version_is_judged_by_it(world: World) -> None:
    dana = Clerk(world)
    assert sets(world, ways() | SMELL).status_code == 303
    parcel_id, _ = parcel_of(world, dana, {"MUG": 3}, {"MUG": 3})
    assert '"version": 1' in dana.client.get(f"/returns/dock/parcels/{parcel_id}").text
    assert sets(world, usual_form() | {"way_used_changed_mind": "scrap"}).status_code == 303

    old = {
        "answer_closed": "",
        "answer_worn": "",
        "answer_whole": "",
        "answer_own0": "own1",
        "disposition": "refurbish",
    }
    assert outcome_of(dana.grades(parcel_id, MUG, version=1, **old)) == "done"
    older = dana.grades(parcel_id, MUG, version=0, answer_worn="yes", disposition="refurbish")
    assert outcome_of(older) == "done", "version 0 is what is usual"
    assert outcome_of(dana.grades(parcel_id, MUG, **old)) == "answers_wanted", "without a version the newest is asked"
    new = dana.grades(parcel_id, MUG, version=2, answer_worn="yes", tote="TOTE-011")
    assert outcome_of(new) == "done"

    assert [(unit.version, unit.disposition) for unit in units()] == [
        (1, "refurbish"),
        (0, "refurbish"),
        (2, "scrap"),
    ]
    assert wrong_books() == []


@pytest.mark.parametrize("version", ["99", "-1", "x", "99999999999999999999"])
def test_a_version_that_nobody_knows_is_the_newest(world: World, version: str) -> None:
    dana = Clerk(world)
    parcel_id, _ = parcel_of(world, dana, {"MUG": 1}, {"MUG": 1})

    assert outcome_of(dana.grades(parcel_id, MUG, version=version)) == "done"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {f"question_{place}_{language}": "" for place in range(3) for language in ("en", "zh_Hant", "zh_Hans")},
            "one",
        ),
        ({"question_3_en": "Alone?"}, "at least two answers"),
        ({"question_3_en": "Odd?", "answer_3_0_en": "Yes", "answer_3_0_grade": "gold"}, "best grade"),
        ({"question_0_en": "x" * 121}, "at most 120"),
        ({"question_0_en": "Turn\u202e?"}, "none that cannot be read"),
        ({"way_new_other": "sold"}, "where the unit goes"),
        ({"way_used_other": "restock"}, "Only what is as new or opened"),
    ],
)
def test_what_is_not_understood_changes_nothing(world: World, changed: dict[str, str], told: str) -> None:
    answer = sets(world, usual_form() | changed)

    assert answer.status_code == 422
    assert alert_of(answer).startswith("Nothing was changed.")
    assert told in alert_of(answer)
    assert versions() == []


def test_the_page_saved_as_it_is_sets_nothing_and_back_to_the_usual_is_a_version_too(world: World) -> None:
    gus = visitor(world, "Gus")
    assert sets(world, usual_form()).status_code == 303
    assert versions() == []
    sets(world, ways() | SMELL)
    sets(world, ways() | SMELL)
    sets(world, usual_form() | {"way_opened_other": "scrap"}, "fragile")

    assert gus.send(f"{URL}/usual").status_code == 303

    assert versions() == [1, 2, 3]
    now = inspection_of(world.warehouse_id)
    assert ("default" in now.questions, now.ways["fragile"]["opened"]["other"]) == (False, "scrap")
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.entity == "inspection_rules").order_by(AuditEntry.id)
    ).all()
    assert [(one.change, one.after["kind"]) for one in entries] == [
        ("inspection set", "default"),
        ("inspection set", "fragile"),
        ("inspection set", "default"),
    ]
    assert entries[2].before["questions"][0]["words"]["en"] == "Does it smell?"


def test_questions_are_asked_in_their_order_and_hostile_names_are_replaced(world: World) -> None:
    second = {
        key.replace("question_0", "question_1").replace("answer_0", "answer_1"): said for key, said in SMELL.items()
    }
    hostile = {"question_0_name": "<b>", "question_1_name": "same", "question_0_at": "9", "question_1_at": "1"}
    script = {"question_1_en": "<script>alert(1)</script>", "answer_1_0_name": "x", "answer_1_1_name": "x"}

    assert sets(world, ways() | SMELL | second | hostile | script).status_code == 303

    asked = inspection_of(world.warehouse_id).questions["default"]
    assert [one["name"] for one in asked] == ["same", "own0"]
    assert [one["name"] for one in asked[0]["answers"]] == ["x", "own0"]
    assert "<script>alert" not in visitor(world, "Gus").get(URL).text


def test_only_an_admin_sets_it(world: World) -> None:
    for name in ("Cleo", "Dana", "Fay"):
        assert visitor(world, name).get(URL).status_code == 403
        assert visitor(world, name).send(URL, None, **(ways() | SMELL)).status_code == 403
    assert visitor(world, "Gus").get("/admin/returns/inspection/shoes").status_code == 404
    assert versions() == []
