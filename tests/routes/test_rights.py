"""Every address × every role × a worker of another warehouse."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from app.db import db, transaction
from app.operations.models import AuditEntry
from app.routes.attachments import SEEN_BY
from app.routes.rights import DEVICE, PUBLIC, RIGHTS, SIGNED_IN
from app.workers.commands import give_roles
from app.workers.models import ROLES
from tests.routes.riverside import rows_of_riverside
from tests.visitor import PAGE, Visitor, stranger_to, visitor
from tests.world import SYSTEM, World

NOBODYS = {
    "kind": "bins",
    "goods": "device",
    "code": "unknown",
    "build": "latest",
    "filename": "icon.svg",
    "item_id": 1,
    "token": "unknown",
    "step": "shipped",
    "language": "en",
    "name": "bin",
    "form": "csv",
    "number": "RMA-00001",
    "what": "balances",
    "operation_id": UUID(int=0),
    "by": "week",
}
"""What stands in addresses and belongs to no warehouse."""


BY_LINK = {"parcel_page.create_quiet", "return_page.create", "return_page.create_cancellation"}
"""What a customer asks for, whom the link alone proves."""


def addresses(app: Flask) -> list[tuple[Rule, str]]:
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return [(rule, method) for rule in rules for method in sorted((rule.methods or set()) & {"GET", "POST"})]


def url_of(app: Flask, rule: Rule, rows: dict[str, Any]) -> str:
    missing = rule.arguments - rows.keys()
    assert not missing, f"{rule.rule}: say in this test which row {missing} is"
    values = {name: rows[name] for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


@pytest.fixture
def rows(world: World) -> dict[str, Any]:
    return NOBODYS | rows_of_riverside(world)


def test_every_address_has_its_line_in_the_table(world: World) -> None:
    assert set(world.app.view_functions) == set(RIGHTS)


def test_an_address_without_a_line_in_the_table_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    gus = visitor(world, "Gus")
    monkeypatch.delitem(RIGHTS, "workers.index")

    assert gus.get("/admin/workers").status_code == 403


@pytest.mark.parametrize("name", ["Ana", "Ben", "Cleo", "Dana", "Eli", "Fay", "Gus"])
def test_each_role_reaches_what_the_table_gives_it_and_nothing_else(
    world: World, rows: dict[str, Any], name: str
) -> None:
    roles = world.worker(name).roles_in(world.warehouse_id)
    client = world.client(name)

    for rule, method in addresses(world.app):
        # A post without the CSRF token changes nothing: the rights refuse it before, or the missing token after.
        answer = client.open(url_of(world.app, rule, rows), method=method, headers=PAGE, buffered=True)
        needed = RIGHTS[rule.endpoint]
        if rule.endpoint == "attachments.show":
            needed = SEEN_BY["cartons"]  # what this one belongs to narrows the table further
        may = needed in (PUBLIC, DEVICE, SIGNED_IN) or bool(needed & roles)
        if rule.endpoint in BY_LINK:
            assert answer.status_code == 404, rule  # a customer has no page of ours; the link is what proves who asks
        elif method == "POST":
            assert answer.status_code == (400 if may else 403), rule
        elif rule.endpoint != "devices.enrolment":  # its code is unknown, which is refused like a right
            assert (answer.status_code != 403) == may, rule


def test_nobody_signed_in_reaches_what_needs_a_worker(world: World, rows: dict[str, Any]) -> None:
    client = stranger_to(world).client
    client.get("/sign-in", headers=PAGE)

    for rule, method in addresses(world.app):
        if RIGHTS[rule.endpoint] in (PUBLIC, DEVICE):
            continue
        answer = client.open(url_of(world.app, rule, rows), method=method, headers=PAGE, buffered=True)
        assert answer.status_code == (303 if method == "GET" else 401), rule
        assert "/sign-in" in (answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""), rule


def test_a_worker_of_another_warehouse_with_every_role_touches_nothing_here(world: World, rows: dict[str, Any]) -> None:
    with transaction():
        give_roles(world.worker("Olga"), world.other_warehouse_id, ROLES, SYSTEM)
    olga = Visitor(world.client("Olga"))
    here = select(func.count()).select_from(AuditEntry).where(AuditEntry.warehouse_id == world.warehouse_id)
    before = db.session.scalar(here)

    for rule, method in addresses(world.app):
        if not rule.arguments - NOBODYS.keys():
            continue
        url = url_of(world.app, rule, rows)
        answer = olga.get(url) if method == "GET" else olga.send(url, operation_id=str(uuid4()))
        from_outside = {400} if RIGHTS[rule.endpoint] is PUBLIC else set()  # a carrier, known by its signature
        assert answer.status_code in {403, 404, 422} | from_outside, rule
        assert "Ana" not in answer.text, rule

    assert db.session.scalar(here) == before
