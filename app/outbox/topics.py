"""Topics: who is told of what. Which of them a worker hears follows from rights, here and nowhere else."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

PRINTING = frozenset({"packer", "desk", "stock", "lead", "admin"})
"""Who may print, or serve a print station."""
LOADING = frozenset({"packer", "desk", "lead"})
"""Who loads, or follows at the desk what leaves."""
RETURNS = frozenset({"returns", "desk", "lead"})
"""Who takes returns, or answers them."""
KEEPING = frozenset({"stock", "lead"})
"""Who keeps the stock true."""


class Listener(Protocol):
    """A worker signed in on a device."""

    @property
    def worker_id(self) -> int: ...
    @property
    def session_id(self) -> int: ...
    @property
    def warehouse_id(self) -> int: ...
    @property
    def roles(self) -> Collection[str]: ...


def topics_of(listener: Listener) -> list[str]:
    """What the worker may hear; nobody asks for a topic: a picker cannot watch a lead's board."""
    topics = [worker(listener.worker_id), session(listener.session_id)]
    roles = frozenset(listener.roles)
    return topics + [topic(listener.warehouse_id) for topic, who in HEARERS if who & roles]


def returns(warehouse_id: int) -> str:
    """The topic of all who take or answer returns in the warehouse."""
    return f"returns:{warehouse_id}"


def docks(warehouse_id: int) -> str:
    """The topic of all who load in the warehouse, or follow it."""
    return f"docks:{warehouse_id}"


def leads(warehouse_id: int) -> str:
    """The topic of all who lead in the warehouse."""
    return f"leads:{warehouse_id}"


def desk(warehouse_id: int) -> str:
    """The topic of all who see to orders in the warehouse: the desk and the leads."""
    return f"desk:{warehouse_id}"


def stock(warehouse_id: int) -> str:
    """The topic of all who keep the stock of the warehouse."""
    return f"stock:{warehouse_id}"


def pickers(warehouse_id: int) -> str:
    """The topic of all who are given walks in the warehouse."""
    return f"pickers:{warehouse_id}"


def packers(warehouse_id: int) -> str:
    """The topic of all who pack in the warehouse, or stand in for them: the leads."""
    return f"packers:{warehouse_id}"


def printing(warehouse_id: int) -> str:
    """The topic of all who print in the warehouse."""
    return f"printing:{warehouse_id}"


def worker(worker_id: int | None) -> str:
    """The topic of one worker, on whatever device."""
    return f"worker:{worker_id}"


def session(session_id: int) -> str:
    """The topic of one shift on one device."""
    return f"session:{session_id}"


HEARERS: Sequence[tuple[Callable[[int], str], frozenset[str]]] = (
    (leads, frozenset({"lead"})),
    (returns, RETURNS),
    (desk, frozenset({"desk", "lead"})),
    (stock, KEEPING),
    (pickers, frozenset({"picker", "stock"})),
    (packers, frozenset({"packer", "lead"})),
    (docks, LOADING),
    (printing, PRINTING),
)
"""The topics of a warehouse, and the roles of which one is enough to hear each."""
