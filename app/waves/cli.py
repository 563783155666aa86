"""`flask waves …`: plan, release and look at waves from the shell."""

from datetime import datetime

import click

from app.db import db, transaction
from app.languages import gettext
from app.operations import program
from app.orders.models import DELIVERY_MODES
from app.shell import Commands
from app.warehouse.models import Warehouse
from app.warehouse.queries import warehouse_named
from app.waves.board import WaveView, wave_view, waves_on_board
from app.waves.choice import MODES, Choice
from app.waves.choosing import best_orders
from app.waves.commands import plan_wave, release_wave
from app.waves.models import Wave
from app.waves.queries import wave_numbered
from app.waves.release import releasing_waves, work_off

ACTOR = program("flask waves")

in_warehouse = click.option("--warehouse", "code", help="Code of the warehouse; not needed where there is only one.")


@click.group("waves", cls=Commands)
def waves() -> None:
    """Plan waves, release them, see how far they are."""


@waves.command("plan")
@in_warehouse
@click.option("--mode", type=click.Choice(MODES), default="cart", show_default=True)
@click.option("--cut-off", type=click.DateTime(), help="Orders to be shipped by then, by this machine's clock.")
@click.option("--carrier", default="")
@click.option("--delivery-mode", type=click.Choice(DELIVERY_MODES), default=None)
@click.option("--zone", default="", help="Code of a zone whose bins can fill the orders.")
@click.option("--priority", type=int, help="Orders of at least this priority.")
@click.option("--single-line", is_flag=True, help="Only orders for one item.")
@click.option("--limit", default=60, show_default=True, help="Orders at most, the most urgent ones.")
@click.option(
    "--units",
    type=(click.IntRange(min=0), click.IntRange(min=0)),
    default=(0, 0),
    metavar="FROM TO",
    help="The best wave of so many units: those of the orders that have the most units per aisle.",
)
def plan(
    code: str | None,
    mode: str,
    cut_off: datetime | None,
    carrier: str,
    delivery_mode: str | None,
    zone: str,
    priority: int | None,
    single_line: bool,
    limit: int,
    units: tuple[int, int],
) -> None:
    """Gather ready orders into a new wave."""
    choice = Choice(
        mode=mode,
        cut_off_at=cut_off.astimezone() if cut_off else None,
        carrier=carrier,
        delivery_mode=delivery_mode or "",
        zone=zone,
        priority=priority,
        single_line=single_line,
        limit=limit,
        units_from=units[0],
        units_to=units[1],
    )
    warehouse = warehouse_named(code)
    warehouse_id, among = warehouse.id, best_orders(warehouse, choice)
    with transaction():
        wave = plan_wave(db.session.get_one(Warehouse, warehouse_id), choice, ACTOR, among)
        number, orders = wave.number, len(wave.orders)
    click.echo(gettext("Wave %(number)s: %(orders)s orders.", number=number, orders=orders))


@waves.command("release")
@in_warehouse
@click.argument("number", type=int)
def release(code: str | None, number: int) -> None:
    """Allocate the wave's stock and put its tasks up for pickers."""
    wave_id = wave_numbered(warehouse_named(code).id, number).id
    with transaction():
        release_wave(db.session.get_one(Wave, wave_id), ACTOR)
    work_off(wave_id)
    _tell(wave_view(db.session.get_one(Wave, wave_id)))


@waves.command("resume")
def resume() -> None:
    """Go on with releases that were cut off."""
    for wave_id in releasing_waves():
        work_off(wave_id)
        _tell(wave_view(db.session.get_one(Wave, wave_id)))


@waves.command("list")
@in_warehouse
def list_waves(code: str | None) -> None:
    """Show the waves that are not over, and those of this shift."""
    for view in waves_on_board(warehouse_named(code).id):
        _tell(view)


def _tell(view: WaveView) -> None:
    click.echo(
        gettext(
            "Wave %(number)s (%(state)s): %(orders)s orders, %(tasks)s tasks, "
            "%(done)s of %(lines)s lines done, %(held)s orders held.",
            number=view.wave.number,
            state=view.wave.state,
            orders=view.orders.count,
            tasks=sum(view.tasks.values()),
            done=view.lines.done,
            lines=view.lines.total + view.to_come,
            held=view.held,
        )
    )
