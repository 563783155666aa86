"""`flask worker …`, `flask device …`: the ways back in for whoever can reach the server's shell."""

import click

from app.db import db, transaction
from app.operations import program
from app.shell import Commands
from app.warehouse.queries import warehouse_named
from app.workers.commands import unlock_worker
from app.workers.devices import add_device, offer_enrolment
from app.workers.models import Worker
from app.workers.queries import workers_in
from app.workers.secrets import new_token


@click.group(cls=Commands)
def worker() -> None:
    """Look after workers when no admin can sign in."""


@worker.command("unlock")
@click.argument("name")
@click.option("--warehouse", "code", help="Code of the warehouse; not needed with one.")
def unlock(name: str, code: str | None) -> None:
    """Forget the wrong tries of the workers with that NAME."""
    ids = [worker.id for worker in workers_in(warehouse_named(code).id) if worker.name == name]
    with transaction():
        for worker_id in ids:
            unlock_worker(db.session.get_one(Worker, worker_id), program("flask worker unlock"))
    click.echo(f"{len(ids)} unlocked." if ids else f"Nobody here is called {name}. Write the name as the badge has it.")


@click.group(cls=Commands)
def device() -> None:
    """Enrol a device when no admin can."""


@device.command("enrol")
@click.argument("name")
@click.option("--warehouse", "code", help="Code of the warehouse; not needed with one.")
def enrol(name: str, code: str | None) -> None:
    """Add a device called NAME and print the address that enrols whoever opens it first, for ten minutes."""
    warehouse_id, secret, actor = warehouse_named(code).id, new_token(), program("flask device enrol")
    with transaction():
        offer_enrolment(add_device(name, warehouse_id, actor), secret, actor)
    click.echo(f"On the device open, within ten minutes, the program's address followed by /enrol/{secret}")
