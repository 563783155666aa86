"""Whatever packers do at the bench, in any order and again, the books stay right after each step."""

import pytest
from flask import Flask
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.packing import PackingMachine
from tests.properties.test_floor import EXAMPLES, profile


@pytest.mark.slow
@pytest.mark.timeout(0 if EXAMPLES else 900)
def test_the_books_are_right_after_each_step_of_two_packers(app: Flask) -> None:
    few = settings(profile(), max_examples=EXAMPLES or 4)
    run_state_machine_as_test(PackingMachine, settings=few)
