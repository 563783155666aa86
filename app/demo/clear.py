"""The way out of the demo: an empty database, ready to be set up."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import Base, db, transaction
from app.errors import DomainError
from app.warehouse.models import Warehouse


class RealWarehouse(DomainError):
    code = "real_warehouse"
    message = lazy_gettext("Warehouse %(code)s is not a demo. Its book is not cleared; take a fresh database instead.")


def clear_demo() -> None:
    """Empty every table. Raises RealWarehouse while there is a warehouse that is no demo.

    It is one transaction, however long: half a demo would be worse than a short wait.
    """
    with transaction():
        real = db.session.scalar(select(Warehouse.code).where(Warehouse.is_demo.is_(False)).limit(1))
        if real:
            raise RealWarehouse(code=real)
        for table in reversed(Base.metadata.sorted_tables):
            db.session.execute(table.delete())
