"""Who works in the demo warehouse. Their secrets are known to everyone, so they exist in the demo only."""

from dataclasses import dataclass

from flask import current_app
from flask_babel import lazy_gettext

from app.errors import DomainError


class DemoOnly(DomainError):
    code = "demo_only"
    status = 403
    message = lazy_gettext("This belongs to the demo. Start the program with SHELFWAY_DEMO=1 to have it.")


@dataclass(frozen=True)
class Person:
    """A worker with a badge, and a PIN or, for leads and admins, a password."""

    name: str
    language: str
    roles: tuple[str, ...]
    badge: str
    pin: str | None = None
    password: str | None = None


PEOPLE = (
    Person("Ana", "en", ("picker",), "BDG-DEMO-ANA", pin="1212"),
    Person("Ben", "zh_Hant", ("packer", "picker"), "BDG-DEMO-BEN", pin="2323"),
    Person("Cleo", "en", ("lead", "picker"), "BDG-DEMO-CLEO", password="lead of the demo"),  # noqa: S106 - known to everyone
    Person("Dana", "zh_Hans", ("returns",), "BDG-DEMO-DANA", pin="4545"),
    Person("Eli", "en", ("stock",), "BDG-DEMO-ELI", pin="5656"),
    Person("Fay", "en", ("desk",), "BDG-DEMO-FAY", pin="6767"),
    Person("Gus", "en", ("admin",), "BDG-DEMO-GUS", password="admin of the demo"),  # noqa: S106 - known to everyone
)


def demo_people() -> tuple[Person, ...]:
    """The demo's workers; refused where the program is not a demo."""
    require_demo()
    return PEOPLE


def require_demo() -> None:
    """Raises DemoOnly outside the demo."""
    if not current_app.config["DEMO"]:
        raise DemoOnly
