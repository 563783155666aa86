"""keep what customers are told."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "20261123t"
down_revision = "20261123q"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("shop", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("reply_to", sa.String(length=120), nullable=False),
        sa.Column("webhook_url", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_notice_settings_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_settings")),
        sa.UniqueConstraint("warehouse_id", name=op.f("uq_notice_settings_warehouse_id")),
    )
    op.create_table(
        "notice_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.String(length=4000), nullable=False),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_notice_texts_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_texts")),
        sa.UniqueConstraint(
            "warehouse_id", "step", "language", name=op.f("uq_notice_texts_warehouse_id_step_language")
        ),
    )
    op.create_table(
        "tracking_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("waybill_id", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("silent", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["waybill_id"], ["waybills.id"], name=op.f("fk_tracking_asks_waybill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_asks")),
        sa.UniqueConstraint("waybill_id", name=op.f("uq_tracking_asks_waybill_id")),
    )
    with op.batch_alter_table("tracking_asks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tracking_asks_next_at"), ["next_at"], unique=False)

    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sending_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("order_links", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("quiet_at", sa.DateTime(timezone=True), nullable=True))

    links = sa.table("order_links", sa.column("id"), sa.column("token"), sa.column("digest"))
    for link_id, token in op.get_bind().execute(sa.select(links.c.id, links.c.token)).all():
        digest = hashlib.sha256(token.encode()).hexdigest()
        op.execute(links.update().where(links.c.id == link_id).values(digest=digest))
    with op.batch_alter_table("order_links", schema=None) as batch_op:
        batch_op.alter_column("digest", existing_type=sa.String(length=64), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_order_links_digest"), ["digest"])


def downgrade() -> None:
    with op.batch_alter_table("order_links", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_order_links_digest"), type_="unique")
        batch_op.drop_column("quiet_at")
        batch_op.drop_column("digest")

    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_column("sending_at")

    with op.batch_alter_table("tracking_asks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tracking_asks_next_at"))

    op.drop_table("tracking_asks")
    op.drop_table("notice_texts")
    op.drop_table("notice_settings")
