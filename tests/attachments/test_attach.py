"""A photograph is on the disk before the book names it, once, and only those who may see its carton see it."""

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.attachments.commands import MOST, attach
from app.attachments.errors import NoPicture, PictureTooLarge, TooManyAttachments
from app.attachments.files import LARGEST, StoredFile, keep_picture, path_of
from app.attachments.models import PHOTOGRAPH, Attachment
from app.backups.archive import make_backup, restore_backup
from app.clock import now
from app.db import db, transaction
from app.operations.models import AuditEntry
from app.packing.models import Carton
from tests.attachments.pictures import jpeg, png
from tests.backups.test_backups import empty_database
from tests.visitor import visitor
from tests.world import World


@pytest.fixture
def var(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own."""
    monkeypatch.setitem(world.app.config, "VAR", tmp_path)
    return tmp_path


@pytest.fixture
def carton_id(world: World) -> int:
    order_id = world.order({"MUG": 1})
    with transaction() as session:
        carton = Carton(warehouse_id=world.warehouse_id, order_id=order_id, number=1, code="1", opened_at=now())
        session.add(carton)
        session.flush()
        return carton.id


def attached(world: World, carton_id: int, stored: StoredFile) -> int:
    def command() -> dict[str, int]:
        return attach(db.session.get_one(Carton, carton_id), PHOTOGRAPH, stored, world.actor("Ben"))

    return world.do(command)["attachment_id"]


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Attachment)) or 0


def test_a_file_is_whole_under_its_sum_for_its_owner_alone_and_never_executable(var: Path) -> None:
    stored = keep_picture(var, png())
    path = path_of(var, stored.sha256)

    assert path.read_bytes() == png()
    assert (stored.media_type, stored.size) == ("image/png", len(png()))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == [stored.sha256]


def test_the_same_file_again_is_not_written_again(var: Path) -> None:
    path = path_of(var, keep_picture(var, png()).sha256)
    os.utime(path, (1, 1))

    keep_picture(var, png())

    assert path.stat().st_mtime == 1


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"<svg/>", NoPicture), (png() + bytes(LARGEST), PictureTooLarge), (jpeg(4097, 10), PictureTooLarge)],
)
def test_what_is_no_picture_or_too_large_leaves_nothing_behind(
    var: Path, content: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        keep_picture(var, content)

    assert list(var.iterdir()) == []


def test_the_same_photograph_of_a_carton_is_one_attachment_with_one_audit_row(
    world: World, var: Path, carton_id: int
) -> None:
    stored = keep_picture(var, png())

    assert attached(world, carton_id, stored) == attached(world, carton_id, stored)

    assert count() == 1
    kept = db.session.scalars(select(Attachment)).one()
    assert (kept.entity, kept.entity_id, kept.worker_id) == ("cartons", carton_id, world.workers["Ben"])
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.entity == "attachments")).one()
    assert noted.after["sha256"] == stored.sha256


def test_one_carton_has_so_many_photographs_and_no_more(world: World, var: Path, carton_id: int) -> None:
    for shade in range(MOST):
        attached(world, carton_id, keep_picture(var, png(shade=shade)))

    with pytest.raises(TooManyAttachments):
        attached(world, carton_id, keep_picture(var, png(shade=MOST)))

    assert count() == MOST


def test_who_packs_sees_it_as_what_it_is_and_nobody_else_keeps_it(world: World, var: Path, carton_id: int) -> None:
    attachment_id = attached(world, carton_id, keep_picture(var, png()))

    answer = visitor(world, "Ben").get(f"/attachments/{attachment_id}")

    assert answer.data == png()
    assert answer.mimetype == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "status"), [("Cleo", 200), ("Fay", 200), ("Ana", 403), ("Dana", 200), ("Eli", 403), ("Olga", 404)]
)
def test_others_see_it_by_their_role(world: World, var: Path, carton_id: int, name: str, status: int) -> None:
    attachment_id = attached(world, carton_id, keep_picture(var, png()))

    assert visitor(world, name).get(f"/attachments/{attachment_id}").status_code == status


def test_what_belongs_to_something_that_the_role_may_not_see_is_refused(
    world: World, var: Path, carton_id: int
) -> None:
    attachment_id = attached(world, carton_id, keep_picture(var, png()))
    for entity, status in (("orders", 403), ("workers", 403), ("cartons", 200)):
        world.do(lambda entity=entity: setattr(db.session.get_one(Attachment, attachment_id), "entity", entity))  # type: ignore[misc]

        assert visitor(world, "Ben").get(f"/attachments/{attachment_id}").status_code == status


def test_a_backup_brings_it_back_with_its_row(world: World, var: Path, tmp_path: Path, carton_id: int) -> None:
    stored = keep_picture(var, png())
    attached(world, carton_id, stored)
    path = make_backup(db.engine, var, tmp_path / "backups", now())

    with empty_database(db.engine, tmp_path) as engine:
        restore_backup(engine, tmp_path / "there", path)
        with engine.connect() as connection:
            kept = connection.scalars(select(Attachment.sha256)).one()

    assert path_of(tmp_path / "there", kept).read_bytes() == png()


def test_a_photograph_whose_file_is_gone_is_no_longer_here(world: World, var: Path, carton_id: int) -> None:
    stored = keep_picture(var, png())
    attachment_id = attached(world, carton_id, stored)
    path_of(var, stored.sha256).unlink()

    assert visitor(world, "Ben").get(f"/attachments/{attachment_id}").status_code == 404
