"""What axe finds on a page, in the language of whoever reads it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from app.db import db
from app.workers.models import Worker

AXE = Path(__file__).parent.parent.parent / "tools/pages/node_modules/axe-core/axe.min.js"
LANGUAGES = ["en", "zh_Hant", "zh_Hans"]


def look(page: Page, name: str) -> list[str]:
    """What axe finds, each with the rule and the elements."""
    if not AXE.exists():
        pytest.skip("axe is not here; tools/page-checkers installs it")
    page.evaluate(AXE.read_text())
    answer = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{name}: {breach['id']}: {breach['help']}: {json.dumps([node['html'][:160] for node in breach['nodes']])}"
        for breach in answer["violations"]
    ]


def speak(language: str, name: str = "Pia") -> None:
    for worker in db.session.query(Worker).filter_by(name=name):
        worker.language = language
