"""keep where items should lie."""

import sqlalchemy as sa
from alembic import op

revision = "20261122d"
down_revision = "20261122c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "slotting_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_days", sa.Integer(), nullable=False),
        sa.Column("asked_moves", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("metres_before", sa.Double(), nullable=False),
        sa.Column("metres_after", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_slotting_proposals_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slotting_proposals")),
        sa.UniqueConstraint("warehouse_id", name=op.f("uq_slotting_proposals_warehouse_id")),
    )
    op.create_table(
        "slotting_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("metres_a_day", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_slotting_moves_item_id")),
        sa.ForeignKeyConstraint(["other_id"], ["items.id"], name=op.f("fk_slotting_moves_other_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["slotting_proposals.id"], name=op.f("fk_slotting_moves_proposal_id")),
        sa.ForeignKeyConstraint(["source_id"], ["locations.id"], name=op.f("fk_slotting_moves_source_id")),
        sa.ForeignKeyConstraint(["target_id"], ["locations.id"], name=op.f("fk_slotting_moves_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slotting_moves")),
        sa.UniqueConstraint("proposal_id", "position", name=op.f("uq_slotting_moves_proposal_id_position")),
    )


def downgrade() -> None:
    op.drop_table("slotting_moves")
    op.drop_table("slotting_proposals")
