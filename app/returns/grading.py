"""What is asked of a returned unit, and the grade that follows from the answers. Pure.

Each answer allows a best grade; the worst of them is the unit's. A shop may have questions of its own, by
kind of item: {"default": [{"name", "words": {"en": …}, "answers": [{"name", "words", "grade"}]}]} (inspection.py).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.languages import in_language
from app.returns.words import GRADES
from app.returns.words_of_grading import ANSWERS, QUESTIONS

DEFAULT, DEVICE, PERISHABLE, FRAGILE = KINDS = ("default", "device", "perishable", "fragile")
MOST = 8
"""Questions, and answers to each: more nobody answers at a dock."""


@dataclass(frozen=True)
class Answer:
    name: str
    words: str
    grade: str


@dataclass(frozen=True)
class Question:
    name: str
    words: str
    answers: tuple[Answer, ...]


_Plain = tuple[str, tuple[tuple[str, str], ...]]
"""A question's name, and of each of its answers the name and the best grade that it allows."""

CLOSED: _Plain = ("closed", (("yes", "new"), ("no", "opened")))
WORN: _Plain = ("worn", (("no", "new"), ("yes", "used")))
WHOLE: _Plain = ("whole", (("yes", "new"), ("part", "damaged"), ("no", "unusable")))
PARTS: _Plain = ("parts", (("yes", "new"), ("no", "used")))
WORKS: _Plain = ("works", (("yes", "new"), ("untried", "new"), ("no", "damaged")))
SEALED: _Plain = ("sealed", (("yes", "new"), ("no", "unusable")))
GOOD: _Plain = ("good", (("yes", "new"), ("no", "unusable")))
TIGHT: _Plain = ("tight", (("yes", "new"), ("part", "damaged"), ("no", "unusable")))

PLAIN: Mapping[str, tuple[_Plain, ...]] = {
    DEFAULT: (CLOSED, WORN, WHOLE),
    DEVICE: (CLOSED, WORKS, PARTS, WORN),
    PERISHABLE: (SEALED, GOOD),
    FRAGILE: (TIGHT, CLOSED, WORN),
}


def kind_of(flags: Collection[str], tracks_serial: bool, tracks_expiry: bool) -> str:
    """Which questions are asked of an item: what perishes first, then what has a number, then what breaks or leaks."""
    if tracks_expiry or "perishable" in flags:
        return PERISHABLE
    if tracks_serial:
        return DEVICE
    return FRAGILE if {"fragile", "liquid"} & set(flags) else DEFAULT


def questions_of(kind: str, own: Mapping[str, Any], language: str) -> tuple[Question, ...]:
    """The shop's own questions where they can be asked, else the house's."""
    return _own(own.get(kind), language) or tuple(
        Question(
            name, str(QUESTIONS[name]), tuple(Answer(key, str(ANSWERS[name, key]), grade) for key, grade in answers)
        )
        for name, answers in PLAIN[kind]
    )


def grade_of(questions: Sequence[Question], answers: Mapping[str, str]) -> str | None:
    """The worst grade that an answer allows; None while a question is not answered, or not by one of its answers."""
    grades = []
    for question in questions:
        said = next((one.grade for one in question.answers if one.name == answers.get(question.name)), None)
        if said is None:
            return None
        grades.append(said)
    return max(grades, key=GRADES.index)


def _plain(name: str, answers: Sequence[tuple[str, str]]) -> Question:
    told = tuple(Answer(key, str(ANSWERS[name, key]), grade) for key, grade in answers)
    return Question(name, str(QUESTIONS[name]), told)


def _own(listed: Any, language: str) -> tuple[Question, ...]:
    """Nothing where any of it is not as it should be: half a list of questions grades wrongly."""
    try:
        made = tuple(
            Question(str(one["name"]), _words(one, language), tuple(_answer(each, language) for each in one["answers"]))
            for one in listed
        )
    except (TypeError, KeyError, AttributeError):
        return ()
    sizes = [len(made), *(len(one.answers) for one in made)]
    return made if all(0 < size <= MOST for size in sizes) and all(_is_whole(one) for one in made) else ()


def _answer(given: Mapping[str, Any], language: str) -> Answer:
    return Answer(str(given["name"]), _words(given, language), str(given["grade"]))


def _words(given: Mapping[str, Any], language: str) -> str:
    return str(in_language(given["words"], language) or given["name"])


def _is_whole(question: Question) -> bool:
    names = [one.name for one in question.answers]
    return len(set(names)) == len(names) and all(one.grade in GRADES for one in question.answers)
