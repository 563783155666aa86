"""Scripts, styles and icons: `/static/<build>/…` never changes, so a browser keeps it for ever and never asks again.

`url_for("static", filename="js/walk.js")` writes the present build into the address by itself.
"""

from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from app.errors import NotFound
from app.static_files import StaticFile, StaticFiles

A_YEAR = 365 * 24 * 3600
HANDHELD_PAGES = (
    ("js/handheld.js",),
    ("js/handheld.js", "js/walk.js"),
    ("js/handheld.js", "js/packing.js"),
    ("js/handheld.js", "js/returns.js"),
    ("js/handheld.js", "js/returnsdock.js"),
    ("js/handheld.js", "js/returnsunknown.js"),
    ("js/handheld.js", "js/benches.js"),
    ("js/handheld.js", "js/wall.js"),
    ("js/handheld.js", "js/dock.js"),
    ("js/handheld.js", "js/docks.js"),
    ("js/handheld.js", "js/staging.js"),
    ("js/handheld.js", "js/deliveries.js"),
    ("js/handheld.js", "js/receiving.js"),
)
"""The scripts of the pages that work without network, and have to be there at once; others are sent one by one."""
HANDHELD_STYLES = (
    "css/tokens.css",
    "css/base.css",
    "css/handheld.css",
    "css/walk.css",
    "css/floor.css",
    "css/session.css",
    "css/bench.css",
    "css/dock.css",
    "css/returns.css",
    "css/receiving.css",
)
HANDHELD_ICONS = ("icon.svg", "icon-192.png", "icons.svg")


@cache
def files() -> StaticFiles:
    """Read when the first application of the process is made."""
    return StaticFiles(Path(__file__).parent.parent / "static", HANDHELD_PAGES)


def static_build() -> str:
    """The short name of these very files: it changes when any of them does. For a service worker's cache, too."""
    return files().build


def scripts_of(entries: tuple[str, ...]) -> list[str]:
    """The scripts that a page with `entries` (like "js/walk.js") loads at once, in the order in which they run."""
    return files().scripts_of(entries)


def files_of_handheld() -> list[str]:
    """All that a handheld's pages need to work without network, as names for `url_for("static", filename=…)`.

    The scripts that are loaded when they are first needed are among them: that may be without network.
    """
    scripts = ["js/theme.js"]
    for entries in HANDHELD_PAGES:
        foreign = [name for name in files().module_graph(*entries, late=True) if not name.startswith("js/")]
        scripts += [*foreign, *files().joined[entries]]
    return [*HANDHELD_STYLES, *dict.fromkeys(scripts), *HANDHELD_ICONS]


def init_static(app: Flask) -> None:
    files()
    app.add_url_rule("/static/<build>/<path:filename>", endpoint="static", view_func=static)
    app.url_defaults(_add_build)
    app.jinja_env.globals["scripts_of"] = scripts_of


def static(build: str, filename: str) -> Response:
    """A page of another build, kept open since then, gets the present file and has to ask for it each time."""
    file = files().get(filename)
    if file is None:
        raise NotFound
    response = static_response(file)
    if build == static_build():
        response.cache_control.public, response.cache_control.max_age = True, A_YEAR
        response.cache_control.immutable = True
        return response
    response.cache_control.no_cache = True
    response.set_etag(file.etag)
    response.make_conditional(request)
    return response


def static_response(file: StaticFile) -> Response:
    """The file in the smallest form that the browser takes."""
    taken = request.accept_encodings
    response = Response(mimetype=file.mimetype)
    if file.shrinks:
        response.vary.add("Accept-Encoding")
    if file.shrinks and taken["br"]:
        response.data, response.content_encoding = file.brotli, "br"
    elif file.shrinks and taken["gzip"]:
        response.data, response.content_encoding = file.gzip, "gzip"
    else:
        response.data = file.content
    return response


def _add_build(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static":
        values.setdefault("build", static_build())
