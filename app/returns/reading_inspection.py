"""The form of what is asked of a kind of item, and where it goes, as it is kept. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from app.languages import LANGUAGES
from app.returns.disposing import Facts, Ways, proposed, restocks
from app.returns.grading import MOST
from app.returns.words import DISPOSITIONS, GRADES, REASONS, RESTOCK

LONGEST = 120
NAME = re.compile(r"[a-z0-9_]{1,20}")
Form = Mapping[str, str]


def read_questions(form: Form) -> list[dict[str, Any]]:
    """In the order of their places; one without words is left out. Raises ValueError with the name of the problem."""
    asked = [(place, _question(place, form)) for place in range(MOST) if _words(f"question_{place}", form)]
    if not asked:
        raise ValueError("none")
    in_turn = sorted(asked, key=lambda one: (_number(form.get(f"question_{one[0]}_at", "")), one[0]))
    return _named([question for _place, question in in_turn])


def read_ways(kind: str, form: Form) -> Ways:
    """Those that differ from what is usual. Raises ValueError with the name of the problem."""
    ways: dict[str, dict[str, str]] = {}
    for grade in GRADES:
        for reason in REASONS:
            way = form.get(f"way_{grade}_{reason}", "")
            if way not in DISPOSITIONS:
                raise ValueError("way")
            if way == RESTOCK and not restocks(grade):
                raise ValueError("restock")
            if way != proposed(grade, reason, Facts(kind)):
                ways.setdefault(grade, {})[reason] = way
    return ways


def _question(place: int, form: Form) -> dict[str, Any]:
    fields = [f"answer_{place}_{number}" for number in range(MOST)]
    answers = [_answer(name, form) for name in fields if _words(name, form)]
    if len(answers) < 2:
        raise ValueError("answers")
    words = _words(f"question_{place}", form)
    return {"name": form.get(f"question_{place}_name", ""), "words": words, "answers": _named(answers)}


def _answer(name: str, form: Form) -> dict[str, Any]:
    grade = form.get(f"{name}_grade", "")
    if grade not in GRADES:
        raise ValueError("grade")
    return {"name": form.get(f"{name}_name", ""), "words": _words(name, form), "grade": grade}


def _words(name: str, form: Form) -> dict[str, str]:
    words = {language: " ".join(form.get(f"{name}_{language}", "").split()) for language in LANGUAGES}
    if any(len(text) > LONGEST or not text.isprintable() for text in words.values()):
        raise ValueError("long")
    return {language: text for language, text in words.items() if text}


def _named(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What has no name of its own, or one that is taken, gets one: answers are sent by it."""
    taken: set[str] = set()
    for row in rows:
        if not NAME.fullmatch(row["name"]) or row["name"] in taken:
            row["name"] = next(name for number in range(2 * MOST + 1) if (name := f"own{number}") not in taken)
        taken.add(row["name"])
    return rows


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else MOST
