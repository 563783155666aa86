"""What the environment sets (app/environment.py): read once at start, checked, refused with a sentence that says what
to do."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from flask import current_app
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can damage a WAL database with two writers."""
POOL = 10
"""Connections of a process: more requests at once only take turns at the interpreter, and wait better outside it."""


PARTS = ("web", "push", "jobs")
MAIL_PORTS = {"starttls": 587, "ssl": 465, "none": 25}


class NotConfigured(SystemExit):
    """The program ends with this sentence."""


@dataclass(frozen=True)
class MailServer:
    """Who takes mails, and how; `sender` is the address that they come from."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str


@dataclass(frozen=True)
class Config:
    database_url: str
    redis_url: str | None
    secret_key: str
    demo: bool
    var: Path
    host: str
    port: int
    threads: int
    trusted_proxies: int
    parts: frozenset[str] = frozenset(PARTS)
    tls: bool = False
    tls_names: tuple[str, ...] = ()
    tls_page_port: int = 8001
    public_url: str = ""
    mail: MailServer | None = None
    webhook_secret: str = field(default="", repr=False)
    webhook_private: bool = False

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
            "VAR": self.var,
            "THREADS": self.threads,
            "PARTS": self.parts,
            "REDIS_URL": self.redis_url,
            "TRUSTED_PROXIES": self.trusted_proxies,
            "TLS": self.tls,
            "TLS_FOLDER": self.tls_folder,
            "TLS_NAMES": self.tls_names,
            "TLS_PAGE_PORT": self.tls_page_port,
            "PUBLIC_URL": self.public_url,
            "MAIL": self.mail,
            "WEBHOOK_SECRET": self.webhook_secret or self.secret_key,
            "WEBHOOK_PRIVATE": self.webhook_private,
            "MAX_CONTENT_LENGTH": 1024 * 1024,
            "WTF_CSRF_TIME_LIMIT": None,
            "BABEL_TRANSLATION_DIRECTORIES": "translations",
        }


def configured(name: str) -> Any:
    """What the running program was told at its start; for capabilities, which know nothing of Flask."""
    return current_app.config[name]


def from_environment(environ: Mapping[str, str]) -> Config:
    """Raises NotConfigured with a sentence for whoever starts the program."""
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise NotConfigured(
            f"SQLite {sqlite.sqlite_version} can damage the book. Install requirements.txt, it brings a newer one."
        )
    demo = environ.get("SHELFWAY_DEMO", "0") == "1"
    var = Path(environ.get("SHELFWAY_VAR") or "var").resolve()
    url = database_url(environ.get("DATABASE_URL") or f"sqlite:///{var / 'shelfway.db'}")
    parts = _parts(environ.get("PARTS") or ",".join(PARTS))
    if url.startswith("sqlite"):
        _refuse_several(_number(environ, "WEB_CONCURRENCY", 1), parts)
    port = _number(environ, "PORT", 8000)
    names = (name.strip() for name in environ.get("TLS_NAMES", "").split(","))
    return Config(
        database_url=url,
        redis_url=environ.get("REDIS_URL") or None,
        secret_key=_secret_key(environ.get("SECRET_KEY", ""), demo, var),
        demo=demo,
        var=var,
        host=environ.get("HOST") or "0.0.0.0",  # noqa: S104 - a warehouse's handhelds come from outside
        port=port,
        threads=_number(environ, "THREADS", 100),
        trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0),
        parts=parts,
        tls=environ.get("TLS", "0") == "1",
        tls_names=tuple(name for name in names if name),
        tls_page_port=_number(environ, "TLS_PAGE_PORT", port + 1),
        public_url=_public_url(environ.get("PUBLIC_URL", "")),
        mail=_mail_server(environ),
        webhook_secret=environ.get("WEBHOOK_SECRET", ""),
        webhook_private=environ.get("WEBHOOK_PRIVATE", "0") == "1",
    )


def database_url(url: str) -> str:
    """As SQLAlchemy wants it. Raises NotConfigured for another kind of database, or none."""
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


def _parts(text: str) -> frozenset[str]:
    parts = frozenset(part.strip() for part in text.split(",") if part.strip())
    if not parts or not parts <= set(PARTS):
        raise NotConfigured(f"PARTS may be web, push and jobs, with commas between; it is {text!r}.")
    return parts


def _refuse_several(processes: int, parts: frozenset[str]) -> None:
    if processes > 1:
        raise NotConfigured("SQLite is for one web process. Set WEB_CONCURRENCY=1, or DATABASE_URL to PostgreSQL.")
    if parts < set(PARTS):
        raise NotConfigured("SQLite is for one process that does all. Unset PARTS, or set DATABASE_URL to PostgreSQL.")


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


def _public_url(text: str) -> str:
    url = text.rstrip("/")
    if url and not (url.startswith(("https://", "http://")) and url.isascii() and url.isprintable() and " " not in url):
        raise NotConfigured("PUBLIC_URL must be a whole address, such as https://track.example.com.")
    return url


def _mail_server(environ: Mapping[str, str]) -> MailServer | None:
    host, _, port = environ.get("MAIL_SERVER", "").partition(":")
    if not host:
        return None
    security, sender = environ.get("MAIL_SECURITY") or "starttls", environ.get("MAIL_FROM", "")
    if security not in MAIL_PORTS:
        raise NotConfigured(f"MAIL_SECURITY may be starttls, ssl or none; it is {security!r}.")
    if sender.count("@") != 1 or not sender.isprintable() or set(sender) & set(' <>,"'):
        raise NotConfigured("MAIL_FROM must be the address that messages come from, such as shop@example.com.")
    given = {"MAIL_SERVER": port} if port else {}
    return MailServer(
        host=host,
        port=_number(given, "MAIL_SERVER", MAIL_PORTS[security]),
        security=security,
        user=environ.get("MAIL_USER", ""),
        password=environ.get("MAIL_PASSWORD", ""),
        sender=sender,
    )


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdecimal():
        raise NotConfigured(f"{name} must be a whole number; it is {text!r}.")
    return int(text)
