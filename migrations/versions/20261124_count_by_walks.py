"""count by walks, and keep what was counted and what differed."""

import sqlalchemy as sa
from alembic import op

revision = "20261123cnt"
down_revision = "20261123zdd"
branch_labels = None
depends_on = None

FORGET = (
    "DELETE FROM variances",
    "DELETE FROM count_entries",
    "DELETE FROM count_lines",
    "DELETE FROM stops WHERE kind = 'count'",
    "DELETE FROM count_tasks",
    "DELETE FROM holdings WHERE walk_id IN (SELECT id FROM walks WHERE kind = 'count')",
    "DELETE FROM pauses WHERE walk_id IN (SELECT id FROM walks WHERE kind = 'count')",
    "UPDATE calls SET walk_id = NULL WHERE walk_id IN (SELECT id FROM walks WHERE kind = 'count')",
    "DELETE FROM walks WHERE kind = 'count'",
    "DELETE FROM cycle_counts WHERE item_id IS NULL",
)
"""An older program knows no walk of this kind, and no count of a whole bin; what was posted stays in the ledger."""


def upgrade() -> None:
    op.create_table(
        "count_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=True),
        sa.Column("is_second", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["walks.id"], name=op.f("fk_count_tasks_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zones.id"], name=op.f("fk_count_tasks_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_tasks")),
    )
    op.create_table(
        "count_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("device_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("round > 0", name=op.f("ck_count_lines_round")),
        sa.ForeignKeyConstraint(["count_id"], ["cycle_counts.id"], name=op.f("fk_count_lines_count_id")),
        sa.ForeignKeyConstraint(["id"], ["stops.id"], name=op.f("fk_count_lines_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_count_lines_item_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_count_lines_operation_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_count_lines_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_lines")),
    )
    with op.batch_alter_table("count_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_count_lines_count_id"), ["count_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_count_lines_counted_at"), ["counted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_count_lines_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "count_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("within", sa.Boolean(), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_count_entries_counted")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_count_entries_item_id")),
        sa.ForeignKeyConstraint(["line_id"], ["count_lines.id"], name=op.f("fk_count_entries_line_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_count_entries_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_count_entries")),
    )
    with op.batch_alter_table("count_entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_count_entries_line_id"), ["line_id"], unique=False)

    op.create_table(
        "variances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state in ('waits','posted','stays','again')", name=op.f("ck_variances_state")),
        sa.ForeignKeyConstraint(["count_id"], ["cycle_counts.id"], name=op.f("fk_variances_count_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["workers.id"], name=op.f("fk_variances_decided_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["count_entries.id"], name=op.f("fk_variances_entry_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_variances_location_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_variances_lot_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_variances_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_variances")),
    )
    with op.batch_alter_table("variances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_variances_count_id"), ["count_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_variances_location_id"), ["location_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_variances_warehouse_id_state"), ["warehouse_id", "state"], unique=False)

    with op.batch_alter_table("cycle_counts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("operation_id", sa.String(length=36), nullable=True))
        batch_op.alter_column("item_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_cycle_counts_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cycle_counts_warehouse_id_raised_at"), ["warehouse_id", "raised_at"], unique=False
        )
        batch_op.create_index(
            "uq_cycle_counts_open_whole",
            ["location_id"],
            unique=True,
            sqlite_where=sa.text("counted_at IS NULL AND item_id IS NULL"),
            postgresql_where=sa.text("counted_at IS NULL AND item_id IS NULL"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_cycle_counts_operation_id"), "operations", ["operation_id"], ["id"])

    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("barred_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_walks_barred_id"), "workers", ["barred_id"], ["id"])


def downgrade() -> None:
    for statement in FORGET:
        op.execute(statement)
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_walks_barred_id"), type_="foreignkey")
        batch_op.drop_column("barred_id")

    with op.batch_alter_table("cycle_counts", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cycle_counts_operation_id"), type_="foreignkey")
        batch_op.drop_index(
            "uq_cycle_counts_open_whole",
            sqlite_where=sa.text("counted_at IS NULL AND item_id IS NULL"),
            postgresql_where=sa.text("counted_at IS NULL AND item_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_cycle_counts_warehouse_id_raised_at"))
        batch_op.drop_index(batch_op.f("ix_cycle_counts_operation_id"))
        batch_op.alter_column("item_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("operation_id")

    with op.batch_alter_table("variances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_variances_warehouse_id_state"))
        batch_op.drop_index(batch_op.f("ix_variances_location_id"))
        batch_op.drop_index(batch_op.f("ix_variances_count_id"))

    op.drop_table("variances")
    with op.batch_alter_table("count_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_count_entries_line_id"))

    op.drop_table("count_entries")
    with op.batch_alter_table("count_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_count_lines_operation_id"))
        batch_op.drop_index(batch_op.f("ix_count_lines_counted_at"))
        batch_op.drop_index(batch_op.f("ix_count_lines_count_id"))

    op.drop_table("count_lines")
    op.drop_table("count_tasks")
