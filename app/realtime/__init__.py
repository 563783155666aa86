"""Pushes: a nudge says what changed, the page asks again over HTTP."""

from flask import Flask


def init_realtime(app: Flask) -> None:
    pass
