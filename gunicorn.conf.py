"""How gunicorn serves the app. It takes the number of processes from WEB_CONCURRENCY by itself; see docs/deploy.md."""

import gc
import os
import ssl
import sys
import threading
from importlib.util import find_spec

# Where gevent is installed (requirements-push.txt), a process that only pushes holds its sockets without threads. It
# takes the place of threads before anything else is loaded; pages and the book stay on threads.
GREEN = os.environ.get("PARTS") == "push" and find_spec("gevent") is not None
if GREEN:
    from gevent import monkey

    monkey.patch_all()

from app.config import from_environment  # noqa: E402

settings = from_environment(os.environ)

bind = f"{settings.host}:{settings.port}"
if settings.tls:
    from app.tls.keeping import server_file
    from app.tls.serving import Certificate

    certificate = Certificate(settings.tls_folder, settings.tls_names)
    certificate.keep()
    certfile = str(server_file(settings.tls_folder))

    def ssl_context(_config: object, _default: object) -> ssl.SSLContext:
        return certificate.context()


worker_class = "gevent" if GREEN else "gthread"
# Beside its socket, which keeps a thread, a device keeps a connection or two open between its scans.
worker_connections = max(1000, 4 * settings.threads)
# A thread pool is a hard wall: an open socket keeps threads, and a page that finds none waits.
threads = settings.threads
keepalive = 75  # shorter, and a handheld's next scan meets a connection that was just closed
graceful_timeout = 3  # open sockets never end by themselves
control_socket_disable = True
loglevel = "warning"


def on_starting(_server: object) -> None:
    """Asked before there is a worker: one that cannot work would be started again and again."""
    from sqlalchemy import create_engine

    from app.schema import require_schema

    engine = create_engine(settings.database_url, **settings.flask()["SQLALCHEMY_ENGINE_OPTIONS"])
    require_schema(engine)
    engine.dispose()


def post_worker_init(_worker: object) -> None:
    """Each process begins what its parts are, and goes on with what an earlier one left."""
    from app.floor.keeping import start_presence
    from app.jobs import serve_asides, start_jobs
    from app.realtime import start_realtime
    from app.routes.setup_code import announcement
    from app.routes.static import files
    from app.wiring import LOOKS, LOOKS_OUTSIDE
    from wsgi import app

    if "web" in settings.parts:
        with app.app_context():
            if said := announcement():
                print(said, flush=True)
    # A thread lets go of the interpreter at each statement, and then waits this long for one that only computes: by
    # default 5 ms, some twenty times a scan, with the database's lock in its hand.
    sys.setswitchinterval(0.001)
    gc.collect()
    gc.freeze()  # what is loaded stays: looking through it all again would stop every thread for a sixth of a second
    if "web" in settings.parts:
        serve_asides(app)
        threading.Thread(target=files().compress, name="compress", daemon=True).start()
    if "jobs" in settings.parts:
        start_jobs(app, LOOKS, LOOKS_OUTSIDE)
    start_realtime(app)
    start_presence(app)
    if settings.tls:
        from app.tls.page import create_page, serve_page

        try:
            serve_page(create_page(settings.tls_folder, settings.port), settings.tls_page_port)
        except OSError:  # the app itself goes on
            port = settings.tls_page_port
            print(f"Port {port} is taken: devices cannot install the authority. Set TLS_PAGE_PORT.", file=sys.stderr)


def worker_int(_worker: object) -> None:
    """Ctrl-C: what is under way gets a second; the threads of open sockets would hold the process for ever."""
    end = threading.Timer(1.0, os._exit, [0])
    end.daemon = True
    end.start()
