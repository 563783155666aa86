"""What an admin does to workers: enlist, give roles, reset PIN or password, print a badge, unlock, let go."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import select

from app.clock import now
from app.db import db
from app.errors import DomainError
from app.events import record
from app.languages import LANGUAGES
from app.operations import Actor, audit, change
from app.workers.events import RolesGiven
from app.workers.models import ROLES, Session, Worker, WorkerRole
from app.workers.secrets import hash_badge, hash_password, hash_pin, new_badge_code
from app.workers.sessions import end_sessions


class NameMissing(DomainError):
    code = "worker_name_missing"
    status = 422
    message: ClassVar[LazyString] = lazy_gettext("A worker needs a name of at most 80 letters. Write one.")


class UnknownLanguage(DomainError):
    code = "unknown_language"
    status = 422
    message: ClassVar[LazyString] = lazy_gettext(
        "%(language)s is not a language of this program. Choose one of the list."
    )


class UnknownRole(DomainError):
    code = "unknown_role"
    status = 422
    message: ClassVar[LazyString] = lazy_gettext("%(role)s is not a role. Choose one of the list.")


class LastAdmin(DomainError):
    code = "last_admin"
    message: ClassVar[LazyString] = lazy_gettext("Nobody else is admin. Make somebody else admin first.")


class HasLeft(DomainError):
    code = "worker_has_left"
    message: ClassVar[LazyString] = lazy_gettext("%(name)s has left. Add the worker again.")


def enlist_worker(
    name: str,
    language: str,
    roles: Mapping[int, Iterable[str]],
    actor: Actor,
    *,
    badge: str | None = None,
    pin: str | None = None,
    password: str | None = None,
) -> tuple[Worker, str]:
    """Add a worker with `roles` by warehouse id; gives the worker and the badge's code, which is kept nowhere else."""
    worker = Worker(name=_name(name), language=_language(language), wrong_tries=0)
    badge = badge or new_badge_code()
    worker.badge_hash = hash_badge(badge)
    worker.pin_hash = hash_pin(pin) if pin else None
    worker.password_hash = hash_password(password) if password else None
    db.session.add(worker)
    for warehouse_id, names in roles.items():
        worker.roles += [WorkerRole(warehouse_id=warehouse_id, role=_role(role)) for role in sorted(set(names))]
    audit(worker, "enlisted", actor, {}, {"name": worker.name, "language": language, "roles": _told(worker)})
    return worker, badge


def rename_worker(worker: Worker, name: str, language: str, actor: Actor) -> None:
    """Set the name and the language that the worker reads."""
    change(worker, "renamed", actor, name=_name(name), language=_language(language))


def choose_language(worker: Worker, language: str, actor: Actor) -> None:
    """A worker's own choice of what to read and hear."""
    change(worker, "language_chosen", actor, language=_language(language))


def give_roles(worker: Worker, warehouse_id: int, roles: Iterable[str], actor: Actor) -> None:
    """Let the worker have exactly `roles` in that warehouse; somebody stays admin."""
    wanted = {_role(role) for role in roles}
    before = _told(worker)
    if "admin" in worker.roles_in(warehouse_id) - wanted:
        _refuse_last_admin(worker, warehouse_id)
    worker.roles = [role for role in worker.roles if role.warehouse_id != warehouse_id or role.role in wanted]
    missing = wanted - worker.roles_in(warehouse_id)
    worker.roles += [WorkerRole(warehouse_id=warehouse_id, role=role) for role in sorted(missing)]
    audit(worker, "roles_given", actor, {"roles": before}, {"roles": _told(worker)})
    record(RolesGiven(worker.id, warehouse_id))


def set_pin(worker: Worker, pin_hash: str, actor: Actor) -> None:
    """Take a new PIN, hashed before (it takes long, and a transaction must not); the worker is unlocked."""
    worker.pin_hash = pin_hash
    audit(worker, "pin_set", actor, {}, {})
    unlock_worker(worker, actor)


def set_password(worker: Worker, password_hash: str, actor: Actor) -> None:
    """Take a new password, hashed before; the worker is unlocked."""
    worker.password_hash = password_hash
    audit(worker, "password_set", actor, {}, {})
    unlock_worker(worker, actor)


def replace_badge(worker: Worker, badge_hash: str, actor: Actor) -> None:
    """The new badge is the only one from now on."""
    _refuse_left(worker)
    worker.badge_hash = badge_hash
    audit(worker, "badge_replaced", actor, {}, {})


def unlock_worker(worker: Worker, actor: Actor) -> None:
    """Forget the wrong tries."""
    if worker.wrong_tries or worker.locked_at:
        change(worker, "unlocked", actor, wrong_tries=0, locked_at=None)


def let_go(worker: Worker, actor: Actor) -> None:
    """The worker signs in no more, and is signed out everywhere at once."""
    _refuse_left(worker)
    for warehouse_id in {role.warehouse_id for role in worker.roles if role.role == "admin"}:
        _refuse_last_admin(worker, warehouse_id)
    change(worker, "left", actor, left_at=now(), badge_hash=None)
    end_sessions(Session.worker_id == worker.id)


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise NameMissing
    return name


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise UnknownLanguage(language=language)
    return language


def _role(role: str) -> str:
    if role not in ROLES:
        raise UnknownRole(role=role)
    return role


def _told(worker: Worker) -> list[str]:
    return sorted(f"{role.warehouse_id}:{role.role}" for role in worker.roles)


def _refuse_left(worker: Worker) -> None:
    if worker.left_at:
        raise HasLeft(name=worker.name)


def _refuse_last_admin(worker: Worker, warehouse_id: int) -> None:
    """Each warehouse keeps somebody who can administer it."""
    others = (
        select(Worker.id)
        .join(WorkerRole)
        .where(WorkerRole.role == "admin", WorkerRole.warehouse_id == warehouse_id)
        .where(Worker.left_at.is_(None), Worker.id != worker.id)
        .limit(1)
    )
    if db.session.scalar(others) is None:
        raise LastAdmin
