"""refill forward bins."""

import sqlalchemy as sa
from alembic import op

revision = "20261124r"
down_revision = "20261124rc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forward_bins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.CheckConstraint("minimum >= 0 AND maximum > 0 AND minimum <= maximum", name=op.f("ck_forward_bins_bounds")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_forward_bins_item_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_forward_bins_location_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_forward_bins_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forward_bins")),
        sa.UniqueConstraint("location_id", "item_id", name=op.f("uq_forward_bins_location_id_item_id")),
    )
    op.create_index(op.f("ix_forward_bins_warehouse_id_item_id"), "forward_bins", ["warehouse_id", "item_id"])
    op.create_table(
        "refill_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("tote_id", sa.Integer(), nullable=True),
        sa.Column("tote_taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["walks.id"], name=op.f("fk_refill_tasks_id")),
        sa.ForeignKeyConstraint(["tote_id"], ["locations.id"], name=op.f("fk_refill_tasks_tote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refill_tasks")),
    )
    op.create_index(op.f("ix_refill_tasks_tote_id"), "refill_tasks", ["tote_id"])
    _refills()
    _moves()
    _waits()
    _carrying()


def _refills() -> None:
    op.create_table(
        "refills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("put", sa.Integer(), nullable=False),
        sa.Column("short", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason in ('wave', 'low', 'asked', 'slotting')", name=op.f("ck_refills_reason")),
        sa.CheckConstraint(
            "quantity > 0 AND put >= 0 AND short >= 0 AND put + short <= quantity", name=op.f("ck_refills_counts")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_refills_item_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_refills_location_id")),
        sa.ForeignKeyConstraint(["task_id"], ["refill_tasks.id"], name=op.f("fk_refills_task_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_refills_warehouse_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.id"], name=op.f("fk_refills_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refills")),
        sa.UniqueConstraint("task_id", "location_id", "item_id", name=op.f("uq_refills_task_id_location_id_item_id")),
    )
    op.create_index(
        op.f("ix_refills_warehouse_id_item_id_ended_at"), "refills", ["warehouse_id", "item_id", "ended_at"]
    )
    op.create_index(op.f("ix_refills_location_id"), "refills", ["location_id"])
    op.create_index(op.f("ix_refills_wave_id"), "refills", ["wave_id"])
    op.create_table(
        "refill_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("refill_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=5), nullable=False),
        sa.Column("take_id", sa.Integer(), nullable=True),
        sa.Column("stock_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("short", sa.Integer(), nullable=False),
        sa.Column("short_reason", sa.String(length=20), nullable=False),
        sa.CheckConstraint("part in ('take', 'put', 'back')", name=op.f("ck_refill_lines_part")),
        sa.CheckConstraint("(part = 'take') = (take_id IS NULL)", name=op.f("ck_refill_lines_take")),
        sa.CheckConstraint(
            "quantity >= 0 AND done >= 0 AND short >= 0 AND done + short <= quantity",
            name=op.f("ck_refill_lines_counts"),
        ),
        sa.ForeignKeyConstraint(["id"], ["stops.id"], name=op.f("fk_refill_lines_id")),
        sa.ForeignKeyConstraint(["refill_id"], ["refills.id"], name=op.f("fk_refill_lines_refill_id")),
        sa.ForeignKeyConstraint(["stock_id"], ["stock.id"], name=op.f("fk_refill_lines_stock_id")),
        sa.ForeignKeyConstraint(["take_id"], ["refill_lines.id"], name=op.f("fk_refill_lines_take_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refill_lines")),
    )
    for column in ("refill_id", "stock_id", "take_id"):
        op.create_index(op.f(f"ix_refill_lines_{column}"), "refill_lines", [column])


def _moves() -> None:
    op.create_table(
        "refill_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("destination_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_refill_moves_quantity")),
        sa.CheckConstraint("reason in ('refill','missing','damaged')", name=op.f("ck_refill_moves_reason")),
        sa.ForeignKeyConstraint(["destination_id"], ["locations.id"], name=op.f("fk_refill_moves_destination_id")),
        sa.ForeignKeyConstraint(["line_id"], ["refill_lines.id"], name=op.f("fk_refill_moves_line_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_refill_moves_operation_id")),
        sa.ForeignKeyConstraint(["source_id"], ["locations.id"], name=op.f("fk_refill_moves_source_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_refill_moves_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refill_moves")),
    )
    for column in ("line_id", "operation_id"):
        op.create_index(op.f(f"ix_refill_moves_{column}"), "refill_moves", [column])
    op.create_table(
        "refill_serials",
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["refill_moves.id"], name=op.f("fk_refill_serials_move_id")),
        sa.ForeignKeyConstraint(["serial_id"], ["serials.id"], name=op.f("fk_refill_serials_serial_id")),
        sa.PrimaryKeyConstraint("move_id", "serial_id", name=op.f("pk_refill_serials")),
    )
    op.create_index(op.f("ix_refill_serials_serial_id"), "refill_serials", ["serial_id"])


def _waits() -> None:
    op.create_table(
        "refill_waits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("short_stop_id", sa.Integer(), nullable=True),
        sa.Column("stop_id", sa.Integer(), nullable=True),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.CheckConstraint("units > 0", name=op.f("ck_refill_waits_units")),
        sa.CheckConstraint(
            "outcome in ('waiting', 'refilled', 'short', 'stopped')", name=op.f("ck_refill_waits_outcome")
        ),
        sa.CheckConstraint("(outcome = 'waiting') = (ended_at IS NULL)", name=op.f("ck_refill_waits_ended")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_refill_waits_item_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_refill_waits_order_line_id")),
        sa.ForeignKeyConstraint(["short_stop_id"], ["stops.id"], name=op.f("fk_refill_waits_short_stop_id")),
        sa.ForeignKeyConstraint(["stop_id"], ["stops.id"], name=op.f("fk_refill_waits_stop_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_refill_waits_warehouse_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.id"], name=op.f("fk_refill_waits_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refill_waits")),
    )
    op.create_index(
        op.f("ix_refill_waits_warehouse_id_item_id_outcome"), "refill_waits", ["warehouse_id", "item_id", "outcome"]
    )
    for column in ("order_line_id", "wave_id", "stop_id"):
        op.create_index(op.f(f"ix_refill_waits_{column}"), "refill_waits", [column])


def _carrying() -> None:
    """A slotting proposal is carried out by such walks."""
    with op.batch_alter_table("slotting_proposals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moves_a_day", sa.Integer(), nullable=True))
    with op.batch_alter_table("slotting_moves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("task_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("is_moot", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_foreign_key(op.f("fk_slotting_moves_task_id"), "refill_tasks", ["task_id"], ["id"])
        batch_op.create_index(op.f("ix_slotting_moves_task_id"), ["task_id"])


def downgrade() -> None:
    with op.batch_alter_table("slotting_moves", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_slotting_moves_task_id"))
        batch_op.drop_constraint(op.f("fk_slotting_moves_task_id"), type_="foreignkey")
        for column in ("is_moot", "begun_at", "task_id"):
            batch_op.drop_column(column)
    with op.batch_alter_table("slotting_proposals", schema=None) as batch_op:
        batch_op.drop_column("moves_a_day")
    op.drop_table("refill_waits")
    op.drop_table("refill_serials")
    op.drop_table("refill_moves")
    op.drop_table("refill_lines")
    op.drop_table("refills")
    op.drop_table("refill_tasks")
    op.drop_table("forward_bins")
