"""The files of `app/static` as they are sent: without comments and blanks, compressed once, under one build's name.

A script's imports are relative, so an address below `/static/<build>/` leads to all that it imports in the same build.
"""

import hashlib
import mimetypes
import posixpath
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import brotli
import rcssmin
import rjsmin

SHRINKS = frozenset({".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"})
"""What compression makes smaller; pictures and fonts are compressed already."""
TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}
"""Said by us, because the system's own list of types may know them by another name, or not at all."""
LARGE = 256 * 1024
"""The best compression of a larger file would keep its first reader waiting for seconds."""

IMPORT = re.compile(r"""(?:^|[;}\s])(?:import|export)\b(?:[^"'();]*\bfrom)?\s*["'](\.[^"']+)["']""")
LATE_IMPORT = re.compile(r"""\bimport\(\s*["'](\.[^"']+)["']\s*\)""")


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
    """All files of a folder, read once; `build` changes with any of them."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        self.files = {name: StaticFile(name, _content(path)) for path in paths for name in [_name(path, folder)]}
        digest = hashlib.sha256()
        for file in self.files.values():
            digest.update(f"{file.name} {file.etag}\n".encode())
        self.build = digest.hexdigest()[:10]

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

    def _imports(self, name: str, late: bool) -> Iterator[str]:
        """Raises KeyError for a script that is not there."""
        text = self.files[name].content.decode()
        for pattern in (IMPORT, LATE_IMPORT) if late else (IMPORT,):
            for match in pattern.finditer(text):
                yield posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _content(path: Path) -> bytes:
    """As it is sent; what its makers have made small already stays as it is."""
    content = path.read_bytes()
    if ".min." in path.name:
        return content
    if path.suffix == ".js":
        return str(rjsmin.jsmin(content.decode())).encode()
    if path.suffix == ".css":
        return str(rcssmin.cssmin(content.decode())).encode()
    return content
