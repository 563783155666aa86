"""keep returns, and the areas that their goods wait in."""

import sqlalchemy as sa
from alembic import op

revision = "20261123zd"
down_revision = "20261123zc"
branch_labels = None
depends_on = None

KINDS = "kind in ('bin','tote','dock','staging','packed',{area}'supplier','customer','scrap','adjustment','quarantine')"
OLD_PURPOSES = ("forward", "reserve", "wall", "")
REASONS = (
    "changed_mind",
    "not_as_shown",
    "damaged",
    "faulty",
    "wrong_item",
    "late",
    "not_accepted",
    "not_delivered",
    "other",
)
DISPOSITIONS = ("restock", "refurbish", "repackage", "vendor", "quarantine", "scrap", "to_customer")
AREAS = ("refurbish", "repackage", "vendor", "customer", "arrivals")
PURPOSES = ("forward", "reserve", "wall", "plate", *AREAS, "")

COMES_BACK = "UPDATE locations SET kind = 'area', purpose = :area, blocked = false WHERE address = :address"
"""One that a downgrade kept as a lane, because something lay there."""
IS_NEW = (
    "INSERT INTO locations (warehouse_id, kind, purpose, address, barcode, check_digits, side, blocked)"
    " SELECT id, 'area', :area, :address, :barcode, '', '', false FROM warehouses"
    " WHERE id NOT IN (SELECT warehouse_id FROM locations WHERE address = :address)"
)


