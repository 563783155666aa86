"""The front end's linter refuses what the policy forbids and what Chrome 80 does not know, and nothing else."""

from pathlib import Path

import pytest

from tools.lint_frontend import breaches


def written(folder: Path, name: str, text: str) -> list[str]:
    """What the linter says of an app that holds this one file."""
    path = folder / "app" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return breaches(folder / "app")


@pytest.mark.parametrize(
    "template",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<p\n  class="x"\n  style="color: red">',
        '<button onclick="go()">',
        '<button hx-post="/x">',
        '<button data-hx-on:click="go()">',
        "<button data-hx-vals='js:{a: b()}'>",
        "<div data-hx-trigger=\"keyup[key=='Enter']\">",
        '<a href="javascript:go()">',
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//cdn.example/x.css">',
        "{% autoescape false %}",
        '<svg><use href="/static/icons.svg#no-such-icon"/></svg>',
    ],
)
def test_a_template_that_the_policy_would_break_is_refused(tmp_path: Path, template: str) -> None:
    assert written(tmp_path, "templates/page.html", template)


@pytest.mark.parametrize(
    "template",
    ["<p>Scan bin</p>", '<img alt="A red mug">', "{% if a > b %}\n<b>yes</b>{% endif %}", '<input placeholder="Name">'],
)
def test_a_text_that_cannot_be_translated_is_refused(tmp_path: Path, template: str) -> None:
    assert written(tmp_path, "templates/page.html", template)


@pytest.mark.parametrize(
    "script",
    [
        "eval(text);",
        "setTimeout('go()', 5);",
        "element.setAttribute('style', 'color: red');",
        "a ??= b;",
        "const last = list.at(-1);",
        "list.replaceChildren();",
        "const id = crypto.randomUUID();",
        "const copy = structuredClone(a);",
        "text.replaceAll('a', 'b');",
        "class A {\n  #hidden() {}\n}",
        "const wave = await load();",
        "import {x} from 'https://cdn.example/x.js';",
    ],
)
def test_a_script_that_an_old_handheld_cannot_run_is_refused(tmp_path: Path, script: str) -> None:
    assert written(tmp_path, "static/js/walk.js", script)


@pytest.mark.parametrize(
    "script",
    [
        "strip.textContent = 'Scan bin';",
        "strip.textContent = on ? say('x') : `now`;\nstrip.title = 'now';",
        "box.setAttribute('aria-label', 'Back');",
        "window.confirm(say('sure'));",
        "tell('wrong', 'not here');",
        "const words = ['Go on', other];",
        "const said = '揀貨';",
    ],
)
def test_a_script_that_says_what_cannot_be_translated_is_refused(tmp_path: Path, script: str) -> None:
    assert written(tmp_path, "static/js/walk.js", script)


@pytest.mark.parametrize(
    "script",
    [
        "strip.textContent = say('scan_bin');",
        "count.textContent = `${over}/${all}`;",
        "box.setAttribute('aria-label', say('back'));",
        "tell('wrong', say(`is_${kind}`, values));",
        "box.className = 'button button--wide';",
        "/** @returns {string} Whatever is said */ confirm(it);",
    ],
)
def test_a_script_whose_words_come_with_the_page_is_taken(tmp_path: Path, script: str) -> None:
    assert not written(tmp_path, "static/js/walk.js", script)


@pytest.mark.parametrize(
    "style",
    [
        ".a:has(.b) { color: red }",
        ".a { display: flex; gap: 4px }",
        ".a { inset: 0 }",
        ".a { aspect-ratio: 1 }",
        "a:focus-visible { outline: 0 }",
        ".a {\n  & .b { color: red }\n}",
        ".a { height: 100dvh }",
        ".a { background: url(https://cdn.example/x.png) }",
        "@layer base { a { color: red } }",
    ],
)
def test_a_style_that_an_old_handheld_does_not_know_is_refused(tmp_path: Path, style: str) -> None:
    assert written(tmp_path, "static/css/walk.css", style)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "templates/page.html",
            "<script type=\"module\" src=\"{{ url_for('static', filename='js/walk.js') }}\"></script>",
        ),
        ("templates/page.html", '<script type="application/json" id="stops">{"a": 1}</script>'),
        ("templates/page.html", '<button data-hx-post="/x" data-hx-trigger="wave-changed from:body">'),
        ("templates/page.html", '{# <p style=\'x\'> was here #}<p data-style="x" class="on">{{ it }}\'s 1 = 1</p>'),
        (
            "static/js/walk.js",
            "// a ??= b is not for Chrome 80\nconst a = b?.c ?? 'https://x/y';\nbox.style.width = '4px';",
        ),
        ("static/js/walk.js", "async function go() {\n  const a = await load();\n}"),
        ("static/js/walk.js", "a ??= b; // lint: allowed, loaded by new browsers only"),
        (
            "static/css/walk.css",
            ".a { display: grid; gap: 4px }\n/* :has() */ .b { margin-left: 4px; transform: scale(2) }",
        ),
        ("static/vendor/other.js", "a ??= b;"),
    ],
)
def test_what_the_policy_and_old_handhelds_take_is_left_alone(tmp_path: Path, name: str, text: str) -> None:
    assert written(tmp_path, name, text) == []


def test_a_breach_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    told = written(tmp_path, "static/css/walk.css", "a { color: red }\n\n.b { inset: 0 }\n")

    assert len(told) == 1
    assert told[0].startswith("app/static/css/walk.css:3: inset")
