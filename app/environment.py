"""What the environment may set. The same table stands in docs/deploy.md; a test compares the two."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("DATABASE_URL", "a SQLite file in SHELFWAY_VAR", "Where the book is kept: sqlite:///… or postgresql://…"),
    Setting(
        "PARTS",
        "web,push,jobs",
        "What this process does: web = pages and scans, push = sockets, jobs = work in the background.",
    ),
    Setting(
        "REDIS_URL",
        "none",
        "Wakes the other processes after a commit, so that pushes come at once; not needed with one process.",
    ),
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
    Setting("HOST", "0.0.0.0", "Address that the web server listens on; 127.0.0.1 behind a proxy on the same machine."),  # noqa: S104
    Setting("PORT", "8000", "Port that the web server listens on."),
    Setting("THREADS", "100", "Threads that take requests; each open socket keeps one."),
    Setting("WEB_CONCURRENCY", "1", "Processes that do the same; more than one needs PostgreSQL."),
    Setting("TRUSTED_PROXIES", "0", "How many proxies in front set X-Forwarded-For and X-Forwarded-Proto."),
    Setting(
        "PUBLIC_URL",
        "none",
        "Where customers reach this program, such as https://track.example.com; without it messages have no link.",
    ),
    Setting(
        "MAIL_SERVER",
        "none",
        "Mail server that takes messages to customers, as name or name:port; none: no mail is sent.",
    ),
    Setting(
        "MAIL_SECURITY",
        "starttls",
        "How the mail server is spoken to: starttls, ssl, or none inside one's own network.",
    ),
    Setting("MAIL_USER", "none", "Name at the mail server, where it wants one."),
    Setting("MAIL_PASSWORD", "none", "Password at the mail server; it is kept nowhere else."),
    Setting("MAIL_FROM", "none", "Address that messages to customers come from; needed with MAIL_SERVER."),
    Setting("WEBHOOK_SECRET", "SECRET_KEY", "Signs what is sent to webhooks; the receiver checks it by the same."),
    Setting("WEBHOOK_PRIVATE", "0", "1: webhooks may go to addresses of a private network, too."),
    Setting("TLS", "0", "1: HTTPS without a proxy, by a certificate authority of its own in SHELFWAY_VAR/tls."),
    Setting("TLS_NAMES", "none", "More names and addresses of this host for its certificate, with commas between."),
    Setting("TLS_PAGE_PORT", "PORT + 1", "Port of the plain page from which devices install the authority."),
)
