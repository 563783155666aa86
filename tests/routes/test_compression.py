"""Pages and data go over the air compressed, where the browser takes it and no other site asked."""

import gzip

import brotli
import pytest
from flask.testing import FlaskClient

from tests.world import World


@pytest.fixture
def client(world: World) -> FlaskClient:
    return world.client("Ana")


@pytest.mark.parametrize(
    ("taken", "used", "unpack"), [("gzip", "gzip", gzip.decompress), ("gzip, br", "br", brotli.decompress)]
)
def test_a_page_comes_compressed(client: FlaskClient, taken: str, used: str, unpack) -> None:  # type: ignore[no-untyped-def]
    answer = client.get("/work", headers={"Accept-Encoding": taken})

    assert answer.headers["Content-Encoding"] == used
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert "No walk is free" in unpack(answer.data).decode()
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_who_takes_none_gets_none(client: FlaskClient) -> None:
    answer = client.get("/work")

    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_asks_for_tells_nothing_by_its_length(client: FlaskClient, site: str) -> None:
    taken = {"Accept-Encoding": "gzip, br"}

    assert "Content-Encoding" not in client.get("/sign-in", headers=taken | {"Sec-Fetch-Site": site}).headers
    assert "Content-Encoding" in client.get("/sign-in", headers=taken | {"Sec-Fetch-Site": "same-origin"}).headers


def test_a_short_answer_stays_as_it_is(client: FlaskClient) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip, br"}).headers
