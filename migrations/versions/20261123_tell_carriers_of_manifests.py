"""tell carriers of manifests."""

import sqlalchemy as sa
from alembic import op

revision = "20261123z"
down_revision = "20261123k"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("waybill_requests", schema=None) as batch_op:
        batch_op.add_column(sa.Column("manifest_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("unsure", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.alter_column("carton_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_waybill_requests_waybill_id"), ["waybill_id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_waybill_requests_manifest_id"), ["manifest_id"])
        batch_op.create_foreign_key(batch_op.f("fk_waybill_requests_manifest_id"), "manifests", ["manifest_id"], ["id"])
        batch_op.drop_constraint(op.f("ck_waybill_requests_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_waybill_requests_kind"), "kind in ('make','cancel','manifest')")
        batch_op.create_check_constraint(
            op.f("ck_waybill_requests_manifest"), "(kind = 'manifest') = (manifest_id IS NOT NULL)"
        )
        batch_op.create_check_constraint(
            op.f("ck_waybill_requests_carton"), "(kind = 'manifest') = (carton_id IS NULL)"
        )
    op.execute("UPDATE waybill_requests SET unsure = (1 = 1) WHERE state = 'waiting' AND tries > 0")


def downgrade() -> None:
    op.execute("DELETE FROM waybill_requests WHERE kind = 'manifest'")
    with op.batch_alter_table("waybill_requests", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_waybill_requests_carton"), type_="check")
        batch_op.drop_constraint(op.f("ck_waybill_requests_manifest"), type_="check")
        batch_op.drop_constraint(op.f("ck_waybill_requests_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_waybill_requests_kind"), "kind in ('make','cancel')")
        batch_op.drop_constraint(op.f("fk_waybill_requests_manifest_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("uq_waybill_requests_manifest_id"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_waybill_requests_waybill_id"))
        batch_op.alter_column("carton_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("unsure")
        batch_op.drop_column("manifest_id")
