"""take an undelivered parcel in once."""

import sqlalchemy as sa
from alembic import op

revision = "20261123zdd"
down_revision = "20261123zd"
branch_labels = None
depends_on = None

UNDELIVERED = sa.text("kind = 'undelivered'")


def upgrade() -> None:
    op.create_index(
        "uq_return_parcels_undelivered",
        "return_parcels",
        ["waybill_id"],
        unique=True,
        sqlite_where=UNDELIVERED,
        postgresql_where=UNDELIVERED,
    )


def downgrade() -> None:
    op.drop_index("uq_return_parcels_undelivered", table_name="return_parcels")
