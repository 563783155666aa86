"""`flask welcome`: where to go, who to be, and the address for a phone."""

import os

import click
from flask import current_app

from app.demo.parcels import followed_token
from app.demo.people import demo_people
from app.printing.codes import terminal_qr
from app.shell import Command
from app.tls.cli import page_address
from app.tls.names import address_in_network


@click.command("welcome", cls=Command)
def welcome() -> None:
    """Print where to go, the demo's badges, and a QR code of the address for a phone on the same network."""
    scheme, port = "https" if current_app.config["TLS"] else "http", os.environ.get("PORT", "8000")
    click.echo(f"\nShelfway is at {scheme}://localhost:{port}")
    address = address_in_network()
    if address:
        _tell_phones(f"{scheme}://{address}:{port}/")
    if current_app.config["DEMO"]:
        _tell_people()
        _tell_customer(f"{scheme}://localhost:{port}")
    else:
        click.echo(f"A new warehouse is set up at {scheme}://localhost:{port}/install")
    click.echo("Ctrl-C stops it.\n")


def _tell_phones(place: str) -> None:
    """With an authority of our own, the code leads to the page from which a phone installs it, and from there on."""
    page = page_address() if current_app.config["TLS"] else None
    if page:
        click.echo(f"A phone or handheld first opens {page} and installs the certificate authority;")
        click.echo(f"then {place} (more: flask tls show)")
    else:
        click.echo(f"For a phone or handheld on the same network: {place}")
    click.echo(terminal_qr(page or place))


def _tell_people() -> None:
    click.echo("Scan or type a badge, then the PIN or password:\n")
    for person in demo_people():
        secret = f"PIN {person.pin}" if person.pin else f'password "{person.password}"'
        click.echo(f"  {person.name:5} {', '.join(person.roles):16} {person.badge:14} {secret}")
    click.echo("")


def _tell_customer(place: str) -> None:
    """What a customer sees of a parcel that is out for delivery."""
    token = followed_token()
    if token:
        click.echo(f"A customer follows a parcel, without signing in, at {place}/t/{token}\n")
