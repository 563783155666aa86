"""name returns as their channel does, and know those of the time before."""

import sqlalchemy as sa
from alembic import op

revision = "20261124hi"
down_revision = "20261124r"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rmas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel_number", sa.String(length=60), server_default="", nullable=False))
        batch_op.create_index(
            batch_op.f("ix_rmas_warehouse_id_channel_number"), ["warehouse_id", "channel_number"], unique=False
        )
        batch_op.drop_constraint(op.f("ck_rmas_opened_by"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_rmas_opened_by"), "opened_by in ('customer', 'desk', 'dock', 'history')"
        )
    op.create_index(op.f("ix_orders_channel_id_customer_number"), "orders", ["channel_id", "customer_number"])


def downgrade() -> None:
    """What was known of the time before is the desk's then."""
    op.drop_index(op.f("ix_orders_channel_id_customer_number"), table_name="orders")
    op.execute("UPDATE rmas SET opened_by = 'desk' WHERE opened_by = 'history'")
    with op.batch_alter_table("rmas", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_rmas_opened_by"), type_="check")
        batch_op.create_check_constraint(op.f("ck_rmas_opened_by"), "opened_by in ('customer', 'desk', 'dock')")
        batch_op.drop_index(batch_op.f("ix_rmas_warehouse_id_channel_number"))
        batch_op.drop_column("channel_number")
