"""The table of dispositions, all of it; and the grade that follows from the answers. Pure."""

from itertools import product

import pytest

from app.returns.disposing import Facts, proposed, table
from app.returns.grading import KINDS, PLAIN, grade_of, kind_of, questions_of
from app.returns.words import GRADES, REASONS

ALL = list(product(GRADES, REASONS, KINDS))
AGAINST = ("damaged", "faulty")
"""Reasons that say something against the unit."""


@pytest.mark.parametrize(("grade", "reason", "kind"), ALL)
def test_only_what_is_as_new_and_against_which_nothing_was_said_is_sold_again(
    grade: str, reason: str, kind: str
) -> None:
    way = proposed(grade, reason, Facts(kind))

    assert (way == "restock") == (grade == "new" and reason not in AGAINST)


@pytest.mark.parametrize(("grade", "reason", "kind"), ALL)
def test_no_stranger_nothing_blocked_expired_or_refused_is_ever_sold_again(grade: str, reason: str, kind: str) -> None:
    assert proposed(grade, reason, Facts(kind, is_stranger=True)) == "quarantine"
    assert proposed(grade, reason, Facts(kind, is_blocked=True)) == "quarantine"
    assert proposed(grade, reason, Facts(kind, is_expired=True)) == "scrap"
    assert proposed(grade, reason, Facts(kind, is_refused=True)) == "to_customer"


@pytest.mark.parametrize(("reason", "kind"), list(product(REASONS, KINDS)))
def test_what_is_of_no_use_is_scrap(reason: str, kind: str) -> None:
    assert proposed("unusable", reason, Facts(kind)) == "scrap"


@pytest.mark.parametrize(("grade", "reason"), list(product(GRADES[1:], REASONS)))
def test_opened_food_is_scrap(grade: str, reason: str) -> None:
    assert proposed(grade, reason, Facts("perishable")) == "scrap"


@pytest.mark.parametrize(
    ("grade", "reason", "kind", "way"),
    [
        ("new", "faulty", "device", "quarantine"),
        ("new", "damaged", "default", "quarantine"),
        ("opened", "changed_mind", "default", "repackage"),
        ("opened", "faulty", "device", "vendor"),
        ("opened", "damaged", "fragile", "quarantine"),
        ("used", "changed_mind", "device", "refurbish"),
        ("used", "damaged", "default", "refurbish"),
        ("used", "faulty", "default", "vendor"),
        ("damaged", "changed_mind", "device", "refurbish"),
        ("damaged", "changed_mind", "default", "scrap"),
        ("damaged", "damaged", "device", "quarantine"),
        ("damaged", "not_delivered", "fragile", "quarantine"),
        ("damaged", "faulty", "fragile", "vendor"),
    ],
)
def test_the_rest_goes_where_somebody_can_do_something_about_it(grade: str, reason: str, kind: str, way: str) -> None:
    assert proposed(grade, reason, Facts(kind)) == way


def test_a_handhelds_table_says_what_the_server_says() -> None:
    for kind in KINDS:
        facts = Facts(kind)
        told = table(facts)
        assert all(told[grade][reason] == proposed(grade, reason, facts) for grade, reason in product(GRADES, REASONS))


@pytest.mark.parametrize(
    ("flags", "serial", "expiry", "kind"),
    [
        ([], False, False, "default"),
        (["fragile"], False, False, "fragile"),
        (["liquid"], False, False, "fragile"),
        (["fragile"], True, False, "device"),
        ([], True, True, "perishable"),
        (["perishable", "fragile"], False, False, "perishable"),
        (["dangerous"], False, False, "default"),
    ],
)
def test_what_is_asked_follows_from_the_item(flags: list[str], serial: bool, expiry: bool, kind: str) -> None:
    assert kind_of(flags, serial, expiry) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_worst_answer_is_the_grade_whatever_the_others_are(app: object, kind: str) -> None:
    questions = questions_of(kind, {}, "en")
    for said in product(*(question.answers for question in questions)):
        answers = {question.name: one.name for question, one in zip(questions, said, strict=True)}
        assert grade_of(questions, answers) == max((one.grade for one in said), key=GRADES.index)
        for question in questions:
            assert grade_of(questions, answers | {question.name: "nonsense"}) is None


@pytest.mark.parametrize(
    "own",
    [
        "nonsense",
        [],
        [{"name": "a"}],
        [{"name": "a", "words": {"en": "A?"}, "answers": []}],
        [{"name": "a", "words": {"en": "A?"}, "answers": [{"name": "yes", "words": {}, "grade": "splendid"}]}],
        [{"name": "a", "words": "A?", "answers": [{"name": "yes", "words": {}, "grade": "new"}]}],
        [{"name": "a", "words": {}, "answers": [{"name": "yes", "words": {}, "grade": "new"}] * 2}],
    ],
)
def test_questions_that_cannot_be_asked_leave_the_houses_own(app: object, own: object) -> None:
    asked = questions_of("default", {"default": own}, "en")

    assert [question.name for question in asked] == [name for name, _ in PLAIN["default"]]
