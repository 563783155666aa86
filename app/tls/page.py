"""The plain page from which a device installs the authority, on a port of its own: it serves that and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from socketserver import TCPServer
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_pem_x509_certificate
from flask import Flask, Response, render_template, request
from flask_babel import Babel, get_locale

from app.languages import LANGUAGES, asked_for
from app.tls.authority import file_name, fingerprint
from app.tls.keeping import authority_file

AT_ONCE = 8
PATIENCE = 10
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def create_page(folder: Path, https_port: int) -> Flask:
    """The page, its style, and the authority without its key. It knows neither database nor session."""
    page = Flask("app", static_folder=None)
    Babel(page, locale_selector=_language)
    page.jinja_env.globals["get_locale"] = get_locale

    @page.get("/")
    def steps() -> str:
        host = request.host.rpartition(":")[0] or request.host
        return render_template(
            "tls/page.html",
            languages=LANGUAGES,
            place=f"https://{host}:{https_port}/",
            file=file_name(_authority(folder)),
            fingerprint=fingerprint(_authority(folder)),
        )

    @page.get("/authority.crt")
    def authority() -> Response:
        certificate = _authority(folder)
        answer = Response(certificate.public_bytes(Encoding.DER), mimetype="application/x-x509-ca-cert")
        answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(certificate)}"'
        return answer

    @page.get("/page.css")
    def style() -> Response:
        return Response((Path(page.root_path) / "static" / "css" / "authority.css").read_bytes(), mimetype="text/css")

    @page.after_request
    def guard(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return page


def serve_page(page: Flask, port: int) -> "PageServer":
    """Serve it from a thread of this process, and let other web processes of this program serve it too."""
    server = PageServer(("", port), Quiet)
    server.set_app(page)
    Thread(target=server.serve_forever, daemon=True, name="install page").start()
    return server


class PageServer(WSGIServer):
    """A few visitors at a time, each with little patience: a browser likes to open connections that it does not use."""

    allow_reuse_port = True
    request_queue_size = 32

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._visits = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="install page")

    def server_bind(self) -> None:
        """Without asking the network for this host's name, as WSGIServer does: that may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]
        self.setup_environ()

    def process_request(self, request: Any, client_address: Any) -> None:
        self._visits.submit(self._visit, request, client_address)

    def _visit(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except OSError:
            pass  # hung up, or said nothing
        finally:
            self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor's line that breaks is no news."""


class Quiet(WSGIRequestHandler):
    timeout = PATIENCE

    def log_message(self, *_said: Any) -> None:
        """One page for a few devices needs no log."""


def _authority(folder: Path) -> Certificate:
    return load_pem_x509_certificate(authority_file(folder).read_bytes())


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else asked_for(request.accept_languages.values())
