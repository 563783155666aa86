"""What a browser asks for at the root so that the app stands on the home screen, and opens without network."""

import json

from flask import Blueprint, Response, url_for
from flask_babel import gettext

from app.routes.static import files, files_of_handheld, static_build

bp = Blueprint("pwa", __name__)

BLUE = "#0b3d91"


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """In the reader's language where it is words; the icons' address stays the same, whatever the build."""
    said = {
        "id": "/",
        "name": "Shelfway",
        "short_name": "Shelfway",
        "description": gettext("A warehouse in which every pick is confirmed by a scan."),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "orientation": "portrait",
        "background_color": BLUE,
        "theme_color": BLUE,
        "icons": [
            _icon("icon-192.png", "192x192", "any"),
            _icon("icon-512.png", "512x512", "any"),
            _icon("icon-maskable-512.png", "512x512", "maskable"),
            _icon("icon.svg", "any", "any"),
        ],
        "shortcuts": [
            {"name": gettext("Work"), "url": "/work"},
            {"name": gettext("Set-up"), "url": "/setup"},
        ],
    }
    response = Response(json.dumps(said, ensure_ascii=False), mimetype="application/manifest+json")
    response.cache_control.no_cache = True
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@bp.get("/sw.js")
def service_worker() -> Response:
    """The script with what it keeps; the browser compares it byte by byte, so another build is another version."""
    kept = [url_for("static", filename=name) for name in files_of_handheld()]
    said = f"const BUILD = {json.dumps(static_build())};\nconst FILES = {json.dumps(kept)};\n"
    script = files().files["sw.js"].content.decode()
    response = Response(said + script, mimetype="text/javascript")
    response.cache_control.no_cache = True
    return response


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    kind = "image/svg+xml" if name.endswith(".svg") else "image/png"
    return {"src": url_for("static", build="latest", filename=name), "sizes": sizes, "type": kind, "purpose": purpose}
