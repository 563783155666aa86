"""A full floor takes no more statements than an empty one."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from app.db import db
from tests.board.conftest import heard, picks_one
from tests.handheld import Handheld
from tests.visitor import Visitor, visitor
from tests.world import World


@pytest.fixture
def statements() -> Callable[[Callable[[], object]], int]:
    def count(act: Callable[[], object]) -> int:
        found: list[str] = []
        note = lambda *given: found.append(given[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", note)
        act()
        event.remove(db.engine, "before_cursor_execute", note)
        return len(found)

    return count


@pytest.mark.parametrize("path", ["", "/changes", "/map"])
def test_more_waves_and_pickers_take_no_more_statements(
    world: World, ana: Handheld, cleo: Visitor, statements: Callable[[Callable[[], object]], int], path: str
) -> None:
    heard(world, "Ana", online=True)
    cleo.get(f"/floor{path}")
    few = statements(lambda: cleo.get(f"/floor{path}"))
    for name in ("Ben", "Cleo"):
        picks_one(world, name)
        heard(world, name, online=True)
    lead = visitor(world, "Cleo")
    lead.get(f"/floor{path}")

    assert statements(lambda: lead.get(f"/floor{path}")) <= few
