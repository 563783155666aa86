"""Administration of workers: roles, badges, PINs, passwords, locking, leaving."""

import html
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.db import db, transaction
from app.operations.models import AuditEntry, Operation
from app.workers.commands import give_roles
from app.workers.models import Session, Worker
from tests.printing.reading import codes_of_pdf, sizes_of_pdf, text_of_pdf
from tests.visitor import alert_of, give_password, give_pin, stranger_to, visitor
from tests.world import SYSTEM, World

BADGE = re.compile(r"BDG-[A-Z2-7]{16}")


def changes_of(worker_id: int) -> list[str]:
    rows = select(AuditEntry.change).where(AuditEntry.entity == "workers", AuditEntry.entity_id == worker_id)
    return list(db.session.scalars(rows.order_by(AuditEntry.id)))


def test_an_admin_adds_a_worker_prints_the_badge_and_makes_a_pin(world: World) -> None:
    gus = visitor(world, "Gus")

    added = gus.send("/admin/workers", name="  Hana   Mori ", language="zh_Hant", roles=["picker", "packer"])
    url = added.headers["Location"]
    badge = BADGE.search(text_of_pdf(gus.send(f"{url}/badges").data))
    pin = re.search(r'class="secret code">(\d{6})<', gus.send(f"{url}/pins").text)

    assert badge
    assert pin
    assert stranger_to(world).sign_in(badge[0], pin[1]).status_code == 303
    hana = db.session.scalars(select(Worker).where(Worker.name == "Hana Mori")).one()
    assert hana.roles_in(world.warehouse_id) == {"picker", "packer"}
    assert changes_of(hana.id) == ["enlisted", "badge_replaced", "pin_set"]
    assert badge[0] not in str([row.after for row in db.session.scalars(select(AuditEntry))])
    assert badge[0] not in str([row.result for row in db.session.scalars(select(Operation))])


def test_a_new_badge_ends_the_one_before(world: World) -> None:
    old, gus = give_pin(world, "Ana", "4711"), visitor(world, "Gus")

    gus.send(f"/admin/workers/{world.workers['Ana']}/badges")

    assert stranger_to(world).sign_in(old, "4711").status_code == 403


def test_badges_of_several_workers_come_on_one_sheet_and_end_those_before(world: World) -> None:
    old, gus = give_pin(world, "Ana", "4711"), visitor(world, "Gus")
    kept = world.worker("Ben").badge_hash

    two = [world.workers["Ana"], world.workers["Dana"]]
    sheet = gus.send("/admin/workers/badges", workers=two, size="A4").data
    nobody = gus.send("/admin/workers/badges")

    assert len(set(BADGE.findall(text_of_pdf(sheet)))) == 2
    assert sizes_of_pdf(sheet) == [(210, 297)]
    assert sizes_of_pdf(gus.send("/admin/workers/badges", workers=two).data) == [(86, 54), (86, 54)]
    assert stranger_to(world).sign_in(old, "4711").status_code == 403
    assert world.worker("Ben").badge_hash == kept
    assert (nobody.status_code, alert_of(nobody)) == (422, "Choose whose badges to print.")


def test_a_sheet_of_badges_is_read_by_a_scanner(world: World, tmp_path: Path) -> None:
    gus = visitor(world, "Gus")
    sheet = gus.send("/admin/workers/badges", workers=list(world.workers.values())[:4], size="A4").data

    (found,) = codes_of_pdf(sheet, tmp_path)
    made = set(BADGE.findall(text_of_pdf(sheet)))
    assert len(made) == 4
    assert found == {f"{kind}:{code}" for kind in ("CODE-128", "QR-Code") for code in made}


def test_a_template_that_cannot_be_filled_takes_nobodys_badge_away(world: World, own_papers: Path) -> None:
    box = "[[box]]\nkind = 'text'\nat = [1, 1]\nsize = [9, 9]\ntext = '{{ shoe }}'\n"
    (own_papers / "badge.toml").write_text(f"size = '86x54'\n{box}")

    printed = visitor(world, "Gus").send(f"/admin/workers/{world.workers['Ana']}/badges")

    assert BADGE.search(text_of_pdf(printed.data))


def test_a_badge_sent_for_twice_is_shown_once(world: World) -> None:
    gus, named = visitor(world, "Gus"), str(uuid4())
    url = f"/admin/workers/{world.workers['Ana']}/badges"
    first = gus.send(url, operation_id=named)
    kept = world.worker("Ana").badge_hash

    again = gus.send(url, operation_id=named)

    assert BADGE.search(text_of_pdf(first.data))
    assert again.status_code == 409
    assert BADGE.search(again.text) is None, "the demo's own badges are shorter"
    assert world.worker("Ana").badge_hash == kept


def test_unlocking_lets_a_locked_worker_in_again(world: World) -> None:
    badge, gus = give_pin(world, "Ana", "4711"), visitor(world, "Gus")
    with transaction():
        world.worker("Ana").wrong_tries, world.worker("Ana").locked_at = 10, now()
    assert stranger_to(world).sign_in(badge, "4711").status_code == 403

    gus.send(f"/admin/workers/{world.workers['Ana']}/unlockings")

    assert stranger_to(world).sign_in(badge, "4711").status_code == 303


