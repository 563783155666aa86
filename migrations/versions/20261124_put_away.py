"""put goods away, and keep refused scans of any walk."""

import sqlalchemy as sa
from alembic import op

revision = "20261124pa"
down_revision = "20261123cnt"
branch_labels = None
depends_on = None

OF_OTHER_WALKS = "DELETE FROM refused_scans WHERE walk_id NOT IN (SELECT id FROM pick_tasks)"
"""Before this there was no place for them."""


def upgrade() -> None:
    _put_aways()
    _rename(("task_id", "walk_id", "walks"), ("line_id", "stop_id", "stops"))


def downgrade() -> None:
    op.execute(OF_OTHER_WALKS)
    _rename(("walk_id", "task_id", "pick_tasks"), ("stop_id", "line_id", "pick_lines"))
    for table in ("put_away_serials", "put_aways", "put_away_lines", "put_away_sources", "put_away_tasks"):
        op.drop_table(table)


def _rename(*columns: tuple[str, str, str]) -> None:
    """A pick task's id is its walk's, and a pick line's its stop's."""
    with op.batch_alter_table("refused_scans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f(f"ix_refused_scans_{columns[0][0]}"))
        for before, after, _table in columns:
            batch_op.drop_constraint(batch_op.f(f"fk_refused_scans_{before}"), type_="foreignkey")
            batch_op.alter_column(before, new_column_name=after)
    with op.batch_alter_table("refused_scans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f"ix_refused_scans_{columns[0][1]}"), [columns[0][1]], unique=False)
        for _before, after, table in columns:
            batch_op.create_foreign_key(batch_op.f(f"fk_refused_scans_{after}"), table, [after], ["id"])


def _put_aways() -> None:
    op.create_table(
        "put_away_tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["walks.id"], name=op.f("fk_put_away_tasks_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_away_tasks")),
    )
    op.create_table(
        "put_away_sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_put_away_sources_location_id")),
        sa.ForeignKeyConstraint(["task_id"], ["put_away_tasks.id"], name=op.f("fk_put_away_sources_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_away_sources")),
        sa.UniqueConstraint("task_id", "location_id", name=op.f("uq_put_away_sources_task_id_location_id")),
    )
    op.create_index(op.f("ix_put_away_sources_location_id"), "put_away_sources", ["location_id"])
    op.create_table(
        "put_away_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("put", sa.Integer(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.CheckConstraint("put + lost <= quantity", name=op.f("ck_put_away_lines_sum")),
        sa.CheckConstraint("quantity > 0 AND put >= 0 AND lost >= 0", name=op.f("ck_put_away_lines_counts")),
        sa.ForeignKeyConstraint(["id"], ["stops.id"], name=op.f("fk_put_away_lines_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_put_away_lines_lot_id")),
        sa.ForeignKeyConstraint(["source_id"], ["put_away_sources.id"], name=op.f("fk_put_away_lines_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_away_lines")),
    )
    op.create_index(op.f("ix_put_away_lines_source_id"), "put_away_lines", ["source_id"])
    op.create_index(op.f("ix_put_away_lines_lot_id"), "put_away_lines", ["lot_id"])
    op.create_table(
        "put_aways",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_put_aways_quantity")),
        sa.CheckConstraint("reason in ('put_away','missing','damaged')", name=op.f("ck_put_aways_reason")),
        sa.ForeignKeyConstraint(["line_id"], ["put_away_lines.id"], name=op.f("fk_put_aways_line_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_put_aways_location_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_put_aways_operation_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_put_aways_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_aways")),
    )
    op.create_index(op.f("ix_put_aways_line_id"), "put_aways", ["line_id"])
    op.create_index(op.f("ix_put_aways_operation_id"), "put_aways", ["operation_id"])
    op.create_table(
        "put_away_serials",
        sa.Column("put_away_id", sa.Integer(), nullable=False),
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["put_away_id"], ["put_aways.id"], name=op.f("fk_put_away_serials_put_away_id")),
        sa.ForeignKeyConstraint(["serial_id"], ["serials.id"], name=op.f("fk_put_away_serials_serial_id")),
        sa.PrimaryKeyConstraint("put_away_id", "serial_id", name=op.f("pk_put_away_serials")),
    )
    op.create_index(op.f("ix_put_away_serials_serial_id"), "put_away_serials", ["serial_id"])
