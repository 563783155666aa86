"""Check that every text of code and templates is translated into each language, with the places it fills."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

TRANSLATIONS = Path("app/translations")
LANGUAGES = ("zh_Hant", "zh_Hans")
PLACE = re.compile(r"%\((\w+)\)\w")


def main() -> int:
    with tempfile.TemporaryDirectory() as room:
        pot = Path(room) / "messages.pot"
        subprocess.run(["tools/extract-messages", str(pot)], check=True)
        wanted = read(pot)
    found = [line for language in LANGUAGES for line in missing(wanted, language)]
    for line in found[:40]:
        print(line)
    print(f"{len(found)} to translate: `make messages` collects them" if found else "every text is translated")
    return 1 if found else 0


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def missing(wanted: Catalog, language: str) -> Iterator[str]:
    po = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    known = read(po) if po.exists() else Catalog()
    for message in wanted:
        if not message.id:
            continue
        found = known.get(message.id, message.context)
        if found is None or found.fuzzy or not all(texts(found)):
            yield f"{language}: not translated: {first(message)}"
        elif any(places(text) != places(first(message)) for text in texts(found)):
            yield f"{language}: fills other places than the English: {first(message)}"
        elif any(is_english(text, message) for text in texts(found)):
            yield f"{language}: still English: {first(message)}"


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [])


def is_english(text: str, message: Message) -> bool:
    """The same as the English, and more than a name, an abbreviation or a pattern of a date."""
    return text == first(message) and bool(re.search(r"[a-z]{3}|[A-Za-z]{2} [a-z]{2}", PLACE.sub("", text)))


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


if __name__ == "__main__":
    sys.exit(main())
