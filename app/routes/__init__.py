"""One blueprint for each capability; what every request passes through."""

from flask import Flask

# Mapped classes name each other across capabilities, so all are loaded before the first query.
from app.attachments import models as _attachments  # noqa: F401
from app.floor import models as _floor  # noqa: F401
from app.inventory import models as _inventory  # noqa: F401
from app.messages import models as _messages  # noqa: F401
from app.notices import models as _notices  # noqa: F401
from app.operations import models as _operations  # noqa: F401
from app.outbox import models as _outbox  # noqa: F401
from app.packing import models as _packing  # noqa: F401
from app.picking import models as _picking  # noqa: F401
from app.printing import models as _printing  # noqa: F401
from app.putting_away import models as _putting_away  # noqa: F401
from app.putting_back import models as _putting_back  # noqa: F401
from app.receiving import models as _receiving  # noqa: F401
from app.reordering import models as _reordering  # noqa: F401
from app.replenishing import models as _replenishing  # noqa: F401
from app.returns import models as _returns  # noqa: F401
from app.routes import (
    accuracy,
    aisles,
    asked,
    attachments,
    audit,
    carriers_admin,
    cases,
    certificate,
    codes,
    compression,
    counting,
    counts,
    current,
    deliveries,
    devices,
    dock,
    exceptions,
    expiry,
    floor,
    forward_bins,
    index,
    install,
    judging,
    language,
    ledger,
    locking,
    lots,
    manifests,
    messages,
    moves,
    notices,
    nudges,
    orders,
    packing,
    packing_admin,
    papers,
    parcel_page,
    parts,
    picking,
    print_asking,
    printers,
    printing,
    put_wall,
    putting_away,
    putting_back,
    pwa,
    receiving,
    refusals,
    reordering,
    replenishing,
    resting,
    return_page,
    returns,
    returns_admin,
    returns_dock,
    scales,
    scanning,
    security,
    session,
    settings_admin,
    setup,
    slotting,
    static,
    station,
    stock,
    stock_desk,
    tasks,
    tracking,
    uploads,
    variances,
    vendors,
    walk_pages,
    wave_moves,
    waves,
    waybills,
    workers_admin,
)
from app.shipping import models as _shipping  # noqa: F401
from app.shipping.tracking import models as _tracking  # noqa: F401
from app.slotting import models as _slotting  # noqa: F401
from app.stockkeeping import models as _stockkeeping  # noqa: F401
from app.walks import refused as _refused  # noqa: F401
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
    carriers_admin.bp,
    audit.bp,
    certificate.bp,
    pwa.bp,
    picking.bp,
    resting.bp,
    putting_back.bp,
    counting.bp,
    counts.bp,
    variances.bp,
    accuracy.bp,
    putting_away.bp,
    receiving.bp,
    deliveries.bp,
    replenishing.bp,
    dock.bp,
    returns_dock.bp,
    manifests.bp,
    nudges.bp,
    scanning.bp,
    setup.bp,
    codes.bp,
    floor.bp,
    waves.bp,
    wave_moves.bp,
    tasks.bp,
    moves.bp,
    aisles.bp,
    exceptions.bp,
    messages.bp,
    orders.bp,
    waybills.bp,
    waybills.news,
    tracking.bp,
    cases.bp,
    notices.bp,
    parcel_page.bp,
    return_page.bp,
    returns.bp,
    returns_admin.bp,
    stock.bp,
    stock_desk.bp,
    expiry.bp,
    lots.bp,
    ledger.bp,
    forward_bins.bp,
    slotting.bp,
    reordering.bp,
    vendors.bp,
    attachments.bp,
    packing.bp,
    put_wall.bp,
    scales.bp,
    packing_admin.bp,
    papers.bp,
    printing.bp,
    print_asking.bp,
    printers.bp,
    station.bp,
)


def init_routes(app: Flask) -> None:
    parts.init_parts(app)
    compression.init_compression(app)
    static.init_static(app)
    language.init_language(app)
    refusals.init_refusals(app)
    asked.init_asked(app)
    # The order in which a request is judged: where it comes from, who asks, may they, was the page ours.
    security.init_guard(app)
    uploads.init_uploads(app)
    current.init_current(app)
    judging.init_judging(app)
    security.init_csrf(app)
    nudges.init_nudges(app)
    walk_pages.init_walk_pages(app)
    app.jinja_env.globals.update(
        signed_in=current.signed_in,
        shift_token=session.shift_token,
        lock_data=locking.lock_data,
        scanner_data=scanning.scanner_data,
    )
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
