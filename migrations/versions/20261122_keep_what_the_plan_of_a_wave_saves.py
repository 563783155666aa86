"""keep what the plan of a wave saves."""

import sqlalchemy as sa
from alembic import op

revision = "20261122b"
down_revision = "20261122a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("waves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("planned_share", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("planned_metres", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("first_come_metres", sa.Double(), nullable=True))
        batch_op.add_column(sa.Column("enough_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("waves", schema=None) as batch_op:
        batch_op.drop_column("enough_at")
        batch_op.drop_column("first_come_metres")
        batch_op.drop_column("planned_metres")
        batch_op.drop_column("planned_share")
