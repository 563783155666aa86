"""keep cartons, waybills, manifests and papers."""

import sqlalchemy as sa
from alembic import op

KINDS = "kind in ('bin','tote','dock','staging',{packed}'supplier','customer','scrap','adjustment','quarantine')"
GONE = "put_back >= 0 AND written_off >= 0 AND put_back + written_off <= quantity"
GONE_OR_PACKED = (
    "put_back >= 0 AND written_off >= 0 AND packed >= 0 AND walled >= 0"
    " AND put_back + written_off + packed + walled <= quantity"
)

PACKED = "packed >= 0 AND packed <= picked AND shipped >= 0 AND (shipped <= packed OR allocated = 0)"

revision = "20261123e"
down_revision = "20261123d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carriers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("adapter", sa.String(length=20), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_carriers_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carriers")),
        sa.UniqueConstraint("warehouse_id", "code", name=op.f("uq_carriers_warehouse_id_code")),
    )
    op.create_table(
        "carton_types",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("barcode", sa.String(length=40), nullable=False),
        sa.Column("length_mm", sa.Integer(), nullable=False),
        sa.Column("width_mm", sa.Integer(), nullable=False),
        sa.Column("height_mm", sa.Integer(), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("carries_g", sa.Integer(), nullable=True),
        sa.Column("cost", sa.Numeric(precision=8, scale=2), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_carton_types_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carton_types")),
        sa.UniqueConstraint("warehouse_id", "barcode", name=op.f("uq_carton_types_warehouse_id_barcode")),
        sa.UniqueConstraint("warehouse_id", "name", name=op.f("uq_carton_types_warehouse_id_name")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["workers.id"], name=op.f("fk_cases_owner_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_cases_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cases_entity_entity_id"), ["entity", "entity_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_cases_warehouse_id_closed_at_due_at"), ["warehouse_id", "closed_at", "due_at"], unique=False
        )
        batch_op.create_index(
            "uq_cases_open",
            ["entity", "entity_id", "reason"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "carrier_services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("takes", sa.JSON(), nullable=False),
        sa.Column("prices", sa.JSON(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_carrier_services_carrier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carrier_services")),
        sa.UniqueConstraint("carrier_id", "code", name=op.f("uq_carrier_services_carrier_id_code")),
    )
    op.create_table(
        "case_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_notes_case_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_case_notes_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notes")),
    )
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_notes_case_id"), ["case_id"], unique=False)

    op.create_table(
        "number_ranges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("warn_below", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first <= next AND next <= last + 1", name=op.f("ck_number_ranges_next")),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_number_ranges_carrier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_ranges")),
    )
    with op.batch_alter_table("number_ranges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_number_ranges_carrier_id"), ["carrier_id"], unique=False)

    op.create_table(
        "packing_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=120), nullable=False),
        sa.Column("barcode", sa.String(length=40), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_packing_checks_channel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packing_checks")),
        sa.UniqueConstraint("channel_id", "position", name=op.f("uq_packing_checks_channel_id_position")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('photograph','signature','paper')", name=op.f("ck_attachments_kind")),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachments_size")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_attachments_operation_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_attachments_warehouse_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_attachments_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachments_entity_entity_id"), ["entity", "entity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachments_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachments_sha256"), ["sha256"], unique=False)

    op.create_table(
        "cartons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("expected_g", sa.Integer(), nullable=True),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("weighed_by", sa.String(length=8), nullable=False),
        sa.Column("is_to_verify", sa.Boolean(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("packed_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("staged_at_id", sa.Integer(), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missing_reason", sa.String(length=40), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=True),
        sa.CheckConstraint("state in ('open', 'closed', 'shipped', 'emptied')", name=op.f("ck_cartons_state")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_cartons_order_id")),
        sa.ForeignKeyConstraint(["packed_by_id"], ["workers.id"], name=op.f("fk_cartons_packed_by_id")),
        sa.ForeignKeyConstraint(["staged_at_id"], ["locations.id"], name=op.f("fk_cartons_staged_at_id")),
        sa.ForeignKeyConstraint(["type_id"], ["carton_types.id"], name=op.f("fk_cartons_type_id")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["workers.id"], name=op.f("fk_cartons_verified_by_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_cartons_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cartons")),
        sa.UniqueConstraint("code", name=op.f("uq_cartons_code")),
        sa.UniqueConstraint("order_id", "number", name=op.f("uq_cartons_order_id_number")),
    )
    with op.batch_alter_table("cartons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cartons_warehouse_id_state"), ["warehouse_id", "state"], unique=False)

    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state in ('waiting','sent','given_up')", name=op.f("ck_notices_state")),
        sa.CheckConstraint("way in ('email','webhook')", name=op.f("ck_notices_way")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_notices_order_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_notices_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("order_id", "step", "way", "occasion", name=op.f("uq_notices_order_id_step_way_occasion")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_order_id"), ["order_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_state_next_at"), ["state", "next_at"], unique=False)

    op.create_table(
        "order_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_links_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_links")),
        sa.UniqueConstraint("order_id", name=op.f("uq_order_links_order_id")),
        sa.UniqueConstraint("token", name=op.f("uq_order_links_token")),
    )
    op.create_table(
        "packing_ticks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["check_id"], ["packing_checks.id"], name=op.f("fk_packing_ticks_check_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_packing_ticks_order_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_packing_ticks_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packing_ticks")),
        sa.UniqueConstraint("order_id", "check_id", name=op.f("uq_packing_ticks_order_id_check_id")),
    )
    op.create_table(
        "printers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("paper", sa.String(length=12), nullable=False),
        sa.Column("host", sa.String(length=120), nullable=False),
        sa.Column("port", sa.Integer(), nullable=True),
        sa.Column("dots_per_mm", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('network','station')", name=op.f("ck_printers_kind")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_printers_location_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_printers_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printers")),
        sa.UniqueConstraint("warehouse_id", "name", name=op.f("uq_printers_warehouse_id_name")),
    )
    op.create_table(
        "wall_cells",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("wall", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_wall_cells_location_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_wall_cells_order_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_wall_cells_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall_cells")),
        sa.UniqueConstraint("location_id", name=op.f("uq_wall_cells_location_id")),
        sa.UniqueConstraint("warehouse_id", "wall", "position", name=op.f("uq_wall_cells_warehouse_id_wall_position")),
    )
    with op.batch_alter_table("wall_cells", schema=None) as batch_op:
        batch_op.create_index(
            "uq_wall_cells_order",
            ["order_id"],
            unique=True,
            sqlite_where=sa.text("order_id IS NOT NULL"),
            postgresql_where=sa.text("order_id IS NOT NULL"),
        )

    op.create_table(
        "manifests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("dock_id", sa.Integer(), nullable=True),
        sa.Column("cut_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("driver", sa.String(length=60), nullable=False),
        sa.Column("vehicle", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("signature_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state in ('open','closed')", name=op.f("ck_manifests_state")),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_manifests_carrier_id")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["workers.id"], name=op.f("fk_manifests_closed_by_id")),
        sa.ForeignKeyConstraint(["dock_id"], ["locations.id"], name=op.f("fk_manifests_dock_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["workers.id"], name=op.f("fk_manifests_opened_by_id")),
        sa.ForeignKeyConstraint(["signature_id"], ["attachments.id"], name=op.f("fk_manifests_signature_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_manifests_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manifests")),
        sa.UniqueConstraint("warehouse_id", "number", name=op.f("uq_manifests_warehouse_id_number")),
    )
    with op.batch_alter_table("manifests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_manifests_carrier_id"), ["carrier_id"], unique=False)

    op.create_table(
        "print_jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("printer_id", sa.Integer(), nullable=True),
        sa.Column("paper", sa.String(length=30), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("problem", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint("state in ('waiting','sending','printed','cancelled')", name=op.f("ck_print_jobs_state")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_print_jobs_operation_id")),
        sa.ForeignKeyConstraint(["printer_id"], ["printers.id"], name=op.f("fk_print_jobs_printer_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_print_jobs_warehouse_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_print_jobs_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_jobs")),
    )
    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_print_jobs_entity_entity_id"), ["entity", "entity_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_print_jobs_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_print_jobs_printer_id_state"), ["printer_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_print_jobs_warehouse_id"), ["warehouse_id"], unique=False)

    op.create_table(
        "waybills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("carton_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("collects", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("insured_for", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("price", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_waybills_carrier_id")),
        sa.ForeignKeyConstraint(["carton_id"], ["cartons.id"], name=op.f("fk_waybills_carton_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["workers.id"], name=op.f("fk_waybills_made_by_id")),
        sa.ForeignKeyConstraint(["service_id"], ["carrier_services.id"], name=op.f("fk_waybills_service_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_waybills_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waybills")),
        sa.UniqueConstraint("carrier_id", "number", name=op.f("uq_waybills_carrier_id_number")),
    )
    with op.batch_alter_table("waybills", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waybills_carton_id"), ["carton_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_waybills_number"), ["number"], unique=False)
        batch_op.create_index(batch_op.f("ix_waybills_warehouse_id"), ["warehouse_id"], unique=False)
        batch_op.create_index(
            "uq_waybills_carton",
            ["carton_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "loadings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("manifest_id", sa.Integer(), nullable=False),
        sa.Column("carton_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("taken_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["carton_id"], ["cartons.id"], name=op.f("fk_loadings_carton_id")),
        sa.ForeignKeyConstraint(["manifest_id"], ["manifests.id"], name=op.f("fk_loadings_manifest_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_loadings_operation_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_loadings_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loadings")),
    )
    with op.batch_alter_table("loadings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loadings_manifest_id"), ["manifest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_loadings_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(
            "uq_loadings_carton",
            ["carton_id"],
            unique=True,
            sqlite_where=sa.text("taken_off_at IS NULL"),
            postgresql_where=sa.text("taken_off_at IS NULL"),
        )

    op.create_table(
        "tracking_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("waybill_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["waybill_id"], ["waybills.id"], name=op.f("fk_tracking_events_waybill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_events")),
        sa.UniqueConstraint("waybill_id", "fingerprint", name=op.f("uq_tracking_events_waybill_id_fingerprint")),
    )
    op.create_table(
        "packs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("carton_id", sa.Integer(), nullable=False),
        sa.Column("pick_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("operation_id", sa.String(length=36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_packs_quantity")),
        sa.ForeignKeyConstraint(["carton_id"], ["cartons.id"], name=op.f("fk_packs_carton_id")),
        sa.ForeignKeyConstraint(["operation_id"], ["operations.id"], name=op.f("fk_packs_operation_id")),
        sa.ForeignKeyConstraint(["pick_id"], ["picks.id"], name=op.f("fk_packs_pick_id")),
        sa.ForeignKeyConstraint(["worker_id"], ["workers.id"], name=op.f("fk_packs_worker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
    )
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_packs_carton_id"), ["carton_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_packs_operation_id"), ["operation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_packs_pick_id"), ["pick_id"], unique=False)

    op.create_table(
        "pack_serials",
        sa.Column("pack_id", sa.Integer(), nullable=False),
        sa.Column("serial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pack_id"], ["packs.id"], name=op.f("fk_pack_serials_pack_id")),
        sa.ForeignKeyConstraint(["serial_id"], ["serials.id"], name=op.f("fk_pack_serials_serial_id")),
        sa.PrimaryKeyConstraint("pack_id", "serial_id", name=op.f("pk_pack_serials")),
    )
    with op.batch_alter_table("pack_serials", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pack_serials_serial_id"), ["serial_id"], unique=False)

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("customs_code", sa.String(length=14), server_default="", nullable=False))
        batch_op.add_column(sa.Column("customs_name", sa.String(length=80), server_default="", nullable=False))
        batch_op.add_column(sa.Column("origin", sa.String(length=2), server_default="", nullable=False))

    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.add_column(sa.Column("packed", sa.Integer(), server_default="0", nullable=False))
        batch_op.create_check_constraint(
            op.f("ck_order_lines_packed"),
            PACKED,
        )

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("insured_for", sa.Numeric(precision=14, scale=2), nullable=True))

    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("packed", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("walled", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("sorted_from_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_picks_sorted_from_id"), ["sorted_from_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_picks_sorted_from_id"), "picks", ["sorted_from_id"], ["id"])
        batch_op.drop_constraint(op.f("ck_picks_gone"), type_="check")
        batch_op.create_check_constraint(op.f("ck_picks_gone"), GONE_OR_PACKED)
    _allow_kinds(KINDS.format(packed="'packed',"))
    op.execute(
        "INSERT INTO locations (warehouse_id, kind, purpose, address, barcode, check_digits, side, blocked)"
        " SELECT id, 'packed', '', 'PACKED', 'LOC-PACKED', '', '', false FROM warehouses"
    )


def _allow_kinds(kinds: str) -> None:
    with op.batch_alter_table("locations", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_locations_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_locations_kind"), kinds)


def downgrade() -> None:
    op.execute("DELETE FROM locations WHERE kind = 'packed'")
    _allow_kinds(KINDS.format(packed=""))
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_picks_gone"), type_="check")
        batch_op.create_check_constraint(op.f("ck_picks_gone"), GONE)
        batch_op.drop_constraint(batch_op.f("fk_picks_sorted_from_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_picks_sorted_from_id"))
        batch_op.drop_column("sorted_from_id")
        batch_op.drop_column("walled")
        batch_op.drop_column("packed")

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_column("insured_for")

    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_order_lines_packed"), type_="check")
        batch_op.drop_column("packed")

    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_column("origin")
        batch_op.drop_column("customs_name")
        batch_op.drop_column("customs_code")

    with op.batch_alter_table("pack_serials", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pack_serials_serial_id"))

    op.drop_table("pack_serials")
    with op.batch_alter_table("packs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_packs_pick_id"))
        batch_op.drop_index(batch_op.f("ix_packs_operation_id"))
        batch_op.drop_index(batch_op.f("ix_packs_carton_id"))

    op.drop_table("packs")
    op.drop_table("tracking_events")
    with op.batch_alter_table("loadings", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_loadings_carton",
            sqlite_where=sa.text("taken_off_at IS NULL"),
            postgresql_where=sa.text("taken_off_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_loadings_operation_id"))
        batch_op.drop_index(batch_op.f("ix_loadings_manifest_id"))

    op.drop_table("loadings")
    with op.batch_alter_table("waybills", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_waybills_carton",
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_waybills_warehouse_id"))
        batch_op.drop_index(batch_op.f("ix_waybills_number"))
        batch_op.drop_index(batch_op.f("ix_waybills_carton_id"))

    op.drop_table("waybills")
    with op.batch_alter_table("print_jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_print_jobs_warehouse_id"))
        batch_op.drop_index(batch_op.f("ix_print_jobs_printer_id_state"))
        batch_op.drop_index(batch_op.f("ix_print_jobs_operation_id"))
        batch_op.drop_index(batch_op.f("ix_print_jobs_entity_entity_id"))

    op.drop_table("print_jobs")
    with op.batch_alter_table("manifests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_manifests_carrier_id"))

    op.drop_table("manifests")
    with op.batch_alter_table("wall_cells", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_wall_cells_order",
            sqlite_where=sa.text("order_id IS NOT NULL"),
            postgresql_where=sa.text("order_id IS NOT NULL"),
        )

    op.drop_table("wall_cells")
    op.drop_table("printers")
    op.drop_table("packing_ticks")
    op.drop_table("order_links")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_state_next_at"))
        batch_op.drop_index(batch_op.f("ix_notices_order_id"))

    op.drop_table("notices")
    with op.batch_alter_table("cartons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cartons_warehouse_id_state"))

    op.drop_table("cartons")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_sha256"))
        batch_op.drop_index(batch_op.f("ix_attachments_operation_id"))
        batch_op.drop_index(batch_op.f("ix_attachments_entity_entity_id"))

    op.drop_table("attachments")
    op.drop_table("packing_checks")
    with op.batch_alter_table("number_ranges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_number_ranges_carrier_id"))

    op.drop_table("number_ranges")
    with op.batch_alter_table("case_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_notes_case_id"))

    op.drop_table("case_notes")
    op.drop_table("carrier_services")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_cases_open", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_cases_warehouse_id_closed_at_due_at"))
        batch_op.drop_index(batch_op.f("ix_cases_entity_entity_id"))

    op.drop_table("cases")
    op.drop_table("carton_types")
    op.drop_table("carriers")
