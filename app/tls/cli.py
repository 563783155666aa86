"""`flask tls …`: what devices are told to trust, and the certificate that this host shows them."""

from datetime import UTC, datetime

import click
from flask import current_app

from app.printing.codes import terminal_qr
from app.shell import PlainCommands
from app.tls.authority import fingerprint, names_in
from app.tls.keeping import Standing, keep_certificate
from app.tls.names import address_in_network, names_of_this_host


@click.group(cls=PlainCommands)
def tls() -> None:
    """HTTPS in a network of one's own: an authority that devices install, and this host's certificate."""


@tls.command("show")
def show() -> None:
    """Print the certificate's names and end, the authority's fingerprint, and a QR code of the page to install it."""
    _tell(_keep(new_authority=False))


@tls.command("new-authority")
@click.confirmation_option(prompt="Every device will have to install the new authority. Go on?")
def new_authority() -> None:
    """Found another authority: the key of the old one became known, or it may not speak for a name that is needed."""
    _tell(_keep(new_authority=True))


def _keep(*, new_authority: bool) -> Standing:
    config = current_app.config
    names = names_of_this_host(config["TLS_NAMES"])
    return keep_certificate(config["TLS_FOLDER"], names, datetime.now(UTC), new_authority=new_authority)


def _tell(standing: Standing) -> None:
    config = current_app.config
    click.echo(f"Certificate until {standing.certificate.not_valid_after_utc:%Y-%m-%d}, for:")
    for name in names_in(standing.certificate):
        click.echo(f"  {name}")
    for name in standing.left_out:
        click.echo(f"Not for {name}: the authority was not founded for it. flask tls new-authority makes one that is.")
    click.echo(f"Authority until {standing.authority.not_valid_after_utc:%Y-%m-%d}, in {config['TLS_FOLDER']}")
    click.echo(f"Its fingerprint (SHA-256): {fingerprint(standing.authority)}")
    page = page_address()
    if config["TLS"] and page:
        click.echo(f"Devices install it from {page}")
        click.echo(terminal_qr(page))


def page_address() -> str | None:
    """Where devices install the authority; None without a network."""
    address = address_in_network()
    return f"http://{address}:{current_app.config['TLS_PAGE_PORT']}/" if address else None
