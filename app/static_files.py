"""The files of `app/static` as they are sent: small, compressed once, under one build's name.

A script's imports are relative, so an address below `/static/<build>/` leads to all that it imports in the same build.
"""

import hashlib
import json
import mimetypes
import posixpath
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli

from app.joined_scripts import imports_of, join, page_name, without_comments

SHRINKS = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"})
"""What compression makes smaller; pictures and fonts are compressed already."""
TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}
"""Said by us, because the system's own list of types may know them by another name, or not at all."""
LARGE = 256 * 1024
"""The best compression of a larger file would keep its first reader waiting for seconds."""
SHRINK = Path(__file__).parent / "shrink.py"


@dataclass(frozen=True)
class StaticFile:
    name: str
    content: bytes

    @property
    def mimetype(self) -> str:
        suffix = Path(self.name).suffix
        return TYPES.get(suffix) or mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def shrinks(self) -> bool:
        return Path(self.name).suffix in SHRINKS

    @cached_property
    def etag(self) -> str:
        return hashlib.sha256(self.content).hexdigest()[:16]

    @cached_property
    def brotli(self) -> bytes:
        return bytes(brotli.compress(self.content, quality=11 if len(self.content) < LARGE else 9))

    @cached_property
    def gzip(self) -> bytes:
        packer = zlib.compressobj(9, wbits=31)
        return packer.compress(self.content) + packer.flush()


class StaticFiles:
    """All files of a folder, read once; `build` changes with any of them.

    Each of `pages`, the scripts of a page like ("js/handheld.js", "js/walk.js"), is there as one file too.
    """

    def __init__(self, folder: Path, pages: Sequence[tuple[str, ...]] = ()) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        self._read = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        self._pages = pages
        digest = hashlib.sha256(repr(pages).encode())
        for program in (SHRINK, SHRINK.with_name("joined_scripts.py")):
            digest.update(program.read_bytes())
        for name, content in self._read.items():
            digest.update(f"{name} {hashlib.sha256(content).hexdigest()}\n".encode())
        self.build = digest.hexdigest()[:10]

    @cached_property
    def files(self) -> dict[str, StaticFile]:
        """By name; made when the first of them is asked for."""
        sources = {name: self._text(name) for name in self._read if self._is_ours(name)}
        for parts in self.joined.values():
            sources |= parts
        contents = self._read | {name: text.encode() for name, text in _shrunk(sources).items()}
        return {name: StaticFile(name, content) for name, content in contents.items()}

    @cached_property
    def joined(self) -> dict[tuple[str, ...], dict[str, str]]:
        """For each of the pages its one script, and the parts that it loads when they are needed; not yet shrunk."""
        return {entries: self._join(entries) for entries in self._pages}

    def get(self, name: str) -> StaticFile | None:
        return self.files.get(name)

    def compress(self) -> None:
        """Ahead of the first who asks for them: a tenth of a second for a large one."""
        for file in list(self.files.values()):
            if file.shrinks:
                _ready = file.brotli, file.gzip

    def module_graph(self, *entries: str, late: bool = False) -> list[str]:
        """The scripts `entries` (like "js/walk.js") and all that they import, each once and after what it imports.

        What a script asks for only when it is needed, by `import("./x.js")`, counts with `late` alone.
        """
        found: dict[str, None] = {}
        seen: set[str] = set()

        def visit(name: str) -> None:
            if name in seen:
                return
            seen.add(name)
            for imported in self._imports(name, late):
                visit(imported)
            found[name] = None

        for entry in entries:
            visit(entry)
        return list(found)

    def scripts_of(self, entries: tuple[str, ...]) -> list[str]:
        """What a page with these entries loads at once: its one file, if it is one of `pages`, and files of others."""
        graph = self.module_graph(*entries)
        if entries not in self._pages:
            return graph
        own = posixpath.dirname(entries[0])
        return [*(name for name in graph if posixpath.dirname(name) != own), next(iter(self.joined[entries]))]

    def _join(self, entries: tuple[str, ...]) -> dict[str, str]:
        folder = posixpath.dirname(entries[0]) + "/"
        names = [name for name in self._read if name.startswith(folder) and name.endswith(".js")]
        texts = {name.removeprefix(folder): self._text(name) for name in names}
        order = [name.removeprefix(folder) for name in self.module_graph(*entries) if name.startswith(folder)]
        page = page_name([entry.removeprefix(folder) for entry in entries])
        return {folder + name: text for name, text in join(page, order, texts).items()}

    def _imports(self, name: str, late: bool) -> Iterator[str]:
        """Raises KeyError for a script that is not there."""
        for imported in imports_of(self._text(name), late):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(name), imported))

    def _text(self, name: str) -> str:
        text = self._read[name].decode()
        return without_comments(text) if name.endswith(".js") else text

    @staticmethod
    def _is_ours(name: str) -> bool:
        """What its makers have made small already stays as it is."""
        return name.endswith((".js", ".css")) and ".min." not in name


def _shrunk(texts: dict[str, str]) -> dict[str, str]:
    command = [sys.executable, str(SHRINK)]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    shrunk: dict[str, str] = json.loads(done.stdout)
    return shrunk
