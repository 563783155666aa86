"""Tables from outside: files that are read row by row, whatever their wrapping, encoding and size."""

from app.tables.batches import in_batches

__all__ = ["in_batches"]
