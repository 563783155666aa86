"""Cartons: which ones take an order, and how it lies in them.

    plan = plan_cartons(pieces, types, stop, seed=1, solver=packing_solver(0.3))

`plan.cartons[k].places` are in the order in which a packer puts them in. Two ways are tried by turns: a carton is
filled space by space (`filling`), or blocks of ever more pieces are built until one of them is the whole order
(`building`); what is built is let down until it stands (`settling`). The rules:

- nothing outside, nothing where something else is, no more weight than the carton carries;
- of each piece's base at least SUPPORT stands on the floor, or on what ends at most LEVEL_MM below it;
- a piece stands on a side that may be down; nothing lies over a fragile piece; dangerous pieces lie apart from others.

`check` judges a plan by the same rules, with none of the same code.
"""

from app.planning.cartons.goods import (
    ANY_WAY,
    LEVEL_MM,
    SUPPORT,
    UPRIGHT,
    CartonPlan,
    CartonType,
    PackedCarton,
    Piece,
    Place,
    Size,
)
from app.planning.cartons.plan import fill_carton, plan_cartons
from app.planning.cartons.search import Solver
from app.planning.cartons.solver import packing_solver

__all__ = [
    "ANY_WAY", "LEVEL_MM", "SUPPORT", "UPRIGHT", "CartonPlan", "CartonType", "PackedCarton", "Piece", "Place", "Size",
    "Solver", "fill_carton", "packing_solver", "plan_cartons",
]  # fmt: skip
