"""The one-time code that proves that whoever installs can read the program's console."""

import base64
import hmac

import click
from flask import current_app

from app.shell import Command
from app.workers.queries import anybody_enlisted


def setup_code() -> str:
    """The same for each process, and of use only until somebody is enlisted."""
    key = current_app.config["SECRET_KEY"].encode()
    return base64.b32encode(hmac.digest(key, b"set-up code", "sha256")[:10]).decode()


def is_setup_code(given: str) -> bool:
    return hmac.compare_digest(given.strip().upper().encode(errors="replace"), setup_code().encode())


def announcement() -> str:
    """What the program says at its start when nobody can sign in yet; else nothing."""
    if anybody_enlisted():
        return ""
    return f"Nobody can sign in yet. Open /install and give this set-up code: {setup_code()}"


@click.command("setup-code", cls=Command)
def setup_code_command() -> None:
    """Print the code that /install asks for."""
    click.echo(announcement() or "The program is set up already. An admin adds workers under Administration.")
