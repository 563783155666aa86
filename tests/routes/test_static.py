"""Scripts, styles and icons over HTTP: kept for ever under their build, compressed once."""

import gzip
import re

import brotli
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import db
from app.picking.models import PickTask
from app.routes.static import files_of_handheld, static_build
from tests.floor import release
from tests.handheld import Handheld
from tests.world import World

STATIC = re.compile(r'(?:href|src)="(/static/[^"#]+)')


@pytest.fixture
def client(world: World) -> FlaskClient:
    return world.client("Ana")


def walk_js(client: FlaskClient, build: str, **headers: str) -> TestResponse:
    return client.get(
        f"/static/{build}/js/walk.js", headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


def test_a_file_of_this_build_is_kept_for_ever(client: FlaskClient) -> None:
    answer = walk_js(client, static_build())

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/javascript"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers


def test_an_old_page_gets_the_present_file_and_has_to_ask_each_time(client: FlaskClient) -> None:
    answer = walk_js(client, "0ldbu1ld00")
    assert answer.data == walk_js(client, static_build()).data
    assert answer.headers["Cache-Control"] == "no-cache"

    again = walk_js(client, "0ldbu1ld00", If_None_Match=answer.headers["ETag"])
    assert again.status_code == 304
    assert again.data == b""


def test_a_browser_gets_the_compression_it_takes(client: FlaskClient) -> None:
    plain = walk_js(client, static_build())
    small = walk_js(client, static_build(), Accept_Encoding="gzip, deflate")
    smallest = walk_js(client, static_build(), Accept_Encoding="gzip, deflate, br")

    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.data) == brotli.decompress(smallest.data) == plain.data
    assert len(smallest.data) < len(small.data) < len(plain.data)
    assert {answer.headers["Vary"] for answer in (plain, small, smallest)} == {"Accept-Encoding"}


@pytest.mark.parametrize("name", ["js/nothing.js", "../config.py", "js/", "js"])
def test_what_is_no_static_file_is_not_found(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{static_build()}/{name}").status_code == 404


def test_every_static_file_of_a_handhelds_pages_is_there_and_kept_for_work_without_network(world: World) -> None:
    world.order({"MUG": 1})
    release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    walk = f"/picking/tasks/{db.session.scalars(select(PickTask.id)).one()}"
    pages = [ana.client.get(page).text for page in ("/sign-in", "/work", walk)]
    asked = {address for page in pages for address in STATIC.findall(page)}

    assert asked
    kept = {f"/static/{static_build()}/{name}" for name in files_of_handheld()}
    assert asked <= kept
    assert {ana.client.get(address).status_code for address in kept} == {200}


def test_the_scripts_of_a_page_are_asked_for_at_once(client: FlaskClient) -> None:
    page = client.get("/work").text
    ahead = re.findall(r'<link rel="modulepreload" href="/static/\w+/([^"]+)"', page)
    run = re.findall(r'<script src="/static/\w+/([^"]+)" type="module"', page)

    assert run == ["js/handheld+alone.js"]
    assert ahead == ["vendor/idb.js"]
