"""What happens to operations."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.events import Event
from app.operations.actor import Actor


@dataclass(frozen=True)
class OperationRefused(Event):
    """Something that a handheld had kept was refused: `content` is what was asked for, by whom is in `actor`."""

    operation_id: str
    name: str
    content: Mapping[str, Any]
    actor: Actor
