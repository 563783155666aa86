"""put back what was picked."""

import sqlalchemy as sa
from alembic import op

revision = "20261123c"
down_revision = "20261123b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "put_back_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("wave_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["walks.id"], name=op.f("fk_put_back_tasks_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_put_back_tasks_order_id")),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.id"], name=op.f("fk_put_back_tasks_wave_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_back_tasks")),
    )
    with op.batch_alter_table("put_back_tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_put_back_tasks_order_id"), ["order_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_put_back_tasks_wave_id"), ["wave_id"], unique=False)

    op.create_table(
        "put_back_totes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("tote_use_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["put_back_tasks.id"], name=op.f("fk_put_back_totes_task_id")),
        sa.ForeignKeyConstraint(["tote_use_id"], ["tote_uses.id"], name=op.f("fk_put_back_totes_tote_use_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_back_totes")),
        sa.UniqueConstraint("task_id", "tote_use_id", name=op.f("uq_put_back_totes_task_id_tote_use_id")),
    )
    with op.batch_alter_table("put_back_totes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_put_back_totes_tote_use_id"), ["tote_use_id"], unique=False)

    op.create_table(
        "put_back_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pick_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("put", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.CheckConstraint("put + lost <= quantity", name=op.f("ck_put_back_lines_sum")),
        sa.CheckConstraint("quantity > 0 AND put >= 0 AND lost >= 0", name=op.f("ck_put_back_lines_counts")),
        sa.ForeignKeyConstraint(["id"], ["stops.id"], name=op.f("fk_put_back_lines_id")),
        sa.ForeignKeyConstraint(["pick_id"], ["picks.id"], name=op.f("fk_put_back_lines_pick_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_back_lines")),
    )
    with op.batch_alter_table("put_back_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_put_back_lines_pick_id"), ["pick_id"], unique=False)

    op.create_table(
        "put_backs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("reason in ('put_back','missing','damaged')", name=op.f("ck_put_backs_reason")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_put_backs_quantity")),
        sa.ForeignKeyConstraint(["line_id"], ["put_back_lines.id"], name=op.f("fk_put_backs_line_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_put_backs_location_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_put_backs_operation_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_put_backs_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_backs")),
    )
    with op.batch_alter_table("put_backs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_put_backs_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_put_backs_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "put_back_serials",
        sa.Column("put_back_id", sa.Integer(), nullable=False),
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["put_back_id"], ["put_backs.id"], name=op.f("fk_put_back_serials_put_back_id")),
        sa.ForeignKeyConstraint(["serial_id"], ["serials.id"], name=op.f("fk_put_back_serials_serial_id")),
        sa.PrimaryKeyConstraint("put_back_id", "serial_id", name=op.f("pk_put_back_serials")),
    )
    with op.batch_alter_table("put_back_serials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_put_back_serials_serial_id"), ["serial_id"], unique=False)

    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("put_back", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("written_off", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_picks_gone"), "put_back >= 0 AND written_off >= 0 AND put_back + written_off <= quantity"
        )


def downgrade() -> None:
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_picks_gone"), type_="check")
        batch_op.drop_column("written_off")
        batch_op.drop_column("put_back")

    with op.batch_alter_table("put_back_serials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_put_back_serials_serial_id"))

    op.drop_table("put_back_serials")
    with op.batch_alter_table("put_backs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_put_backs_operation_id"))
        batch_op.drop_index(batch_op.f("ix_put_backs_line_id"))

    op.drop_table("put_backs")
    with op.batch_alter_table("put_back_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_put_back_lines_pick_id"))

    op.drop_table("put_back_lines")
    with op.batch_alter_table("put_back_totes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_put_back_totes_tote_use_id"))

    op.drop_table("put_back_totes")
    with op.batch_alter_table("put_back_tasks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_put_back_tasks_wave_id"))
        batch_op.drop_index(batch_op.f("ix_put_back_tasks_order_id"))

    op.drop_table("put_back_tasks")
