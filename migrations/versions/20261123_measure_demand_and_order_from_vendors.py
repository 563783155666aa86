"""measure demand, and order from vendors."""

import sqlalchemy as sa
from alembic import op

revision = "20261123zq"
down_revision = "20261123zd"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "demand_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_demand_runs_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_runs")),
        sa.UniqueConstraint("warehouse_id", name=op.f("uq_demand_runs_warehouse_id")),
    )
    op.create_table(
        "item_classes",
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("abc", sa.String(length=1), nullable=False),
        sa.Column("xyz", sa.String(length=1), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_classes_item_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_item_classes_warehouse_id")),
        sa.PrimaryKeyConstraint("warehouse_id", "item_id", name=op.f("pk_item_classes")),
    )
    op.create_table(
        "stock_alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_off_until", sa.Date(), nullable=True),
        sa.Column("put_off_reason", sa.String(length=200), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_stock_alerts_item_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_stock_alerts_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_alerts")),
    )
    with op.batch_alter_table("stock_alerts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stock_alerts_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            "uq_stock_alerts_open",
            ["warehouse_id", "item_id"],
            unique=True,
            sqlite_where=sa.text("over_at IS NULL"),
            postgresql_where=sa.text("over_at IS NULL"),
        )

    op.create_table(
        "vendors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_vendors_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendors")),
        sa.UniqueConstraint("warehouse_id", "name", name=op.f("uq_vendors_warehouse_id_name")),
    )
    op.create_table(
        "item_demand",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("a_day", sa.Double(), nullable=False),
        sa.Column("expected", sa.Double(), nullable=False),
        sa.Column("error", sa.Double(), nullable=False),
        sa.Column("safety", sa.Double(), nullable=False),
        sa.Column("service", sa.Double(), nullable=False),
        sa.Column("reorder_point", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=True),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("multiple", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.JSON(), nullable=False),
        sa.Column("quiet_since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_demand_item_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_item_demand_vendor_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_item_demand_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_demand")),
        sa.UniqueConstraint("warehouse_id", "item_id", name=op.f("uq_item_demand_warehouse_id_item_id")),
    )
    with op.batch_alter_table("item_demand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_demand_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_item_demand_vendor_id"), ["vendor_id"], unique=False)

    op.create_table(
        "vendor_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vendor_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("multiple", sa.Integer(), nullable=False),
        sa.Column("price", sa.Numeric(precision=14, scale=4), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "lead_days > 0 AND minimum > 0 AND multiple > 0 AND rank > 0", name=op.f("ck_vendor_items_terms")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_vendor_items_item_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_vendor_items_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_items")),
        sa.UniqueConstraint("vendor_id", "item_id", name=op.f("uq_vendor_items_vendor_id_item_id")),
    )
    with op.batch_alter_table("vendor_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vendor_items_item_id"), ["item_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("vendor_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vendor_items_item_id"))

    op.drop_table("vendor_items")
    with op.batch_alter_table("item_demand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_demand_vendor_id"))
        batch_op.drop_index(batch_op.f("ix_item_demand_item_id"))

    op.drop_table("item_demand")
    op.drop_table("vendors")
    with op.batch_alter_table("stock_alerts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_stock_alerts_open", sqlite_where=sa.text("over_at IS NULL"), postgresql_where=sa.text("over_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_stock_alerts_item_id"))

    op.drop_table("stock_alerts")
    op.drop_table("item_classes")
    op.drop_table("demand_runs")
