"""How a handheld comes to trust this server, where the program has a certificate authority of its own."""

from flask import Blueprint, current_app, render_template

from app.errors import NotFound
from app.printing.codes import qr_svg
from app.tls.authority import file_name, fingerprint, names_in
from app.tls.cli import page_address
from app.tls.keeping import kept_certificates

bp = Blueprint("certificate", __name__)


@bp.get("/admin/certificate")
def show() -> str:
    """The code of the page from which devices install the authority, what to do there, and what is in force."""
    if not current_app.config["TLS"]:
        raise NotFound
    authority, certificate = kept_certificates(current_app.config["TLS_FOLDER"])
    page = page_address()
    return render_template(
        "tls/show.html",
        page=page,
        square=qr_svg(page) if page else "",
        file=file_name(authority),
        fingerprint=fingerprint(authority),
        names=list(names_in(certificate)),
        ends_at=certificate.not_valid_after_utc,
        authority_ends_at=authority.not_valid_after_utc,
    )
