"""keep back orders, substitutes and messages."""

import sqlalchemy as sa
from alembic import op

revision = "20261123d"
down_revision = "20261123c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("back_order_of_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_orders_back_order_of_id"), ["back_order_of_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_orders_back_order_of_id"), "orders", ["back_order_of_id"], ["id"])
    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("instead_of_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_order_lines_instead_of_id"), ["instead_of_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_order_lines_instead_of_id"), "order_lines", ["instead_of_id"], ["id"]
        )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phrase", sa.String(length=20), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(phrase <> '') <> (text <> '')", name=op.f("ck_messages_says")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["workers.id"], name=op.f("fk_messages_sent_by_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_messages_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_warehouse_id_sent_at"), ["warehouse_id", "sent_at"], unique=False)
    op.create_table(
        "message_receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("read_at IS NULL OR delivered_at IS NOT NULL", name=op.f("ck_message_receipts_read")),
        sa.CheckConstraint(
            "acknowledged_at IS NULL OR read_at IS NOT NULL", name=op.f("ck_message_receipts_acknowledged")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_message_receipts_message_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_message_receipts_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_receipts")),
        sa.UniqueConstraint("message_id", "worker_id", name=op.f("uq_message_receipts_message_id_worker_id")),
    )
    with op.batch_alter_table("message_receipts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_message_receipts_worker_id_acknowledged_at"), ["worker_id", "acknowledged_at"], unique=False
        )


def downgrade() -> None:
    op.drop_table("message_receipts")
    op.drop_table("messages")
    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_order_lines_instead_of_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_order_lines_instead_of_id"))
        batch_op.drop_column("instead_of_id")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_orders_back_order_of_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_orders_back_order_of_id"))
        batch_op.drop_column("back_order_of_id")