def upgrade() -> None:
    op.create_table(
        "return_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_return_rules_channel_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_return_rules_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_rules")),
        sa.UniqueConstraint("warehouse_id", "channel_id", name=op.f("uq_return_rules_warehouse_id_channel_id")),
    )
    op.create_table(
        "return_totes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("disposition", sa.String(length=12), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "disposition in ('restock', 'refurbish', 'repackage', 'vendor', 'quarantine', 'scrap', 'to_customer')",
            name=op.f("ck_return_totes_disposition"),
        ),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_return_totes_location_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_return_totes_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_totes")),
    )
    with op.batch_alter_table("return_totes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_totes_warehouse_id"), ["warehouse_id"], unique=False)
        batch_op.create_index(
            "uq_return_totes_open",
            ["location_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "rmas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("wish", sa.String(length=8), nullable=False),
        sa.Column("opened_by", sa.String(length=8), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("postage", sa.String(length=8), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("exchange_order_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("opened_by in ('customer', 'desk', 'dock')", name=op.f("ck_rmas_opened_by")),
        sa.CheckConstraint("postage in ('shop', 'customer')", name=op.f("ck_rmas_postage")),
        sa.CheckConstraint(
            "state in ('requested', 'approved', 'refused', 'cancelled', 'settled')", name=op.f("ck_rmas_state")
        ),
        sa.CheckConstraint("wish in ('refund', 'exchange', 'repair')", name=op.f("ck_rmas_wish")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["workers.id"], name=op.f("fk_rmas_answered_by_id")),
        sa.ForeignKeyConstraint(["exchange_order_id"], ["orders.id"], name=op.f("fk_rmas_exchange_order_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["workers.id"], name=op.f("fk_rmas_opened_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_rmas_order_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_rmas_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rmas")),
        sa.UniqueConstraint("warehouse_id", "number", name=op.f("uq_rmas_warehouse_id_number")),
    )
    with op.batch_alter_table("rmas", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rmas_order_id"), ["order_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_rmas_warehouse_id_state_answer_due_at"),
            ["warehouse_id", "state", "answer_due_at"],
            unique=False,
        )

    op.create_table(
        "refunds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rma_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=14, scale=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("deductions", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_refunds_amount")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["workers.id"], name=op.f("fk_refunds_asked_by_id")),
        sa.ForeignKeyConstraint(["rma_id"], ["rmas.id"], name=op.f("fk_refunds_rma_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refunds_rma_id"), ["rma_id"], unique=False)

    op.create_table(
        "rma_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rma_id", sa.Integer(), nullable=False),
        sa.Column("order_line_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=14), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            f"reason in {REASONS}",
            name=op.f("ck_rma_lines_reason"),
        ),
        sa.CheckConstraint("quantity >= 0 AND received >= 0", name=op.f("ck_rma_lines_counts")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_rma_lines_order_line_id")),
        sa.ForeignKeyConstraint(["rma_id"], ["rmas.id"], name=op.f("fk_rma_lines_rma_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rma_lines")),
        sa.UniqueConstraint("rma_id", "order_line_id", name=op.f("uq_rma_lines_rma_id_order_line_id")),
    )
    with op.batch_alter_table("rma_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rma_lines_order_line_id"), ["order_line_id"], unique=False)

    op.create_table(
        "return_parcels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("rma_id", sa.Integer(), nullable=True),
        sa.Column("waybill_id", sa.Integer(), nullable=True),
        sa.Column("scanned", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("matched_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'unidentified') OR (rma_id IS NOT NULL)", name=op.f("ck_return_parcels_rma")),
        sa.CheckConstraint("kind in ('announced', 'undelivered', 'unidentified')", name=op.f("ck_return_parcels_kind")),
        sa.ForeignKeyConstraint(["matched_by_id"], ["workers.id"], name=op.f("fk_return_parcels_matched_by_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_return_parcels_operation_id")),
        sa.ForeignKeyConstraint(["place_id"], ["locations.id"], name=op.f("fk_return_parcels_place_id")),
        sa.ForeignKeyConstraint(["rma_id"], ["rmas.id"], name=op.f("fk_return_parcels_rma_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_return_parcels_warehouse_id")),
        sa.ForeignKeyConstraint(["waybill_id"], ["waybills.id"], name=op.f("fk_return_parcels_waybill_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_return_parcels_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_parcels")),
        sa.UniqueConstraint("warehouse_id", "number", name=op.f("uq_return_parcels_warehouse_id_number")),
    )
    with op.batch_alter_table("return_parcels", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_parcels_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_return_parcels_rma_id"), ["rma_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_return_parcels_warehouse_id_done_at"), ["warehouse_id", "done_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_return_parcels_waybill_id"), ["waybill_id"], unique=False)

    op.create_table(
        "return_units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parcel_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("lot_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=14), nullable=False),
        sa.Column("proposed", sa.String(length=12), nullable=False),
        sa.Column("disposition", sa.String(length=12), nullable=False),
        sa.Column("override", sa.String(length=300), nullable=False),
        sa.Column("overridden_by_id", sa.Integer(), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("disposition = proposed OR override <> ''", name=op.f("ck_return_units_override")),
        sa.CheckConstraint(
            f"disposition in {DISPOSITIONS} AND proposed in {DISPOSITIONS}",
            name=op.f("ck_return_units_disposition"),
        ),
        sa.CheckConstraint(
            "grade in ('new', 'opened', 'used', 'damaged', 'unusable')", name=op.f("ck_return_units_grade")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_return_units_quantity")),
        sa.ForeignKeyConstraint(["line_id"], ["rma_lines.id"], name=op.f("fk_return_units_line_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_return_units_location_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_return_units_lot_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_return_units_operation_id")),
        sa.ForeignKeyConstraint(["overridden_by_id"], ["workers.id"], name=op.f("fk_return_units_overridden_by_id")),
        sa.ForeignKeyConstraint(["parcel_id"], ["return_parcels.id"], name=op.f("fk_return_units_parcel_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_return_units_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_units")),
    )
    with op.batch_alter_table("return_units", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_units_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_return_units_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_return_units_parcel_id"), ["parcel_id"], unique=False)

    op.create_table(
        "return_serials",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["serial_id"], ["serials.id"], name=op.f("fk_return_serials_serial_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["return_units.id"], name=op.f("fk_return_serials_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "serial_id", name=op.f("pk_return_serials")),
    )
    with op.batch_alter_table("return_serials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_return_serials_serial_id"), ["serial_id"], unique=False)

    with op.batch_alter_table("locations", schema=None) as batch_op:
        batch_op.alter_column(
            "purpose", existing_type=sa.VARCHAR(length=8), type_=sa.String(length=10), existing_nullable=False
        )
    _allow(KINDS.format(area="'area',"), PURPOSES)
    for area in AREAS:
        address = f"AREA-{area.upper()}"
        of_area = {"area": area, "address": address, "barcode": f"LOC-{address}"}
        for words, names in ((COMES_BACK, ("area", "address")), (IS_NEW, ("area", "address", "barcode"))):
            op.execute(sa.text(words).bindparams(**{name: of_area[name] for name in names}))

    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("returned", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(op.f("ck_order_lines_returned"), "returned >= 0 AND returned <= shipped")


def _allow(kinds: str, purposes: tuple[str, ...]) -> None:
    with op.batch_alter_table("locations", schema=None) as batch_op:
        for name, rule in (("kind", kinds), ("purpose", f"purpose in {purposes}")):
            batch_op.drop_constraint(op.f(f"ck_locations_{name}"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_locations_{name}"), rule)


def downgrade() -> None:
    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_order_lines_returned"), type_="check")
        batch_op.drop_column("returned")

    with op.batch_alter_table("return_serials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_return_serials_serial_id"))

    op.drop_table("return_serials")
    with op.batch_alter_table("return_units", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_return_units_parcel_id"))
        batch_op.drop_index(batch_op.f("ix_return_units_operation_id"))
        batch_op.drop_index(batch_op.f("ix_return_units_line_id"))

    op.drop_table("return_units")
    with op.batch_alter_table("return_parcels", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_return_parcels_waybill_id"))
        batch_op.drop_index(batch_op.f("ix_return_parcels_warehouse_id_done_at"))
        batch_op.drop_index(batch_op.f("ix_return_parcels_rma_id"))
        batch_op.drop_index(batch_op.f("ix_return_parcels_operation_id"))

    op.drop_table("return_parcels")
    with op.batch_alter_table("rma_lines", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rma_lines_order_line_id"))

    op.drop_table("rma_lines")
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refunds_rma_id"))

    op.drop_table("refunds")
    with op.batch_alter_table("rmas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rmas_warehouse_id_state_answer_due_at"))
        batch_op.drop_index(batch_op.f("ix_rmas_order_id"))

    op.drop_table("rmas")
    with op.batch_alter_table("return_totes", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_return_totes_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_return_totes_warehouse_id"))

    op.drop_table("return_totes")
    op.drop_table("return_rules")
    op.execute("UPDATE locations SET kind = 'staging', purpose = '', blocked = true WHERE kind = 'area'")
    op.execute("UPDATE locations SET purpose = 'wall', blocked = true WHERE purpose = 'plate'")
    _allow(KINDS.format(area=""), OLD_PURPOSES)
    with op.batch_alter_table("locations", schema=None) as batch_op:
        batch_op.alter_column(
            "purpose", existing_type=sa.String(length=10), type_=sa.VARCHAR(length=8), existing_nullable=False
        )
