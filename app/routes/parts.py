"""A process without the part `web` serves no pages: it says that it is there, and nothing else."""

from flask import Flask, request

from app.errors import NotFound

EVERYWHERE = frozenset({"index.health"})


def init_parts(app: Flask) -> None:
    if "web" not in app.config["PARTS"]:
        app.before_request(_refuse)


def _refuse() -> None:
    if request.endpoint not in EVERYWHERE:
        raise NotFound
