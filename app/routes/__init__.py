"""One blueprint for each capability; what every request passes through."""

from flask import Flask

# Mapped classes name each other across capabilities, so all are loaded before the first query.
from app.inventory import models as _inventory  # noqa: F401
from app.operations import models as _operations  # noqa: F401
from app.outbox import models as _outbox  # noqa: F401
from app.picking import models as _picking  # noqa: F401
from app.waves import models as _waves  # noqa: F401


def init_routes(app: Flask) -> None:
    pass
