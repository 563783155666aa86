"""Pick paths: in which order stops are walked."""

from app.planning.paths.plan import plan_path
from app.planning.paths.walks import Path, distances, walk_metres

__all__ = ["Path", "distances", "plan_path", "walk_metres"]
