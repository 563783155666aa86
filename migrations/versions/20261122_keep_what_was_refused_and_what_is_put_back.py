"""keep what was refused and what is put back."""

import sqlalchemy as sa
from alembic import op

revision = "20261122h"
down_revision = "20261122g"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "refused_scans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.String(length=36), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("scanned", sa.String(length=200), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_refused_scans_device_id")),
        sa.ForeignKeyConstraint(["line_id"], ["pick_lines.id"], name=op.f("fk_refused_scans_line_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_refused_scans_operation_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["workers.id"], name=op.f("fk_refused_scans_settled_by_id")),
        sa.ForeignKeyConstraint(["task_id"], ["pick_tasks.id"], name=op.f("fk_refused_scans_task_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_refused_scans_warehouse_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_refused_scans_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_scans")),
        sa.UniqueConstraint("operation_id", name=op.f("uq_refused_scans_operation_id")),
    )
    with op.batch_alter_table("refused_scans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refused_scans_task_id"), ["task_id"], unique=False)


def downgrade() -> None:
    op.drop_table("refused_scans")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_column("stopped_at")
