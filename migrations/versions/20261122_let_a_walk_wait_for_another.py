"""let a walk wait for another."""

import sqlalchemy as sa
from alembic import op

revision = "20261122e"
down_revision = "20261122d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waits_for_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_walks_waits_for_id"), ["waits_for_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_walks_waits_for_id"), "walks", ["waits_for_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_walks_waits_for_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_walks_waits_for_id"))
        batch_op.drop_column("waits_for_id")
