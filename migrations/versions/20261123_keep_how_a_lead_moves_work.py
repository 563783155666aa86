"""keep how a lead moves work."""

import sqlalchemy as sa
from alembic import op

revision = "20261123b"
down_revision = "20261123a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_back", sa.String(length=5), server_default="", nullable=False))
        batch_op.create_check_constraint(op.f("ck_walks_kept_back"), "kept_back IN ('','lead','wave')")
    with op.batch_alter_table("waves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=True))
    with op.batch_alter_table("tote_uses", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carrier_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("missing_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_tote_uses_carrier_id"), "workers", ["carrier_id"], ["id"])
    op.create_table(
        "line_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("from_task_id", sa.Integer(), nullable=False),
        sa.Column("from_place_id", sa.Integer(), nullable=False),
        sa.Column("to_task_id", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["from_place_id"], ["cart_places.id"], name=op.f("fk_line_moves_from_place_id")),
        sa.ForeignKeyConstraint(["from_task_id"], ["pick_tasks.id"], name=op.f("fk_line_moves_from_task_id")),
        sa.ForeignKeyConstraint(["line_id"], ["pick_lines.id"], name=op.f("fk_line_moves_line_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_line_moves_operation_id")),
        sa.ForeignKeyConstraint(["to_task_id"], ["pick_tasks.id"], name=op.f("fk_line_moves_to_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_moves")),
    )
    with op.batch_alter_table("line_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_line_moves_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_line_moves_operation_id"), ["operation_id"], unique=False)


def downgrade() -> None:
    op.drop_table("line_moves")
    with op.batch_alter_table("tote_uses", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_tote_uses_carrier_id"), type_="foreignkey")
        batch_op.drop_column("missing_at")
        batch_op.drop_column("carrier_id")
    with op.batch_alter_table("waves", schema=None) as batch_op:
        batch_op.drop_column("priority")
        batch_op.drop_column("paused_at")
    with op.batch_alter_table("walks", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_walks_kept_back"), type_="check")
        batch_op.drop_column("kept_back")
