"""name the scales of benches."""

import sqlalchemy as sa
from alembic import op

revision = "20261123k"
down_revision = "20261123g"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scales",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("ask", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_scales_device_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_scales_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scales")),
        sa.UniqueConstraint("device_id", name=op.f("uq_scales_device_id")),
    )
    with op.batch_alter_table("scales", schema=None) as batch_op:
        batch_op.create_index(
            "uq_scales_warehouse",
            ["warehouse_id"],
            unique=True,
            sqlite_where=sa.text("device_id IS NULL"),
            postgresql_where=sa.text("device_id IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("scales", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_scales_warehouse",
            sqlite_where=sa.text("device_id IS NULL"),
            postgresql_where=sa.text("device_id IS NULL"),
        )

    op.drop_table("scales")
