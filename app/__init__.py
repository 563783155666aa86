"""Shelfway: a warehouse in which every pick is confirmed by a scan."""

import os

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from app import cli, config, events, jobs, realtime, routes, wiring
from app.db import Base, db, init_db
from app.demo.pages import init_demo
from app.floor.keeping import init_presence
from app.routes.current import recognise
from app.routes.threads import init_threads
from app.schema import MIGRATIONS

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
    init_presence(app)
    realtime.init_realtime(app, recognise)
    init_threads(app)
    wiring.connect(app)
    jobs.init_jobs(app)
    cli.init_cli(app)
    return app


__all__ = ["Base", "create_app"]
