"""Items that lie in several bins: which bins to take from, and the walk through them, chosen together.

The problem is the single picker routing problem with scattered storage (Weidinger 2018; Heßler and Irnich 2024).
"""

from app.planning.scattered.choose import choose_bins, nearest_bins
from app.planning.scattered.demand import Choice, Demand, NotEnoughHeld
from app.planning.scattered.stocks import Wanted, choose_stocks

__all__ = ["Choice", "Demand", "NotEnoughHeld", "Wanted", "choose_bins", "choose_stocks", "nearest_bins"]
