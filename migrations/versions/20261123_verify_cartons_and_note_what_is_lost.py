"""verify cartons and note what is lost."""

import sqlalchemy as sa
from alembic import op

revision = "20261123p"
down_revision = "20261123e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack_losses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("carton_id", sa.Integer(), nullable=False),
        sa.Column("pick_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reason in ('missing', 'damaged')", name=op.f("ck_pack_losses_reason")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_pack_losses_quantity")),
        sa.ForeignKeyConstraint(["carton_id"], ["cartons.id"], name=op.f("fk_pack_losses_carton_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_pack_losses_operation_id")),
        sa.ForeignKeyConstraint(["pick_id"], ["picks.id"], name=op.f("fk_pack_losses_pick_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_pack_losses_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_losses")),
    )
    with op.batch_alter_table("pack_losses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pack_losses_carton_id"), ["carton_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pack_losses_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pack_losses_pick_id"), ["pick_id"], unique=False)

    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verified", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(op.f("ck_packs_verified"), "verified >= 0 AND verified <= quantity")
    _allow_purposes("'forward','reserve','wall',''")


def _allow_purposes(purposes: str) -> None:
    with op.batch_alter_table("locations", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_locations_purpose"), type_="check")
        batch_op.create_check_constraint(op.f("ck_locations_purpose"), f"purpose in ({purposes})")


def downgrade() -> None:
    op.execute("UPDATE locations SET purpose = '', blocked = true WHERE purpose = 'wall'")
    _allow_purposes("'forward','reserve',''")
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_packs_verified"), type_="check")
        batch_op.drop_column("verified")

    with op.batch_alter_table("pack_losses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pack_losses_pick_id"))
        batch_op.drop_index(batch_op.f("ix_pack_losses_operation_id"))
        batch_op.drop_index(batch_op.f("ix_pack_losses_carton_id"))

    op.drop_table("pack_losses")
