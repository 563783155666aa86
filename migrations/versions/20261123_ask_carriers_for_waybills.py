"""ask carriers for waybills."""

import sqlalchemy as sa
from alembic import op

revision = "20261123w"
down_revision = "20261123p"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waybill_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("carrier_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("carton_id", sa.Integer(), nullable=False),
        sa.Column("waybill_id", sa.Integer(), nullable=True),
        sa.Column("trade", sa.String(length=20), nullable=False),
        sa.Column("sent", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('make','cancel')", name=op.f("ck_waybill_requests_kind")),
        sa.CheckConstraint("state in ('waiting','done','refused','withdrawn')", name=op.f("ck_waybill_requests_state")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["workers.id"], name=op.f("fk_waybill_requests_asked_by_id")),
        sa.ForeignKeyConstraint(["carrier_id"], ["carriers.id"], name=op.f("fk_waybill_requests_carrier_id")),
        sa.ForeignKeyConstraint(["carton_id"], ["cartons.id"], name=op.f("fk_waybill_requests_carton_id")),
        sa.ForeignKeyConstraint(["service_id"], ["carrier_services.id"], name=op.f("fk_waybill_requests_service_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_waybill_requests_warehouse_id")),
        sa.ForeignKeyConstraint(["waybill_id"], ["waybills.id"], name=op.f("fk_waybill_requests_waybill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waybill_requests")),
        sa.UniqueConstraint("trade", name=op.f("uq_waybill_requests_trade")),
    )
    with op.batch_alter_table("waybill_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waybill_requests_carton_id"), ["carton_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_waybill_requests_state_next_at"), ["state", "next_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_waybill_requests_warehouse_id"), ["warehouse_id"], unique=False)
        batch_op.create_index(
            "uq_waybill_requests_carton",
            ["carton_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'make' AND state = 'waiting'"),
            postgresql_where=sa.text("kind = 'make' AND state = 'waiting'"),
        )

    with op.batch_alter_table("number_ranges", schema=None) as batch_op:
        batch_op.add_column(sa.Column("suffix", sa.String(length=4), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("first", existing_type=sa.INTEGER(), type_=sa.BigInteger(), existing_nullable=False)
        batch_op.alter_column("last", existing_type=sa.INTEGER(), type_=sa.BigInteger(), existing_nullable=False)
        batch_op.alter_column("next", existing_type=sa.INTEGER(), type_=sa.BigInteger(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("number_ranges", schema=None) as batch_op:
        batch_op.alter_column("next", existing_type=sa.BigInteger(), type_=sa.INTEGER(), existing_nullable=False)
        batch_op.alter_column("last", existing_type=sa.BigInteger(), type_=sa.INTEGER(), existing_nullable=False)
        batch_op.alter_column("first", existing_type=sa.BigInteger(), type_=sa.INTEGER(), existing_nullable=False)
        batch_op.drop_column("ended_at")
        batch_op.drop_column("suffix")

    with op.batch_alter_table("waybill_requests", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_waybill_requests_carton",
            sqlite_where=sa.text("kind = 'make' AND state = 'waiting'"),
            postgresql_where=sa.text("kind = 'make' AND state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_waybill_requests_warehouse_id"))
        batch_op.drop_index(batch_op.f("ix_waybill_requests_state_next_at"))
        batch_op.drop_index(batch_op.f("ix_waybill_requests_carton_id"))

    op.drop_table("waybill_requests")
