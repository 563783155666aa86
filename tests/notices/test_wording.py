"""The words of notices: filled with facts and nothing else, whatever somebody writes into them."""

import pytest

from app.languages import LANGUAGES
from app.notices.facts import PREVIEW
from app.notices.steps import STEPS
from app.notices.wording import Text, TextTooLong, TextUnclear, check_text, said, usual_text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_the_usual_words_of_each_step_are_whole_in_each_language(step: str, language: str) -> None:
    filled = said(usual_text(step, language), PREVIEW)

    assert "1001" in filled.subject
    assert "Mira Holm" in filled.body
    assert not {"{", "}"} & set(filled.subject + filled.body)
    assert "\n\n\n" not in filled.body
    bare = said(usual_text(step, language), {})
    assert bare.body.strip()


def test_the_usual_words_differ_by_language() -> None:
    assert len({usual_text("shipped", language).body for language in LANGUAGES}) == 3


def test_facts_are_filled_as_they_are_and_never_run() -> None:
    filled = said(Text("{{ name }}", "{{ name }}"), {"name": "{{ 7*7 }}<b>&"})

    assert (filled.subject, filled.body) == ("{{ 7*7 }}<b>&", "{{ 7*7 }}<b>&\n")


def test_a_name_with_line_ends_makes_no_second_line_in_a_subject() -> None:
    assert (
        said(Text("To {{ name }}", "x"), {"name": "M\r\nBcc: all@example.com"}).subject == "To M Bcc: all@example.com"
    )


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ name.__class__ }}",
        "{{ name|attr('__class__') }}",
        "{{ name.upper() }}",
        "{{ lipsum() }}",
        "{{ self }}",
        "{{ config }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ name ~ name }}",
        "{{ '%999999999d' % 1 }}",
        "{{ name|center(999999999) }}",
        "{{ name|format(1) }}",
        "{{ [name, name] }}",
        "{% set name = name ~ name %}{{ name }}",
        "{% for a in lines %}{% for b in lines %}x{% endfor %}{% endfor %}",
        "{% for a in lines recursive %}{{ loop(lines) }}{% endfor %}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{{ name",
        "{% if name %}",
        "{{ lines[0] }}",
        "{{ secret }}",
        "{% for a in lines %}x{% endfor %}" * 4,
        "{% if name %}" * 900 + "{% endif %}" * 10,
    ],
)
def test_a_text_that_reaches_for_more_is_refused_before_anything_of_it_runs(body: str) -> None:
    with pytest.raises((TextUnclear, TextTooLong)):
        check_text(Text("x", body))


def test_a_text_has_bounds() -> None:
    for text in (Text("", "x"), Text("x", ""), Text("x" * 201, "x"), Text("x", "x" * 4001)):
        with pytest.raises(TextTooLong):
            check_text(text)
    check_text(Text("x" * 200, "x" * 4000))


def test_what_a_text_becomes_has_bounds() -> None:
    facts = {"lines": [{"name": "n" * 1000, "quantity": 1}] * 50}

    assert len(said(Text("x", "{% for line in lines %}{{ line.name }} {% endfor %}"), facts).body) <= 20_001
