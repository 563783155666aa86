"""Several modules as one: a page's own scripts in a single file, which goes over a slow line much faster than thirty.

Each module keeps a scope of its own, as a function that is called once and gives what the module exports; a module
comes after what it imports. What a page loads only when it is needed (`import("./x.js")`) stays a file of its own, and
imports what it shares with the page from the page's one file, so that nothing is there twice.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

COMMENT = re.compile(r"^[ \t]*(?://.*|/\*[\s\S]*?\*/[ \t]*)$", re.MULTILINE)
"""Lines of a comment; the types in them name modules, too."""
IMPORT = re.compile(r"""^(?:import|export)\b(?:[^"'();]*\bfrom)?\s*["'](\.[^"']+)["']""", re.MULTILINE)
NAMED_IMPORT = re.compile(r"""^import\s*\{([^}]*)\}\s*from\s*["']\./([^"']+)["'];?""", re.MULTILINE)
FOREIGN_IMPORT = re.compile(r"""^import\s*\{([^}]*)\}\s*from\s*["'](\.\./[^"']+)["'];?""", re.MULTILINE)
BARE_IMPORT = re.compile(r"""^import\s*["']\./([^"']+)["'];?""", re.MULTILINE)
LATE_IMPORT = re.compile(r"""\bimport\(\s*["'](\.[^"']+)["']\s*\)""")
EXPORT = re.compile(r"^export\s+((?:async\s+)?function\s*\*?|class|const)\s+(\w+)", re.MULTILINE)
NOT_JOINED = re.compile(r"^(?:export|import)\b(?!\s*\()", re.MULTILINE)


class NotJoinable(Exception):
    """A module is written in a way that is not known here, or imports one that needs it; it says which and what."""


def without_comments(text: str) -> str:
    return COMMENT.sub("", text)


def imports_of(text: str, late: bool) -> Iterator[str]:
    """What a module imports, as it is written there; with `late` also what it may ask for later."""
    for pattern in (IMPORT, LATE_IMPORT) if late else (IMPORT,):
        yield from (match[1] for match in pattern.finditer(text))


def page_name(entries: Sequence[str]) -> str:
    """`handheld+walk.js`, of which `handheld+walk@choose.js` is a part that is loaded when it is needed.

    One entry alone has another name than its module: pages that load the module itself load its parts once only.
    """
    stems = [entry.removesuffix(".js") for entry in entries]
    return "+".join(stems if len(stems) > 1 else [*stems, "alone"]) + ".js"


def join(page: str, order: Sequence[str], texts: Mapping[str, str]) -> dict[str, str]:
    """The page's file first, then its late parts; `order` has each module after what it imports, all of one folder.

    What they import from another folder (`../vendor/idb.js`) stays an import of the page's file.
    """
    return _Joining(page, order, texts).files()


class _Joining:
    def __init__(self, page: str, order: Sequence[str], texts: Mapping[str, str]) -> None:
        self.page = page
        self.texts = texts
        self.numbers = {name: f"m{number}" for number, name in enumerate(order)}
        foreign = (path for name in order for _, path in FOREIGN_IMPORT.findall(texts[name]))
        self.foreign = {path: f"f{number}" for number, path in enumerate(dict.fromkeys(foreign))}

    def files(self) -> dict[str, str]:
        foreign = [f'import*as {module} from"{path}";' for path, module in self.foreign.items()]
        known: set[str] = set()
        functions = []
        for name in self.numbers:
            functions.append(self._as_function(name, known))
            known.add(name)
        exported = f"export{{{','.join(self.numbers.values())}}};\n"
        found = {self.page: "\n".join([*foreign, *functions, exported])}
        waiting = [late for name in self.numbers for late in self._late_of(name)]
        while waiting:
            late = waiting.pop()
            if self._part(late) not in found:
                found[self._part(late)] = self._as_part(late)
                waiting += self._late_of(late)
        return found

    def _late_of(self, name: str) -> list[str]:
        """Modules of the same folder that are not in the page's file, but needed beside it."""
        later = [path.removeprefix("./") for path in imports_of(self.texts[name], late=True) if path.startswith("./")]
        return [path for path in later if path not in self.numbers]

    def _part(self, late: str) -> str:
        return f"{self.page.removesuffix('.js')}@{late}"

    def _as_function(self, name: str, known: set[str]) -> str:
        text = self.texts[name]
        needed = {path for _, path in NAMED_IMPORT.findall(text)} | set(BARE_IMPORT.findall(text))
        if needed - known:
            raise NotJoinable(f"{name} and {', '.join(sorted(needed - known))} import each other.")
        exports = [exported for _, exported in EXPORT.findall(text)]
        text = FOREIGN_IMPORT.sub(lambda found: _taken(found[1], self.foreign[found[2]]), BARE_IMPORT.sub("", text))
        text = NAMED_IMPORT.sub(lambda found: _taken(found[1], self.numbers[found[2]]), text)
        text = self._with_late(EXPORT.sub(r"\1 \2", text))
        if NOT_JOINED.search(text):
            raise NotJoinable(
                f"{name}: write import {{ a, b as c }} from, export function, class or const, one at a time."
            )
        return f"const {self.numbers[name]}=(()=>{{{text}\nreturn{{{','.join(exports)}}}}})();"

    def _as_part(self, name: str) -> str:
        text = self.texts[name]

        def imported(found: re.Match[str]) -> str:
            if found[2] in self.numbers:
                return _taken(found[1], self.numbers[found[2]])
            return f'import{{{found[1]}}}from"./{self._part(found[2])}";'

        needed = {path.removeprefix("./") for path in imports_of(text, late=True)}
        taken = ",".join(module for one, module in self.numbers.items() if one in needed)
        page = f'import{{{taken}}}from"./{self.page}";\n' if taken else ""
        return page + self._with_late(NAMED_IMPORT.sub(imported, text))

    def _with_late(self, text: str) -> str:
        """A module that the page has anyway is not loaded again."""

        def late(found: re.Match[str]) -> str:
            name = found[1].removeprefix("./")
            if found[1].startswith("../"):
                return found[0]
            return (
                f"Promise.resolve({self.numbers[name]})" if name in self.numbers else f'import("./{self._part(name)}")'
            )

        return LATE_IMPORT.sub(late, text)


def _taken(names: str, module: str) -> str:
    renamed = re.sub(r"\s+as\s+", ":", names.strip())
    return f"const{{{renamed}}}={module};"
