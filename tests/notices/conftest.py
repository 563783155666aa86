"""The shop's post, for tests that send."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.notices.sending import job
from app.routes import parcel_page
from app.routes.parcel_page import Bound
from tests.notices.shop import Clock, Hook, Post, post_office, webhook
from tests.world import World, forget_other_requests


@pytest.fixture
def post(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A mail server that this program knows."""
    with post_office() as (post, server):
        monkeypatch.setitem(app.config, "MAIL", server)
        monkeypatch.setitem(app.config, "PUBLIC_URL", "https://track.example.com")
        yield post


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time by which the job sends."""
    fake = Clock()
    monkeypatch.setattr(job, "now", fake)
    return fake


@pytest.fixture
def hook(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    """A webhook inside the network, which is allowed here."""
    monkeypatch.setitem(app.config, "WEBHOOK_PRIVATE", True)
    with webhook() as hook:
        yield hook


@pytest.fixture
def anybody(world: World, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A browser that was never here before, without cookies."""
    monkeypatch.setattr(parcel_page, "bound", Bound())
    forget_other_requests()
    return world.app.test_client()
