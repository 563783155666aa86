"""`flask welcome`: where to go, who to be, and the address for a phone."""

import os
import socket

import click
import qrcode
from flask import current_app

from app.demo.people import demo_people
from app.shell import Command


@click.command("welcome", cls=Command)
def welcome() -> None:
    """Print where to go, the demo's badges, and a QR code of the address for a phone on the same network."""
    port = os.environ.get("PORT", "8000")
    click.echo(f"\nShelfway is at http://localhost:{port}")
    address = address_in_network()
    if address:
        click.echo(f"For a phone or handheld on the same network: http://{address}:{port}")
        code = qrcode.QRCode(border=2)
        code.add_data(f"http://{address}:{port}/")
        code.print_ascii(invert=True)
    if current_app.config["DEMO"]:
        _tell_people()
    else:
        click.echo(f"A new warehouse is set up at http://localhost:{port}/install")
    click.echo("Ctrl-C stops it.\n")


def address_in_network() -> str | None:
    """This machine's address as others in its network see it; None without a network. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that is kept free for documents: only the way there is asked
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address


def _tell_people() -> None:
    click.echo("Scan or type a badge, then the PIN or password:\n")
    for person in demo_people():
        secret = f"PIN {person.pin}" if person.pin else f'password "{person.password}"'
        click.echo(f"  {person.name:5} {', '.join(person.roles):16} {person.badge:14} {secret}")
    click.echo("")
