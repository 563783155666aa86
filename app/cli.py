"""The `flask …` commands: each capability brings its own group."""

from flask import Flask


def init_cli(app: Flask) -> None:
    pass
