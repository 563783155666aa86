"""Whatever several workers do on the floor, in any order and again, the books stay right after each step."""

import os
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.floor_machine import FloorMachine

EXAMPLES = int(os.environ.get("SHELFWAY_EXAMPLES", "0"))
"""More of them search longer, and elsewhere each time: `SHELFWAY_EXAMPLES=500 pytest tests/properties`."""


def profile() -> settings:
    """The same steps each time on the build server; new ones when a longer search is asked for."""
    common: dict[str, Any] = {
        "deadline": None,
        "suppress_health_check": list(HealthCheck),
        "stateful_step_count": 40,
        "print_blob": True,
    }
    if EXAMPLES:
        return settings(max_examples=EXAMPLES, **common)
    return settings(max_examples=14, derandomize=True, database=None, **common)


@pytest.mark.slow
@pytest.mark.timeout(0 if EXAMPLES else 900)
def test_the_books_are_right_after_each_step_of_several_workers(app: Flask) -> None:
    run_state_machine_as_test(FloorMachine, settings=profile())
