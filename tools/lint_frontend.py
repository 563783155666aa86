"""Check templates, scripts and styles against three things that no other linter here knows.

The Content-Security-Policy has no unsafe part, so what it forbids must not be written; handhelds stay on old WebViews,
so what Chrome 80 does not know must not be used; what a person reads goes through gettext. A line that must break a
rule says why in a comment with the words `lint: allowed`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

Rule = tuple[str, str]
"""A pattern, and why it must not be written."""

Breach = tuple[Path, int, str]
"""A file, a line, and why it must not be written."""

RAW = "a text that cannot be translated: its words come with the page, say(…) has them"

IN_TEMPLATES: list[Rule] = [
    (r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>", "a script without src: the policy refuses it"),
    (r"<style\b", "a style element: the policy refuses it, use a class"),
    (r"<[a-z][^>]*\sstyle\s*=", "a style attribute: the policy refuses it, use a class"),
    (r"<[a-z][^>]*\son[a-z]+\s*=", "an on… attribute: the policy refuses it, listen in a script"),
    (r"<[a-z][^>]*\shx-[a-z-]+", "a bare hx-… attribute: write data-hx-…"),
    (r"data-hx-on\b", "data-hx-on needs eval: listen in a script"),
    (r"data-hx-vars\b", "data-hx-vars needs eval: use data-hx-vals"),
    (r"data-hx-(?:vals|headers|request)\s*=\s*[\"'](?:js|javascript):", "js: needs eval, and vanishes silently"),
    (r"data-hx-trigger\s*=\s*(?:\"[^\"]*\[|'[^']*\[)", "an event filter needs eval, and then always fires"),
    (r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", "a javascript: address"),
    (r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//", "a file of another host"),
    (r"\{%-?\s*autoescape\s+false", "escaping is never off"),
]

IN_SCRIPTS: list[Rule] = [
    (r"\beval\s*\(|\bnew\s+Function\b|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]", "eval: the policy refuses it"),
    (r"setAttribute\(\s*[\"']style[\"']", "a style attribute: the policy refuses it, use a class or .style"),
    (r"(?:\?\?|\|\||&&)=", "logical assignment (Chrome 85)"),
    (r"\.at\(", ".at() (Chrome 92)"),
    (r"\.replaceAll\(", ".replaceAll() (Chrome 85)"),
    (r"\.replaceChildren\(", ".replaceChildren() (Chrome 86)"),
    (r"\.(?:findLast|findLastIndex)\(", ".findLast() (Chrome 97)"),
    (r"\.to(?:Sorted|Reversed|Spliced)\(", "a copying array method (Chrome 110)"),
    (r"\bObject\.(?:hasOwn|groupBy)\(", "Object.hasOwn (93) and groupBy (117)"),
    (r"\bstructuredClone\b", "structuredClone (Chrome 98)"),
    (r"\brandomUUID\b", "crypto.randomUUID (Chrome 92, and HTTPS only)"),
    (r"\bPromise\.(?:any|withResolvers)\b", "Promise.any (85) and withResolvers (119)"),
    (r"\bAbortSignal\.(?:timeout|any)\b", "AbortSignal.timeout (Chrome 103)"),
    (r"\bWeakRef\b|\bFinalizationRegistry\b", "WeakRef (Chrome 84)"),
    (r"^\s*(?:static\s+|get\s+|set\s+|async\s+)*#\w+\s*\(", "a private method (Chrome 84)"),
    (r"\bstatic\s*\{", "a static block (Chrome 94)"),
    (r"^(?:const|let|var)\s+[^=]+=\s*await\b|^await\b", "await outside a function (Chrome 89)"),
    (r"\.(?:show|hide|toggle)Popover\(", "popover (Chrome 114)"),
    (r"^\s*(?:import|export)\b[^;]*[\"'](?:https?:)?//", "a file of another host"),
    (r"\.(?:textContent|innerText|innerHTML|title|placeholder|ariaLabel|alt)\s*=\s*[\"'`][^\"'`$]*[a-z]{2}", RAW),
    (r"setAttribute\(\s*[\"'](?:aria-label|title|alt|placeholder)[\"']\s*,\s*[\"'`][^\"'`$]*[a-z]{2}", RAW),
    (
        r"(?<![.\w])alert\(|\bwindow\.(?:alert|confirm|prompt)\(",
        "a dialog of the browser: it has the browser's language",
    ),
    (r"\btell\([^(),]*,\s*[\"'`][^\"'`$]*[a-z]{2}", RAW),
    (r"[\"'`](?-i:[A-Z][a-z]+(?: [a-z]+)+[.?!]?)[\"'`]|[\u4e00-\u9fff]", RAW),
]

IN_STYLES: list[Rule] = [
    (r":has\(", ":has() (Chrome 105)"),
    (r":(?:is|where)\(", ":is() and :where() (Chrome 88)"),
    (r":not\([^()]*,", ":not() with a list (Chrome 88)"),
    (r":focus-visible", ":focus-visible (Chrome 86); an unknown selector drops the whole rule"),
    (r"^\s*&", "nesting (Chrome 112)"),
    (r"@(?:container|layer|scope|property|starting-style)\b", "@container, @layer, @scope, @property (85 and later)"),
    (r"(?<![\w-])inset(?:-(?:inline|block)(?:-\w+)?)?\s*:", "inset (Chrome 87): top, right, bottom, left"),
    (r"(?<![\w-])(?:margin|padding)-(?:inline|block)\s*:", "margin-inline and the like (Chrome 87)"),
    (r"(?<![\w-])aspect-ratio\s*:", "aspect-ratio (Chrome 88)"),
    (r"(?<![\w-])(?:translate|rotate|scale)\s*:", "translate, rotate, scale (Chrome 104): transform"),
    (r"overflow(?:-[xy])?\s*:\s*clip", "overflow: clip (Chrome 90)"),
    (r"\d[dsl]v[hw]\b", "dvh, svh, lvh (Chrome 108)"),
    (r"\b(?:color-mix|oklch|oklab|light-dark)\(", "colour functions (Chrome 111)"),
    (r"url\(\s*[\"']?(?:https?:)?//|@import\b", "a file of another host"),
]

SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label)\s*=\s*[\"']([^\"']*)")
NOT_SPOKEN = re.compile(
    r"\{%-?\s*trans\b.*?endtrans\s*-?%\}"
    r"|\{%-?\s*block\s+body_(?:class|data)\s*-?%\}.*?endblock\s*-?%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}|&\w+;"
    r"|<(code|kbd|pre|script)\b.*?</\1>",
    re.DOTALL,
)
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
NAMES = {"Shelfway", "PIN", "QR", "SKU", "English", "px"}
GAP = re.compile(r"(?<![\w-])(?:row-|column-)?gap\s*:")
LAID_OUT = re.compile(r"display\s*:\s*(?:inline-)?grid|column(?:s|-count|-width)\s*:")
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", re.DOTALL)
LINE_COMMENT = re.compile(r"(?<![:\"'`\\])//[^\n]*")
ICON = re.compile(r"icons\.svg[^\n]{0,40}?#([a-z0-9-]+)|\bicon\(\s*[\"']([a-z0-9-]+)[\"']")


def main() -> int:
    found = breaches(Path(__file__).parent.parent / "app")
    for line in found:
        print(line)
    print(f"{len(found)} to mend" if found else "templates, scripts and styles keep to the policy and to Chrome 80")
    return 1 if found else 0


def breaches(app: Path) -> list[str]:
    """What stands in the folders `templates` and `static` of `app` and must not, each with its file and line."""
    templates = sorted((app / "templates").rglob("*.html")) + sorted((app / "templates").rglob("*.svg"))
    static = [path for path in sorted((app / "static").rglob("*")) if "vendor" not in path.parts]
    scripts = [path for path in static if path.suffix == ".js"]
    styles = [path for path in static if path.suffix == ".css"]
    icons = known_icons(app / "static" / "icons.svg")
    found = [
        *(found for path in templates for found in broken(path, IN_TEMPLATES)),
        *(found for path in templates for found in untranslated(path)),
        *(found for path in scripts for found in broken(path, IN_SCRIPTS)),
        *(found for path in styles for found in [*broken(path, IN_STYLES), *gaps(path)]),
        *(found for path in [*templates, *scripts] for found in missing_icons(path, icons)),
    ]
    return [f"{path.relative_to(app.parent)}:{line}: {why}" for path, line, why in found if not allowed(path, line)]


def broken(path: Path, rules: list[Rule]) -> Iterator[Breach]:
    text = without_comments(path)
    for pattern, why in rules:
        for match in re.finditer(pattern, text, re.MULTILINE | re.IGNORECASE):
            yield path, line_at(text, match.end()), why  # a tag may begin lines before what is wrong in it


def gaps(path: Path) -> Iterator[Breach]:
    """Chrome 80 knows gap in grids only, so a rule with a gap says itself that it is one."""
    text = without_comments(path)
    for block in re.finditer(r"\{([^{}]*)\}", text):
        gap = GAP.search(block[1])
        if gap and not LAID_OUT.search(block[1]):
            yield path, line_at(text, block.start(1) + gap.start()), "gap without display: grid (flex: Chrome 84)"


def untranslated(path: Path) -> Iterator[Breach]:
    """A text that a person reads goes through gettext; names are the same in every language."""
    text = NOT_SPOKEN.sub(blank, without_comments(path))
    for match in [*SPOKEN.finditer(text), *re.finditer(r"[^\n]+", TAG.sub(blank, text))]:
        for word in re.finditer(r"[A-Za-z]{2,}", match[match.re.groups]):
            if word[0] not in NAMES:
                yield path, line_at(text, match.start()), f"{word[0]} is not translated: write _('…')"


def missing_icons(path: Path, known: set[str]) -> Iterator[Breach]:
    """An icon that the sprite lacks shows as nothing."""
    text = without_comments(path)
    for match in ICON.finditer(text):
        name = match[1] or match[2]
        if name not in known:
            yield path, line_at(text, match.start()), f"the sprite has no icon {name}: add it to tools/vendor.json"


def known_icons(sprite: Path) -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', sprite.read_text())) if sprite.exists() else set()


def allowed(path: Path, line: int) -> bool:
    return "lint: allowed" in path.read_text().splitlines()[line - 1]


def line_at(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def without_comments(path: Path) -> str:
    """The text with its comments blanked, so that lines keep their numbers."""
    text = COMMENT.sub(blank, path.read_text())
    return LINE_COMMENT.sub("", text) if path.suffix == ".js" else text


def blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


if __name__ == "__main__":
    sys.exit(main())
