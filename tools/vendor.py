"""Fetch the browser's libraries and icons from their npm packages, or check that the committed ones are those.

vendor.py            fetch, and stop where a file is not what its checksum in vendor.json says
vendor.py --pin      fetch, and write down the checksums (after a version was raised by hand)
vendor.py --check    compare the committed files with the checksums; needs no network
"""

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
LIST = ROOT / "tools" / "vendor.json"
VENDOR = ROOT / "app" / "static" / "vendor"
SPRITE = ROOT / "app" / "static" / "icons.svg"
SVG = "http://www.w3.org/2000/svg"
DRAWN = ("viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()

    wanted = json.loads(LIST.read_text())
    files = read_committed(wanted) if asked.check else fetch(wanted)
    if asked.pin:
        pin(wanted, files)
    wrong = differing(wanted, files)
    for path in wrong:
        print(f"{path} is not the file that tools/vendor.json names (sha256 differs)", file=sys.stderr)
    if wrong:
        return 1
    if not asked.check:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        print(f"{len(files)} files written to {VENDOR.parent.relative_to(ROOT)}")
    return 0


def targets(wanted: dict[str, Any]) -> list[tuple[str, str, dict[str, str]]]:
    """(package, path in it, where to and checksum), the sprite not among them."""
    return [(package, path, entry) for package, paths in wanted["packages"].items() for path, entry in paths.items()]


def read_committed(wanted: dict[str, Any]) -> dict[Path, bytes]:
    paths = [VENDOR / entry["to"] for _, _, entry in targets(wanted)] + [SPRITE]
    return {path: path.read_bytes() if path.exists() else b"" for path in paths}


def fetch(wanted: dict[str, Any]) -> dict[Path, bytes]:
    files: dict[Path, bytes] = {}
    with tempfile.TemporaryDirectory() as room:
        for package, paths in wanted["packages"].items():
            with tarfile.open(download(package, Path(room))) as archive:
                for path, entry in paths.items():
                    files[VENDOR / entry["to"]] = member(archive, path)
                if package.startswith("lucide-static@"):
                    files[SPRITE] = sprite({name: member(archive, f"icons/{name}.svg") for name in wanted["icons"]})
    return files


def download(package: str, room: Path) -> Path:
    name = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=room, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    return room / name


def member(archive: tarfile.TarFile, path: str) -> bytes:
    found = archive.extractfile(f"package/{path}")
    if found is None:
        raise FileNotFoundError(path)
    return found.read()


def sprite(icons: dict[str, bytes]) -> bytes:
    """One file with a symbol per icon: `<svg class="icon"><use href="/static/icons.svg#check"/></svg>`."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.Element(f"{{{SVG}}}svg")
    for name, source in sorted(icons.items()):
        icon = ElementTree.fromstring(source)  # noqa: S314 - a file whose checksum is pinned
        symbol = ElementTree.SubElement(root, f"{{{SVG}}}symbol", {"id": name})
        symbol.attrib.update({key: icon.attrib[key] for key in DRAWN if key in icon.attrib})
        symbol.extend(list(icon))
    text = re.sub(r"\s*\n\s*", "", ElementTree.tostring(root, encoding="unicode"))
    comment = "<!-- Icons of lucide-static (ISC), see vendor/lucide.LICENSE.txt; made by `make vendor`. -->"
    return (comment + "\n" + text.replace("<symbol", "\n<symbol") + "\n").encode()


def differing(wanted: dict[str, Any], files: dict[Path, bytes]) -> list[Path]:
    known = {VENDOR / entry["to"]: entry.get("sha256") for _, _, entry in targets(wanted)}
    known[SPRITE] = wanted.get("sprite_sha256")
    return [path.relative_to(ROOT) for path, content in files.items() if known[path] != digest(content)]


def pin(wanted: dict[str, Any], files: dict[Path, bytes]) -> None:
    for _, _, entry in targets(wanted):
        entry["sha256"] = digest(files[VENDOR / entry["to"]])
    wanted["sprite_sha256"] = digest(files[SPRITE])
    LIST.write_text(json.dumps(wanted, indent=2) + "\n")


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
