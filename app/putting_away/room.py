"""The room in bins is given to one after the other."""

from app.db import one_at_a_time


def hold_room(warehouse_id: int) -> None:
    """Nobody else chooses bins until the transaction ends: two who look at once would both fill the same last room."""
    one_at_a_time(f"room in the bins of warehouse {warehouse_id}")
