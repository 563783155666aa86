"""`flask slotting …`: where items should lie, from the shell."""

import click

from app.db import db, transaction
from app.languages import gettext
from app.operations import program
from app.shell import Commands
from app.slotting.background import work_out
from app.slotting.commands import DAYS, MOVES, ask_for_proposal
from app.slotting.models import SlottingProposal
from app.slotting.queries import proposal_to_show
from app.warehouse.models import Warehouse
from app.warehouse.queries import warehouse_named

ACTOR = program("flask slotting")


@click.group("slotting", cls=Commands)
def slotting() -> None:
    """Find out where items should lie."""


@slotting.command("propose")
@click.option("--warehouse", "code", help="Code of the warehouse; not needed where there is only one.")
@click.option("--days", default=DAYS, show_default=True, help="Learn from the orders of so many days.")
@click.option("--moves", default=MOVES, show_default=True, help="Propose so many moves at most.")
def propose(code: str | None, days: int, moves: int) -> None:
    """Propose moves that shorten the walks, best first. It is kept, and shown on the page too."""
    warehouse_id = warehouse_named(code).id
    with transaction():
        ask_for_proposal(db.session.get_one(Warehouse, warehouse_id), days, moves, ACTOR)
    work_out(warehouse_id)
    proposal = proposal_to_show(warehouse_id)
    if proposal is None or proposal.computed_at is None:
        click.echo(gettext("None of what was ordered lies in a bin of the building: there is nothing to propose."))
        return
    _tell(proposal)


def _tell(proposal: SlottingProposal) -> None:
    click.echo(
        gettext(
            "%(orders)s orders on %(days)s days: %(before)s m a day, %(after)s m after %(moves)s moves "
            "(%(saved)s m a day less).",
            orders=proposal.orders,
            days=proposal.days,
            before=round(proposal.metres_before),
            after=round(proposal.metres_after),
            moves=len(proposal.moves),
            saved=round(proposal.saved),
        )
    )
    for move in proposal.moves:
        back = gettext("and %(sku)s back", sku=move.other.sku) if move.other else ""
        row = f"{move.position:>4}  {move.metres_a_day:>7.1f} m  {move.item.sku:<20} {move.source.address} → "
        click.echo((row + f"{move.target.address}  {back}").rstrip())
