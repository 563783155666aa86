"""The admin sets the rules of all channels and of one."""

from typing import Any

from sqlalchemy import select

from app.db import db, transaction
from app.operations.models import AuditEntry
from app.orders.models import Channel
from app.returns.rule_book import own_rules, rules_for
from tests.returns.test_rules import form as rules_form
from tests.visitor import alert_of, visitor
from tests.world import World


def test_the_admin_sets_the_rules_of_all_and_of_one_channel_and_what_is_unclear_changes_nothing(world: World) -> None:
    gus, url = visitor(world, "Gus"), "/admin/returns"
    assert gus.send(url, None, **rules_form(days="30", without_items="MUG")).status_code == 303
    assert gus.send(url, None, channel_id=world.channel_id, **rules_form(days="7")).status_code == 303
    assert "Days after the delivery" in alert_of(gus.send(url, None, **rules_form(days="many")))
    assert "does not know NOPE" in alert_of(gus.send(url, None, **rules_form(without_items="NOPE\nMUG")))
    theirs = channel_elsewhere(world)
    assert gus.send(url, None, channel_id=theirs, **rules_form()).status_code == 404
    assert gus.get(f"/admin/returns/{theirs}").status_code == 404

    assert (rules_for(world.warehouse_id, None).days, rules_for(world.warehouse_id, world.channel_id).days) == (30, 7)
    assert "own rules" in gus.get(f"/admin/returns/{world.channel_id}").text
    gus.send(f"/admin/returns/{world.channel_id}/usual")
    db.session.rollback()
    assert rules_for(world.warehouse_id, world.channel_id).days == 30
    assert own_rules(world.other_warehouse_id) == {}
    assert visitor(world, "Cleo").get("/admin/returns").status_code == 403
    changes = [entry.change for entry in db.session.scalars(audits_of("return_rules"))]
    assert changes == ["rules set", "rules set", "rules dropped"]


def channel_elsewhere(world: World) -> int:
    with transaction() as session:
        channel = Channel(warehouse_id=world.other_warehouse_id, name="shop")
        session.add(channel)
        session.flush()
        return channel.id


def audits_of(entity: str) -> Any:
    return select(AuditEntry).where(AuditEntry.entity == entity).order_by(AuditEntry.id)
