"""While the database does not answer, whoever asks is told so in words."""

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.world import World


@pytest.mark.parametrize("path", ["/work", "/waves", "/sign-in"])
def test_a_page_says_that_the_book_is_busy_without_asking_it(
    world: World, path: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = world.client("Cleo")

    def gone(*_arguments: object, **_named: object) -> None:
        raise OperationalError("SELECT", {}, Exception("connection failed: connection refused"))

    for asked in ("scalar", "scalars", "execute", "get"):
        monkeypatch.setattr(Session, asked, gone)
    answer = client.get(path, headers={"Accept": "text/html"})

    assert answer.status_code == 503
    assert "The book is busy" in answer.text
    assert answer.headers["Retry-After"] == "1"
    assert f"503 GET {path}: (builtins.Exception) connection failed: connection refused" in caplog.messages
    assert not any(record.exc_info for record in caplog.records), "a page of traceback for each device"
