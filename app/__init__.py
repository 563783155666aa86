"""Shelfway: a warehouse in which every pick is confirmed by a scan."""

import os

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, config, events, jobs, realtime, routes
from app.catalog.queries import item_meanings
from app.db import Base, db, init_db
from app.demo.pages import init_demo
from app.operations.events import OperationRefused
from app.orders.events import OrderStopped
from app.picking.commands.stop_order import on_order_stopped
from app.picking.events import OrderPutBack, TaskCancelled, TaskStaged
from app.picking.refused import on_operation_refused
from app.routes.current import recognise
from app.scanning import register_resolver
from app.schema import MIGRATIONS
from app.slotting.background import propose_when_committed
from app.warehouse.queries import location_meanings
from app.waves.background import work_off_when_committed
from app.waves.commands import on_order_put_back, on_task_over
from app.workers.queries import badge_meanings

migrate = Migrate(render_as_batch=True, compare_type=True)


def create_app(settings: config.Config | None = None) -> Flask:
    """The one place that knows every part."""
    app = Flask(__name__, static_folder=None)  # routes.static serves them
    settings = settings or config.from_environment(os.environ)
    app.config.from_mapping(settings.flask())
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    events.init_events(app)
    init_db(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    routes.init_routes(app)
    init_demo(app)
    realtime.init_realtime(app, recognise)
    for resolver in (location_meanings, item_meanings, badge_meanings):
        register_resolver(app, resolver)
    jobs.init_jobs(app)
    events.handle(app, OperationRefused, on_operation_refused)
    events.handle(app, OrderStopped, on_order_stopped)
    events.handle(app, OrderPutBack, on_order_put_back)
    events.handle(app, TaskCancelled, on_task_over)
    events.handle(app, TaskStaged, on_task_over)
    events.subscribe(app, work_off_when_committed)
    events.subscribe(app, propose_when_committed)
    cli.init_cli(app)
    return app


__all__ = ["Base", "create_app"]
