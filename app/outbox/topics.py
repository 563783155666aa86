"""Topics: who is told of what. Which of them a worker hears follows from rights, here and nowhere else."""

from collections.abc import Collection
from typing import Protocol

PRINTING = frozenset({"packer", "desk", "stock", "lead", "admin"})
"""Who may print, or serve a print station."""
LOADING = frozenset({"packer", "desk", "lead"})
"""Who loads, or follows at the desk what leaves."""


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
    if "lead" in listener.roles:
        topics.append(leads(listener.warehouse_id))
    if {"desk", "lead"} & set(listener.roles):
        topics.append(desk(listener.warehouse_id))
    if "picker" in listener.roles:
        topics.append(pickers(listener.warehouse_id))
    if "stock" in listener.roles:
        topics.append(keepers(listener.warehouse_id))
    if {"packer", "lead"} & set(listener.roles):
        topics.append(packers(listener.warehouse_id))
    if LOADING & frozenset(listener.roles):
        topics.append(docks(listener.warehouse_id))
    if PRINTING & frozenset(listener.roles):
        topics.append(printing(listener.warehouse_id))
    return topics


def docks(warehouse_id: int) -> str:
    """The topic of all who load in the warehouse, or follow it."""
    return f"docks:{warehouse_id}"


def leads(warehouse_id: int) -> str:
    """The topic of all who lead in the warehouse."""
    return f"leads:{warehouse_id}"


def desk(warehouse_id: int) -> str:
    """The topic of all who see to orders in the warehouse: the desk and the leads."""
    return f"desk:{warehouse_id}"


def pickers(warehouse_id: int) -> str:
    """The topic of all who pick in the warehouse."""
    return f"pickers:{warehouse_id}"


def keepers(warehouse_id: int) -> str:
    """The topic of all who keep the stock of the warehouse: they put away, refill and count."""
    return f"keepers:{warehouse_id}"


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
