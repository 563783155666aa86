"""What a test of an import begins with."""

from pathlib import Path

import pytest

from app.db import db
from tests.orders.plain_file import HEAD, Import
from tests.world import World


@pytest.fixture
def bring_in(world: World, tmp_path: Path) -> Import:
    """Writes lines below the header to a file, imports it into Riverside, gives what was printed."""

    def run(*lines: str, options: tuple[str, ...] = (), head: str = HEAD, encoding: str = "utf-8") -> str:
        file = tmp_path / "orders.csv"
        file.write_bytes("\n".join([head, *lines, ""]).encode(encoding))
        report = tmp_path / "report.csv"
        report.unlink(missing_ok=True)
        args = ["orders", "import", str(file), "--warehouse", "RIVER", "--report", str(report), *options]
        answer = world.app.test_cli_runner().invoke(args=args)
        db.session.remove()
        assert not answer.exception or isinstance(answer.exception, SystemExit), answer.exception
        return answer.output + (report.read_text("utf-8-sig") if report.exists() else "")

    return run
