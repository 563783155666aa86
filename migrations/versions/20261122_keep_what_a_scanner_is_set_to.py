"""keep what a scanner is set to."""

import sqlalchemy as sa
from alembic import op

revision = "20261122g"
down_revision = "20261122f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("devices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scanner", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("devices", schema=None) as batch_op:
        batch_op.drop_column("scanner")
