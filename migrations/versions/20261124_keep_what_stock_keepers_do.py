"""keep what stock keepers do."""

import sqlalchemy as sa
from alembic import op

revision = "20261124sk"
down_revision = "20261123ze"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expiry_alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_expiry_alerts_lot_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_expiry_alerts_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expiry_alerts")),
        sa.UniqueConstraint("lot_id", "warehouse_id", name=op.f("uq_expiry_alerts_lot_id_warehouse_id")),
    )
    with op.batch_alter_table("expiry_alerts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expiry_alerts_warehouse_id"), ["warehouse_id"], unique=False)

    op.create_table(
        "lot_blocks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("gathers", sa.Boolean(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["blocked_by_id"], ["workers.id"], name=op.f("fk_lot_blocks_blocked_by_id")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["workers.id"], name=op.f("fk_lot_blocks_lifted_by_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_lot_blocks_lot_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_lot_blocks_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_blocks")),
    )
    with op.batch_alter_table("lot_blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_blocks_warehouse_id"), ["warehouse_id"], unique=False)
        batch_op.create_index(
            "uq_lot_blocks_open",
            ["lot_id", "warehouse_id"],
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )

    op.create_table(
        "adjustments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("serials", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("movement_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'posted') = (movement_id IS NOT NULL)", name=op.f("ck_adjustments_posted")),
        sa.CheckConstraint("state in ('waiting','posted','refused')", name=op.f("ck_adjustments_state")),
        sa.CheckConstraint("units <> 0", name=op.f("ck_adjustments_units")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["workers.id"], name=op.f("fk_adjustments_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["workers.id"], name=op.f("fk_adjustments_decided_by_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_adjustments_location_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_adjustments_lot_id")),
        sa.ForeignKeyConstraint(["movement_id"], ["stock_movements.id"], name=op.f("fk_adjustments_movement_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_adjustments_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    with op.batch_alter_table("adjustments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_adjustments_warehouse_id_state"), ["warehouse_id", "state"], unique=False)

    op.create_table(
        "movement_serials",
        sa.Column("movement_id", sa.Integer(), nullable=False),
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["movement_id"], ["stock_movements.id"], name=op.f("fk_movement_serials_movement_id")),
        sa.ForeignKeyConstraint(["serial_id"], ["serials.id"], name=op.f("fk_movement_serials_serial_id")),
        sa.PrimaryKeyConstraint("movement_id", "serial_id", name=op.f("pk_movement_serials")),
    )
    with op.batch_alter_table("movement_serials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_movement_serials_serial_id"), ["serial_id"], unique=False)

    op.create_table(
        "quarantine_ends",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("entered_id", sa.Integer(), nullable=False),
        sa.Column("left_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_quarantine_ends_quantity")),
        sa.ForeignKeyConstraint(["entered_id"], ["stock_movements.id"], name=op.f("fk_quarantine_ends_entered_id")),
        sa.ForeignKeyConstraint(["left_id"], ["stock_movements.id"], name=op.f("fk_quarantine_ends_left_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_quarantine_ends_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarantine_ends")),
    )
    with op.batch_alter_table("quarantine_ends", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quarantine_ends_entered_id"), ["entered_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quarantine_ends_left_id"), ["left_id"], unique=False)

    op.create_table(
        "set_asides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("movement_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["movement_id"], ["stock_movements.id"], name=op.f("fk_set_asides_movement_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_set_asides_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_asides")),
        sa.UniqueConstraint("movement_id", name=op.f("uq_set_asides_movement_id")),
    )


def downgrade() -> None:
    op.drop_table("set_asides")
    with op.batch_alter_table("quarantine_ends", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quarantine_ends_left_id"))
        batch_op.drop_index(batch_op.f("ix_quarantine_ends_entered_id"))

    op.drop_table("quarantine_ends")
    with op.batch_alter_table("movement_serials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_movement_serials_serial_id"))

    op.drop_table("movement_serials")
    with op.batch_alter_table("adjustments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_adjustments_warehouse_id_state"))

    op.drop_table("adjustments")
    with op.batch_alter_table("lot_blocks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_lot_blocks_open",
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_lot_blocks_warehouse_id"))

    op.drop_table("lot_blocks")
    with op.batch_alter_table("expiry_alerts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expiry_alerts_warehouse_id"))

    op.drop_table("expiry_alerts")
