"""Operations: a change that was asked for is performed once, with its audit."""

from app.operations.actor import Actor, program
from app.operations.audit import audit, audit_new, change, change_all
from app.operations.perform import Asked, OperationChanged, OperationMissing, Outcome, perform

__all__ = [
    "Actor",
    "Asked",
    "OperationChanged",
    "OperationMissing",
    "Outcome",
    "audit",
    "audit_new",
    "change",
    "change_all",
    "perform",
    "program",
]
