"""`flask worker …`, `flask device …`: the ways back in for whoever can reach the server's shell."""

import click

from app.db import transaction
from app.operations import program
from app.shell import Commands
from app.warehouse.queries import warehouse_named
from app.workers.commands import give_roles, unlock_worker
from app.workers.devices import add_device, offer_enrolment
from app.workers.queries import worker_called
from app.workers.secrets import new_token


@click.group(cls=Commands)
def worker() -> None:
    """Look after workers when no admin can sign in."""


@worker.command("unlock")
@click.argument("name")
def unlock(name: str) -> None:
    """Forget the wrong tries of the worker called NAME."""
    with transaction():
        unlock_worker(worker_called(name), program("flask worker unlock"))
    click.echo(f"{name} is unlocked.")


@worker.command("roles")
@click.argument("name")
@click.argument("roles", nargs=-1, required=True)
@click.option("--warehouse", "code", help="Code of the warehouse; not needed with one.")
def roles(name: str, roles: tuple[str, ...], code: str | None) -> None:
    """Let the worker called NAME have exactly these ROLES in a warehouse; for one that has no admin yet."""
    warehouse_id = warehouse_named(code).id
    with transaction():
        give_roles(worker_called(name), warehouse_id, roles, program("flask worker roles"))
    click.echo(f"{name}: {', '.join(roles)}")


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
