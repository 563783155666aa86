"""The HTML checker finds nothing on the pages of the handheld and of the lead, in any language."""

import shutil
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.picking.models import PickTask
from tests.floor import release
from tests.handheld import Handheld
from tests.world import World

VNU = Path(__file__).parent.parent / "tools/pages/node_modules/vnu-jar/build/dist/vnu.jar"
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
            "orders": lead.get("/orders"),
        }
        for name, answer in pages.items():
            assert answer.status_code == 200, name
            (tmp_path / f"{name}-{language}.html").write_text(answer.text)

    checked = subprocess.run(
        ["java", "-jar", VNU, "--format", "text", *sorted(tmp_path.glob("*.html"))], capture_output=True, text=True
    )
    said = checked.stderr.replace(f"file:{tmp_path}/", "").splitlines()
    assert said == ["Document checking completed. No errors found."]
