"""What the environment may set: read once at start, checked, refused with a sentence that says what to do.

The same table stands in docs/deploy.md; a test compares the two.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can damage a WAL database with two writers."""


POOL = 10
"""Connections of a process: more requests at once only take turns at the interpreter, and wait better outside it."""


class NotConfigured(SystemExit):
    """The program ends with this sentence."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("DATABASE_URL", "a SQLite file in SHELFWAY_VAR", "Where the book is kept: sqlite:///… or postgresql://…"),
    Setting("REDIS_URL", "none", "Carries pushes between several web processes; not needed with one."),
    Setting(
        "SECRET_KEY",
        "none; in the demo a random one in SHELFWAY_VAR",
        "Signs cookies and shift tokens; 32 characters or more.",
    ),
    Setting(
        "SHELFWAY_DEMO",
        "0",
        "1: the demo warehouse, its scan tray, devices that enrol themselves, cookies on plain HTTP.",
    ),
    Setting("SHELFWAY_VAR", "var", "Folder for the embedded database and what else the program keeps."),
    Setting("PORT", "8000", "Port that the web server listens on."),
    Setting("THREADS", "100", "Threads of a web process; a connected handheld takes up to four."),
    Setting("WEB_CONCURRENCY", "1", "Web processes; more than one needs PostgreSQL and Redis."),
    Setting("TRUSTED_PROXIES", "0", "How many proxies in front set X-Forwarded-For and X-Forwarded-Proto."),
    Setting("TLS", "0", "1: HTTPS without a proxy, by a certificate authority of its own in SHELFWAY_VAR/tls."),
    Setting("TLS_NAMES", "none", "More names and addresses of this host for its certificate, with commas between."),
    Setting("TLS_PAGE_PORT", "PORT + 1", "Port of the plain page from which devices install the authority."),
)


@dataclass(frozen=True)
class Config:
    database_url: str
    redis_url: str | None
    secret_key: str
    demo: bool
    var: Path
    port: int
    threads: int
    trusted_proxies: int
    tls: bool = False
    tls_names: tuple[str, ...] = ()
    tls_page_port: int = 8001

    @property
    def tls_folder(self) -> Path:
        return self.var / "tls"

    def flask(self) -> dict[str, Any]:
        """The same for Flask and its extensions."""
        options: dict[str, Any] = {"pool_size": POOL, "max_overflow": 0, "pool_timeout": 5}
        if self.database_url.startswith("sqlite"):
            options["module"] = sqlite
        else:
            options["pool_pre_ping"] = True
        return {
            "SECRET_KEY": self.secret_key,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": options,
            "DEMO": self.demo,
            "REDIS_URL": self.redis_url,
            "TRUSTED_PROXIES": self.trusted_proxies,
            "TLS": self.tls,
            "TLS_FOLDER": self.tls_folder,
            "TLS_NAMES": self.tls_names,
            "TLS_PAGE_PORT": self.tls_page_port,
            "MAX_CONTENT_LENGTH": 1024 * 1024,
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_TRANSLATION_DIRECTORIES": "translations",
        }


def from_environment(environ: Mapping[str, str]) -> Config:
    """Raises NotConfigured with a sentence for whoever starts the program."""
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise NotConfigured(
            f"SQLite {sqlite.sqlite_version} can damage the book. Install requirements.txt, it brings a newer one."
        )
    demo = environ.get("SHELFWAY_DEMO", "0") == "1"
    var = Path(environ.get("SHELFWAY_VAR") or "var").resolve()
    url = _database_url(environ.get("DATABASE_URL") or f"sqlite:///{var / 'shelfway.db'}", var)
    if url.startswith("sqlite") and _number(environ, "WEB_CONCURRENCY", 1) > 1:
        raise NotConfigured("SQLite is for one web process. Set WEB_CONCURRENCY=1, or DATABASE_URL to PostgreSQL.")
    port = _number(environ, "PORT", 8000)
    names = (name.strip() for name in environ.get("TLS_NAMES", "").split(","))
    return Config(
        database_url=url,
        redis_url=environ.get("REDIS_URL") or None,
        secret_key=_secret_key(environ.get("SECRET_KEY", ""), demo, var),
        demo=demo,
        var=var,
        port=port,
        threads=_number(environ, "THREADS", 100),
        trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0),
        tls=environ.get("TLS", "0") == "1",
        tls_names=tuple(name for name in names if name),
        tls_page_port=_number(environ, "TLS_PAGE_PORT", port + 1),
    )


def _database_url(url: str, var: Path) -> str:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise NotConfigured(
            "DATABASE_URL is not an address of a database. Write sqlite:///file or postgresql://user@host/name."
        ) from None
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise NotConfigured("DATABASE_URL names no file. Write sqlite:////full/path/shelfway.db.")
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        return parsed.set(drivername="sqlite").render_as_string(hide_password=False)
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    raise NotConfigured("DATABASE_URL may be sqlite:///… or postgresql://…, nothing else.")


def _secret_key(given: str, demo: bool, var: Path) -> str:
    if len(given) >= 32:
        return given
    if given:
        raise NotConfigured("SECRET_KEY is too short. Give it 32 characters or more.")
    path = var / "secret_key"
    if path.exists():
        return path.read_text()
    if not demo:
        raise NotConfigured(
            "SECRET_KEY is not set. Make one: python3 -c 'import secrets; print(secrets.token_hex(32))'"
        )
    var.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(secrets.token_hex(32))
    return path.read_text()


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal():
        raise NotConfigured(f"{name} must be a whole number; it is {text!r}.")
    return int(text)