def test_who_leaves_is_signed_out_at_once_and_stays_in_the_book(world: World) -> None:
    badge, gus, ana = give_pin(world, "Ana", "4711"), visitor(world, "Gus"), visitor(world, "Ana")

    gus.send(f"/admin/workers/{world.workers['Ana']}/leavings")

    assert ana.get("/work").headers["Location"] == "/sign-in"
    assert stranger_to(world).sign_in(badge, "4711").status_code == 403
    assert world.worker("Ana").name == "Ana"
    assert gus.send(f"/admin/workers/{world.workers['Ana']}/badges").status_code == 409


@pytest.mark.parametrize("ending", ["leavings", "roles"])
def test_a_warehouse_keeps_an_admin(world: World, ending: str) -> None:
    gus, me = visitor(world, "Gus"), world.workers["Gus"]

    refused = gus.send(f"/admin/workers/{me}/{ending}" + (f"/{world.warehouse_id}" if ending == "roles" else ""))

    assert refused.status_code == 409
    assert "Nobody else is admin" in alert_of(refused)
    assert world.worker("Gus").roles_in(world.warehouse_id) == {"admin"}


def test_roles_take_effect_at_once(world: World) -> None:
    gus, ana = visitor(world, "Gus"), visitor(world, "Ana")

    gus.send(f"/admin/workers/{world.workers['Ana']}/roles/{world.warehouse_id}", roles=["packer"])

    assert ana.get("/work").status_code == 403
    assert world.worker("Ana").roles_in(world.warehouse_id) == {"packer"}
    last = db.session.scalars(select(AuditEntry).where(AuditEntry.change == "roles_given")).one()
    assert (last.before, last.after) == (
        {"roles": [f"{world.warehouse_id}:picker"]},
        {"roles": [f"{world.warehouse_id}:packer"]},
    )


def test_roles_of_a_warehouse_that_one_does_not_administer_are_not_for_giving(world: World) -> None:
    gus = visitor(world, "Gus")

    refused = gus.send(f"/admin/workers/{world.workers['Ana']}/roles/{world.other_warehouse_id}", roles=["admin"])

    assert refused.status_code == 403
    assert not world.worker("Ana").roles_in(world.other_warehouse_id)


@pytest.mark.parametrize("secret", ["badges", "pins", "passwords", "leavings"])
def test_an_admin_of_one_warehouse_does_not_take_over_who_also_works_in_another(world: World, secret: str) -> None:
    with transaction():
        give_roles(world.worker("Olga"), world.warehouse_id, ["picker"], SYSTEM)
    badge, gus = give_password(world, "Olga", "correct horse battery"), visitor(world, "Gus")

    refused = gus.send(f"/admin/workers/{world.workers['Olga']}/{secret}", password="taken over by Gus")

    assert refused.status_code == 403
    assert stranger_to(world).sign_in(badge, "correct horse battery").status_code == 303


def test_a_short_password_is_refused_and_the_old_one_stays(world: World) -> None:
    badge, gus = give_password(world, "Cleo", "correct horse battery"), visitor(world, "Gus")

    refused = gus.send(f"/admin/workers/{world.workers['Cleo']}/passwords", password="fourteen chars")

    assert refused.status_code == 422
    assert stranger_to(world).sign_in(badge, "correct horse battery").status_code == 303


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "a\x00b", "a\u202eb"])
def test_a_name_that_nobody_can_read_is_refused(world: World, name: str) -> None:
    refused = visitor(world, "Gus").send("/admin/workers", name=name, language="en")

    assert refused.status_code in {400, 422}
    assert db.session.scalar(select(func.count(Worker.id))) == len(world.workers)


def test_a_name_is_shown_and_never_run(world: World) -> None:
    gus, name = visitor(world, "Gus"), "<b onclick=x>Hana</b>"
    gus.send("/admin/workers", name=name, language="en")

    page = gus.get("/admin/workers").text

    assert html.escape(name) in page
    assert name not in page


@pytest.mark.parametrize(("field", "value"), [("language", "xx"), ("roles", "king")])
def test_what_is_not_in_the_list_is_refused(world: World, field: str, value: str) -> None:
    form: dict[str, Any] = {"name": "Hana", "language": "en", field: value}

    refused = visitor(world, "Gus").send("/admin/workers", **form)

    assert refused.status_code == 422
    assert db.session.scalar(select(Worker.id).where(Worker.name == "Hana")) is None


def test_other_sessions_stay_open_when_one_worker_leaves(world: World) -> None:
    gus, ben = visitor(world, "Gus"), visitor(world, "Ben")

    gus.send(f"/admin/workers/{world.workers['Ana']}/leavings")

    assert ben.get("/work").status_code == 200
    assert db.session.scalar(select(Session.id).where(Session.ended_at.is_not(None))) is None


def test_an_operation_remembers_nothing_of_a_password(world: World) -> None:
    gus, named = visitor(world, "Gus"), str(uuid4())
    url = f"/admin/workers/{world.workers['Cleo']}/passwords"
    gus.send(url, operation_id=named, password="correct horse battery")
    kept = world.worker("Cleo").password_hash

    again = gus.send(url, operation_id=named, password="another horse battery")

    assert again.status_code == 303  # had the password been part of the fingerprint, this were another operation
    assert world.worker("Cleo").password_hash == kept
