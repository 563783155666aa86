"""A server that does not look whether it has acted on an operation before."""

from importlib import import_module
from typing import Any

perform: Any = import_module("app.operations.perform")
record = perform._record
perform._record = lambda asked: record(asked) or True
