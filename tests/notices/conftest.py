"""The shop's post, for tests that send."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.notices.sending import job
from tests.notices.shop import Clock, Hook, Post, post_office, webhook


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
