"""Operations: a change that was asked for is performed once, with its audit."""

from app.operations.actor import Actor, program
from app.operations.audit import audit, change
from app.operations.perform import Asked, OperationMissing, Outcome, perform

__all__ = ["Actor", "Asked", "OperationMissing", "Outcome", "audit", "change", "perform", "program"]
