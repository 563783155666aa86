"""keep serials, counts, calls and pauses."""

import sqlalchemy as sa
from alembic import op

revision = "20261122f"
down_revision = "20261122e"
branch_labels = None
depends_on = None

COUNTS = """
INSERT INTO cycle_counts (warehouse_id, location_id, item_id, reason, raised_at)
SELECT locations.warehouse_id, stock.location_id, stock.item_id, 'too_few', min(stock.doubted_at)
FROM stock JOIN locations ON locations.id = stock.location_id
WHERE stock.doubted_at IS NOT NULL
GROUP BY locations.warehouse_id, stock.location_id, stock.item_id
"""
"""What pickers did not find before counts were raised for it."""


def upgrade() -> None:
    op.create_table(
        "cycle_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_cycle_counts_item_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_cycle_counts_location_id")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["workers.id"], name=op.f("fk_cycle_counts_raised_by_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_cycle_counts_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_counts")),
    )
    with op.batch_alter_table("cycle_counts", schema=None) as batch_op:
        batch_op.create_index(
            "uq_cycle_counts_open",
            ["location_id", "item_id"],
            unique=True,
            sqlite_where=sa.text("counted_at IS NULL"),
            postgresql_where=sa.text("counted_at IS NULL"),
        )

    op.create_table(
        "serials",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_serials_item_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_serials_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serials")),
        sa.UniqueConstraint("item_id", "code", name=op.f("uq_serials_item_id_code")),
    )
    with op.batch_alter_table("serials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_serials_location_id"), ["location_id"], unique=False)

    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("walk_id", sa.Integer(), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason in ('stock', 'damage', 'help', 'other')", name=op.f("ck_calls_reason")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["workers.id"], name=op.f("fk_calls_answered_by_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_calls_location_id")),
        sa.ForeignKeyConstraint(["walk_id"], ["walks.id"], name=op.f("fk_calls_walk_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_calls_warehouse_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_calls_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(
            "uq_calls_open",
            ["warehouse_id", "worker_id"],
            unique=True,
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calls_walk_id"), ["walk_id"], unique=False)

    op.create_table(
        "pick_serials",
        sa.Column("pick_id", sa.Integer(), nullable=False),
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pick_id"], ["picks.id"], name=op.f("fk_pick_serials_pick_id")),
        sa.ForeignKeyConstraint(["serial_id"], ["serials.id"], name=op.f("fk_pick_serials_serial_id")),
        sa.PrimaryKeyConstraint("pick_id", "serial_id", name=op.f("pk_pick_serials")),
    )
    with op.batch_alter_table("pick_serials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pick_serials_serial_id"), ["serial_id"], unique=False)

    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("walk_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["walk_id"], ["walks.id"], name=op.f("fk_pauses_walk_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_pauses_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pauses_walk_id"), ["walk_id"], unique=False)

    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))

    op.execute(COUNTS)


def downgrade() -> None:
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.drop_column("paused_at")

    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pauses_walk_id"))

    op.drop_table("pauses")

    with op.batch_alter_table("pick_serials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pick_serials_serial_id"))

    op.drop_table("pick_serials")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calls_walk_id"))
        batch_op.drop_index(
            "uq_calls_open",
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        )

    op.drop_table("calls")
    with op.batch_alter_table("serials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_serials_location_id"))

    op.drop_table("serials")
    with op.batch_alter_table("cycle_counts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_cycle_counts_open",
            sqlite_where=sa.text("counted_at IS NULL"),
            postgresql_where=sa.text("counted_at IS NULL"),
        )

    op.drop_table("cycle_counts")
