"""Processes for the races, kept for all of them: a process takes a second to begin."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.races.processes import Processes, processes_on


@pytest.fixture(scope="session")
def processes(migrated_app: Flask, database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    var = str(tmp_path_factory.mktemp("races"))
    with processes_on({"DATABASE_URL": database_url, "SHELFWAY_DEMO": "1", "SHELFWAY_VAR": var}) as pool:
        yield Processes(pool)
