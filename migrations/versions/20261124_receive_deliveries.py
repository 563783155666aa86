"""receive deliveries, onto plates."""

import sqlalchemy as sa
from alembic import op

revision = "20261124rc"
down_revision = "20261124pa"
branch_labels = None
depends_on = None

TABLES = ("receipt_serials", "receipts", "plates", "strange_goods", "delivery_lines", "deliveries")


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("vendor", sa.String(length=80), nullable=False),
        sa.Column("vendor_number", sa.String(length=40), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("is_blind", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("word", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "state in ('announced', 'receiving', 'closed', 'cancelled')", name=op.f("ck_deliveries_state")
        ),
        sa.ForeignKeyConstraint(["closed_by_id"], ["workers.id"], name=op.f("fk_deliveries_closed_by_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["workers.id"], name=op.f("fk_deliveries_opened_by_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_deliveries_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("warehouse_id", "number", name=op.f("uq_deliveries_warehouse_id_number")),
    )
    op.create_index(op.f("ix_deliveries_warehouse_id_state"), "deliveries", ["warehouse_id", "state"], unique=False)
    op.create_table(
        "delivery_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("lot_code", sa.String(length=40), nullable=False),
        sa.Column("announced", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.CheckConstraint("announced >= 0 AND received >= 0", name=op.f("ck_delivery_lines_counts")),
        sa.CheckConstraint("set_aside >= 0 AND set_aside <= received", name=op.f("ck_delivery_lines_set_aside")),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_delivery_lines_delivery_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_delivery_lines_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_lines")),
        sa.UniqueConstraint(
            "delivery_id", "item_id", "lot_code", name=op.f("uq_delivery_lines_delivery_id_item_id_lot_code")
        ),
    )
    op.create_index(op.f("ix_delivery_lines_item_id"), "delivery_lines", ["item_id"], unique=False)
    op.create_table(
        "strange_goods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_strange_goods_quantity")),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_strange_goods_delivery_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_strange_goods_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strange_goods")),
    )
    op.create_index(op.f("ix_strange_goods_delivery_id"), "strange_goods", ["delivery_id"], unique=False)
    op.create_table(
        "plates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["delivery_id"], ["deliveries.id"], name=op.f("fk_plates_delivery_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_plates_location_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_plates_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plates")),
        sa.UniqueConstraint("location_id", name=op.f("uq_plates_location_id")),
    )
    op.create_index(op.f("ix_plates_delivery_id"), "plates", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_plates_warehouse_id"), "plates", ["warehouse_id"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("condition", sa.String(length=8), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("condition in ('good', 'damaged', 'expired')", name=op.f("ck_receipts_condition")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_receipts_quantity")),
        sa.ForeignKeyConstraint(["line_id"], ["delivery_lines.id"], name=op.f("fk_receipts_line_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_receipts_location_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_receipts_lot_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_receipts_operation_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_receipts_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
    )
    op.create_index(op.f("ix_receipts_line_id"), "receipts", ["line_id"], unique=False)
    op.create_index(op.f("ix_receipts_location_id"), "receipts", ["location_id"], unique=False)
    op.create_index(op.f("ix_receipts_operation_id"), "receipts", ["operation_id"], unique=False)
    op.create_table(
        "receipt_serials",
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_serials_receipt_id")),
        sa.ForeignKeyConstraint(["serial_id"], ["serials.id"], name=op.f("fk_receipt_serials_serial_id")),
        sa.PrimaryKeyConstraint("receipt_id", "serial_id", name=op.f("pk_receipt_serials")),
    )
    op.create_index(op.f("ix_receipt_serials_serial_id"), "receipt_serials", ["serial_id"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
