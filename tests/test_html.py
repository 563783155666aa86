"""The HTML checker finds nothing on the pages of the handheld and of the lead, in any language."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.packing.commands import build_wall
from app.packing.models import Carton
from app.picking.models import PickTask
from app.printing.printers import PrinterSettings, add_printer
from app.printing.sizes import SIZES
from app.warehouse.models import Warehouse
from app.waves.models import Wave
from tests.floor import release
from tests.handheld import Handheld
from tests.notices.told import told_of_a_damaged_parcel
from tests.packing.orders import picked_order, sized
from tests.shipping.loads import packed
from tests.world import SYSTEM, World

VNU = Path(__file__).parent.parent / "tools/pages/node_modules/vnu-jar/build/dist/vnu.jar"
CLEAN = ["Document checking completed. No errors found."]
LANGUAGES = ["en", "zh_Hant", "zh_Hans"]


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_html_checker_finds_nothing(world: World, tmp_path: Path) -> None:
    if not (VNU.exists() and shutil.which("java")):
        pytest.skip("vnu or Java is not here; tools/page-checkers and tools/system-packages install them")
    world.order({"MUG": 2, "CARD": 3, "TEA": 1})
    release(world.warehouse_id)
    ana = Handheld(world, "Ana")
    ana.claim()
    task = db.session.scalars(select(PickTask)).one()
    ana.bind_all(task.id)
    lead = world.client("Cleo")
    for language in LANGUAGES:
        for name in ("Ana", "Cleo"):
            world.do(lambda name=name, language=language: setattr(world.worker(name), "language", language))  # type: ignore[misc]
        pages = {
            "sign-in": world.app.test_client().get("/sign-in", headers={"Accept-Language": language.replace("_", "-")}),
            "work": ana.client.get("/work"),
            "task": ana.client.get(f"/picking/tasks/{task.id}"),
            "setup": ana.client.get("/setup"),
            "language": ana.client.get("/language"),
            "waves": lead.get("/waves"),
            "wave": lead.get(f"/waves/{task.wave_id}"),
            "stock": lead.get("/stock"),
            "stock-desk": lead.get("/stock-desk"),
            "adjustments": lead.get("/stock-desk/adjustments"),
            "quarantine": lead.get("/stock-desk/quarantine"),
            "expiry": lead.get("/stock-desk/expiry?within=365"),
            "moving": lead.get("/stock-desk/moving"),
            "move": lead.get("/stock-desk/moves"),
            "item": lead.get(f"/stock/items/{world.item('TEA').id}?at=2030-01-01T10:00"),
            "lot": lead.get(f"/stock/lots/{world.lot('TEA', 'L1').id}"),
            "lots": lead.get("/stock/lots"),
            "serials": lead.get("/stock/serials"),
            "orders": lead.get("/orders"),
        }
        for name, answer in pages.items():
            assert answer.status_code == 200, name
            (tmp_path / f"{name}-{language}.html").write_text(answer.text)

    assert said_of(tmp_path) == CLEAN


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_html_checker_finds_nothing_on_the_pages_of_packing(world: World, tmp_path: Path) -> None:
    if not (VNU.exists() and shutil.which("java")):
        pytest.skip("vnu or Java is not here; tools/page-checkers and tools/system-packages install them")
    sized(world)
    order_id = picked_order(world, {"MUG": 2, "CARD": 1})
    world.do(lambda: build_wall(db.session.get_one(Warehouse, world.warehouse_id), "W", 2, SYSTEM))
    paths = [
        ("Ben", "/packing"),
        ("Ben", f"/packing/orders/{order_id}"),
        ("Ben", "/packing/wall"),
        ("Gus", "/admin/packing"),
    ]
    keep_pages(world, tmp_path, paths)

    assert said_of(tmp_path) == CLEAN


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_html_checker_finds_nothing_on_the_pages_of_parcels_cases_and_notices(world: World, tmp_path: Path) -> None:
    if not (VNU.exists() and shutil.which("java")):
        pytest.skip("vnu or Java is not here; tools/page-checkers and tools/system-packages install them")
    told = told_of_a_damaged_parcel(world)
    keep_pages(world, tmp_path, told.desk + told.admin)
    stranger = world.app.test_client()
    for language in LANGUAGES:
        for name, path in (("parcel", told.page), ("unknown", "/t/x")):
            (tmp_path / f"{name}-{language}.html").write_text(stranger.get(f"{path}?lang={language}").text)

    assert said_of(tmp_path) == CLEAN


def keep_pages(world: World, folder: Path, paths: Sequence[tuple[str, str]]) -> None:
    """Each page as its reader gets it, in each language."""
    clients = {name: world.client(name) for name, _ in paths}
    for language in LANGUAGES:
        for name in clients:
            world.do(lambda name=name, language=language: setattr(world.worker(name), "language", language))  # type: ignore[misc]
        for number, (name, path) in enumerate(paths):
            answer = clients[name].get(path)
            assert answer.status_code == 200, path
            (folder / f"{number}-{language}.html").write_text(answer.text)


@pytest.mark.slow
@pytest.mark.sqlite
def test_the_html_checker_finds_nothing_where_papers_are_asked_for(world: World, tmp_path: Path) -> None:
    if not (VNU.exists() and shutil.which("java")):
        pytest.skip("vnu or Java is not here; tools/page-checkers and tools/system-packages install them")
    order_id = packed(world, {"MUG": 1}, delivery_mode="overseas", country="SG").order_id
    for size in SIZES:
        settings = PrinterSettings(f"Desk {size}", "station", size)
        world.do(lambda settings=settings: add_printer(world.warehouse_id, settings, SYSTEM))  # type: ignore[misc]
    carton_id, wave_id = (db.session.scalars(select(kind.id)).one() for kind in (Carton, Wave))
    clients = {name: world.client(name) for name in ("Cleo", "Gus")}
    place, item = world.location("A-01-1").id, world.item("MUG").id
    lead = ["/prints", "/print-station", "/papers", "/papers/waybill", f"/orders/{order_id}", f"/waves/{wave_id}"]
    lead += [f"/shipping/cartons/{carton_id}", f"/stock/locations/{place}", f"/stock/items/{item}", "/labels"]
    admin = ["/admin/printers", "/admin/workers", f"/admin/workers/{world.workers['Ana']}"]
    for language in LANGUAGES:
        for name in clients:
            world.do(lambda name=name, language=language: setattr(world.worker(name), "language", language))  # type: ignore[misc]
        for number, (name, path) in enumerate([("Cleo", path) for path in lead] + [("Gus", path) for path in admin]):
            answer = clients[name].get(path)
            assert answer.status_code == 200, path
            (tmp_path / f"{number}-{language}.html").write_text(answer.text)

    assert said_of(tmp_path) == CLEAN


def said_of(folder: Path) -> list[str]:
    """What the checker says of all pages of the folder."""
    checked = subprocess.run(
        ["java", "-jar", VNU, "--format", "text", *sorted(folder.glob("*.html"))], capture_output=True, text=True
    )
    return checked.stderr.replace(f"file:{folder}/", "").splitlines()
