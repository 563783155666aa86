"""A channel's history of orders, and its files of returns, imported as a person does it at the shell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from app.clock import now
from app.db import db
from app.orders.models import OrderLine
from app.returns.models import Rma
from tests.world import World

ORDERS = "order_number,placed_at,customer_number,payment_state,sku,quantity,price"
RETURNS = "return_number,returned_at,customer_number,order_number,sku,quantity,reason,note"


def days_ago(days: float) -> str:
    return f"{now() - timedelta(days=days):%Y-%m-%d %H:%M:%S+00:00}"


def sale(number: str, sku: str, units: int, customer: str = "K1", days: float = 5) -> str:
    """A row of an order."""
    return f"{number},{days_ago(days)},{customer},paid,{sku},{units},2.50"


def back(
    number: str, sku: str, units: object = 1, customer: str = "K1", order: str = "", days: float = 1, more: str = ","
) -> str:
    """A row of a return."""
    return f"{number},{days_ago(days)},{customer},{order},{sku},{units},{more}"


@dataclass
class Shell:
    """Imports into Riverside; gives what was printed, and the report."""

    world: World
    folder: Path

    def history(self, *rows: str, options: Sequence[str] = ("--as-shipped",)) -> str:
        return self._imports("orders", [ORDERS, *rows], options)

    def announces(self, *rows: str, options: Sequence[str] = (), head: str = RETURNS) -> str:
        return self._imports("returns", [head, *rows], options)

    def _imports(self, group: str, lines: Sequence[str], options: Sequence[str]) -> str:
        file, report = self.folder / f"{group}.csv", self.folder / f"{group}.report.csv"
        file.write_text("\n".join([*lines, ""]), "utf-8")
        report.unlink(missing_ok=True)
        args = [group, "import", str(file), "--warehouse", "RIVER", "--report", str(report), *options]
        answer = self.world.app.test_cli_runner().invoke(args=args)
        db.session.remove()
        assert not answer.exception or isinstance(answer.exception, SystemExit), answer.exception
        return answer.output + (report.read_text("utf-8-sig") if report.exists() else "")


Told = tuple[str, str, str, list[tuple[str, str, int, int]]]


def opened() -> list[Told]:
    """Each return: the channel's number, its state, its order, and its lines with SKU, reason, announced, received."""
    db.session.rollback()
    return [
        (
            rma.channel_number,
            rma.state,
            rma.order.number,
            [(line.order_line.sku, line.reason, line.quantity, line.received) for line in rma.lines],
        )
        for rma in db.session.scalars(
            select(Rma).order_by(Rma.channel_number, Rma.id).execution_options(populate_existing=True)
        )
    ]


def returned(number: str) -> list[int]:
    """Units that came back of each of the order's lines."""
    db.session.rollback()
    mine = select(OrderLine.returned).where(OrderLine.order.has(number=number)).order_by(OrderLine.position)
    return list(db.session.scalars(mine))


def count(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(table)) or 0
