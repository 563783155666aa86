"""A backup: one compressed file that holds the book, what was attached to it, and a word on what it is."""

import json
import tarfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from app.backups.book import bring_back_book, save_book
from app.backups.errors import NotABackup, OtherDatabase
from app.schema import revisions_of

BOOK, ABOUT = "book", "about.json"
KEPT_FOLDERS = ("attachments",)
"""Of SHELFWAY_VAR. Keys and secrets lie beside them and stay out: who reads a backup shall not become the server."""
PATTERN = "shelfway-*.tar.gz"


@dataclass(frozen=True)
class About:
    program: str
    database: str
    revisions: Sequence[str]
    made_at: str


def make_backup(engine: Engine, var: Path, folder: Path, at: datetime) -> Path:
    """Written under another name until it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"shelfway-{at:%Y%m%dT%H%M%SZ}.tar.gz"
    about = About("shelfway", engine.url.get_backend_name(), sorted(revisions_of(engine)), at.isoformat())
    with TemporaryDirectory(dir=folder) as room:
        save_book(engine.url, Path(room) / BOOK)
        (Path(room) / ABOUT).write_text(json.dumps(asdict(about)))
        whole = Path(room) / path.name
        with tarfile.open(whole, "w:gz", compresslevel=6) as archive:
            archive.add(Path(room) / ABOUT, ABOUT)
            archive.add(Path(room) / BOOK, BOOK)
            for name in KEPT_FOLDERS:
                if (var / name).is_dir():
                    archive.add(var / name, name)
        whole.chmod(0o600)  # customers' addresses are in it
        whole.rename(path)
    return path


def restore_backup(engine: Engine, var: Path, path: Path) -> About:
    """Into an empty database, and the attachments to their folder. Raises NotABackup, OtherDatabase or NotEmpty."""
    about = read_about(path)
    if about.database != engine.url.get_backend_name():
        raise OtherDatabase(kind=about.database)
    var.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=var) as room, tarfile.open(path) as archive:
        archive.extractall(room, filter="data")
        bring_back_book(engine, Path(room) / BOOK)
        for name in KEPT_FOLDERS:
            if (Path(room) / name).is_dir():
                (Path(room) / name).rename(var / name)
    return about


def read_about(path: Path) -> About:
    """What it is a backup of. Raises NotABackup."""
    try:
        with tarfile.open(path) as archive:
            found = archive.extractfile(ABOUT)
            return About(**json.load(found))  # type: ignore[arg-type]
    except (OSError, EOFError, KeyError, TypeError, ValueError, tarfile.TarError):
        raise NotABackup(path=str(path)) from None


def forget_old(folder: Path, keep: int) -> list[Path]:
    """All but the newest so many go."""
    old = sorted(folder.glob(PATTERN))[:-keep]
    for path in old:
        path.unlink()
    return old
