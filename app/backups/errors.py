"""Why nothing was backed up or brought back."""

from flask_babel import lazy_gettext

from app.errors import DomainError


class NotABackup(DomainError):
    code = "not_a_backup"
    status = 422
    message = lazy_gettext("%(path)s is no backup of this program. Choose one that flask backup made.")


class NotEmpty(DomainError):
    code = "database_not_empty"
    message = lazy_gettext(
        "There are tables in this database already, and nothing is written over them. "
        "Move it away, or set DATABASE_URL to an empty one."
    )


class OtherDatabase(DomainError):
    code = "backup_of_other_database"
    message = lazy_gettext(
        "This is a backup of %(kind)s, and DATABASE_URL names another kind. "
        "Restore it there, then flask backup copy-to brings it over."
    )


class ProgramMissing(DomainError):
    code = "backup_program_missing"
    message = lazy_gettext("%(program)s is not here. Install PostgreSQL's client programs (postgresql-client).")


class ProgramRefused(DomainError):
    code = "backup_program_refused"
    message = lazy_gettext("%(program)s did not end well. It says: %(said)s")
