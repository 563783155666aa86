"""keep blocked aisles."""

import sqlalchemy as sa
from alembic import op

revision = "20261122c"
down_revision = "20261122b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blocked_stretches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("aisle", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("first_cell", sa.Integer(), nullable=False),
        sa.Column("end_cell", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_blocked_stretches_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocked_stretches")),
        sa.UniqueConstraint(
            "warehouse_id", "aisle", "block", name=op.f("uq_blocked_stretches_warehouse_id_aisle_block")
        ),
    )


def downgrade() -> None:
    op.drop_table("blocked_stretches")
