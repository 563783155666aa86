"""All policies by name, the optimal one among them."""

from collections.abc import Mapping

from app.planning.paths.classic import CLASSIC, Policy
from app.planning.paths.plan import plan_path

POLICIES: Mapping[str, Policy] = {"optimal": plan_path, **CLASSIC}
"""Each takes a layout, the stops, where the walk begins and ends. Raises NotInLayout; the optimal one NoWay."""
