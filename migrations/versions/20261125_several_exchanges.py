"""a return has as many exchange orders as its units were settled with: each unit knows its own."""

import sqlalchemy as sa
from alembic import op

revision = "20261125se"
down_revision = "20261125a"
branch_labels = None
depends_on = None

FOLLOWS = """
UPDATE return_units SET
  follows = (SELECT rmas.follows FROM rmas JOIN return_parcels ON return_parcels.rma_id = rmas.id
    WHERE return_parcels.id = return_units.parcel_id),
  sent_with_id = (SELECT rmas.exchange_order_id FROM rmas JOIN return_parcels ON return_parcels.rma_id = rmas.id
    WHERE return_parcels.id = return_units.parcel_id)
WHERE settled_at IS NOT NULL AND line_id IS NOT NULL AND disposition <> 'to_customer'
"""
LAST = """
UPDATE rmas SET exchange_order_id = (SELECT max(return_units.sent_with_id) FROM return_units
  JOIN return_parcels ON return_parcels.id = return_units.parcel_id WHERE return_parcels.rma_id = rmas.id)
"""


def upgrade() -> None:
    with op.batch_alter_table("return_units") as batch_op:
        batch_op.add_column(sa.Column("follows", sa.String(length=8), server_default="", nullable=False))
        batch_op.add_column(sa.Column("sent_with_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_return_units_sent_with_id"), "orders", ["sent_with_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_return_units_sent_with_id"), ["sent_with_id"])
    op.execute(FOLLOWS)
    with op.batch_alter_table("rmas") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_rmas_exchange_order_id"), type_="foreignkey")
        batch_op.drop_column("exchange_order_id")


def downgrade() -> None:
    with op.batch_alter_table("rmas") as batch_op:
        batch_op.add_column(sa.Column("exchange_order_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_rmas_exchange_order_id"), "orders", ["exchange_order_id"], ["id"])
    op.execute(LAST)
    with op.batch_alter_table("return_units") as batch_op:
        batch_op.drop_index(batch_op.f("ix_return_units_sent_with_id"))
        batch_op.drop_constraint(batch_op.f("fk_return_units_sent_with_id"), type_="foreignkey")
        batch_op.drop_column("sent_with_id")
        batch_op.drop_column("follows")
