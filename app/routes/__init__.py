"""One blueprint for each capability; what every request passes through."""

from flask import Flask

# Mapped classes name each other across capabilities, so all are loaded before the first query.
from app.inventory import models as _inventory  # noqa: F401
from app.operations import models as _operations  # noqa: F401
from app.outbox import models as _outbox  # noqa: F401
from app.picking import models as _picking  # noqa: F401
from app.picking import refused as _refused  # noqa: F401
from app.routes import (
    aisles,
    amends,
    asked,
    audit,
    certificate,
    codes,
    compression,
    current,
    devices,
    index,
    install,
    language,
    locking,
    orders,
    picking,
    pwa,
    refusals,
    resting,
    rights,
    scanning,
    security,
    session,
    settings_admin,
    setup,
    slotting,
    static,
    stock,
    tasks,
    uploads,
    waves,
    workers_admin,
)
from app.slotting import models as _slotting  # noqa: F401
from app.waves import models as _waves  # noqa: F401

BLUEPRINTS = (
    index.bp,
    session.bp,
    language.bp,
    locking.bp,
    install.bp,
    workers_admin.bp,
    devices.bp,
    settings_admin.bp,
    audit.bp,
    certificate.bp,
    pwa.bp,
    picking.bp,
    resting.bp,
    scanning.bp,
    setup.bp,
    codes.bp,
    waves.bp,
    tasks.bp,
    amends.bp,
    aisles.bp,
    orders.bp,
    stock.bp,
    slotting.bp,
)


def init_routes(app: Flask) -> None:
    compression.init_compression(app)
    static.init_static(app)
    language.init_language(app)
    refusals.init_refusals(app)
    asked.init_asked(app)
    # The order in which a request is judged: where it comes from, who asks, may they, was the page ours.
    security.init_guard(app)
    uploads.init_uploads(app)
    current.init_current(app)
    rights.init_rights(app)
    security.init_csrf(app)
    app.jinja_env.globals.update(
        signed_in=current.signed_in,
        shift_token=session.shift_token,
        lock_data=locking.lock_data,
        scanner_data=scanning.scanner_data,
    )
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
