"""the questions and dispositions of inspections are the shop's, in versions."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "20261125ir"
down_revision = "20261124hi"
branch_labels = None
depends_on = None


def upgrade() -> None:
    rules = op.create_table(
        "inspection_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("warehouse_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_inspection_rules_version")),
        sa.ForeignKeyConstraint(["set_by_id"], ["workers.id"], name=op.f("fk_inspection_rules_set_by_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouses.id"], name=op.f("fk_inspection_rules_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_rules")),
        sa.UniqueConstraint("warehouse_id", "version", name=op.f("uq_inspection_rules_warehouse_id_version")),
    )
    _take_over(rules)
    with op.batch_alter_table("return_units") as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="0", nullable=False))


def _take_over(rules: sa.Table) -> None:
    """Questions that a warehouse has in its settings are its first version."""
    warehouses = sa.table("warehouses", sa.column("id", sa.Integer()), sa.column("settings", sa.JSON()))
    connection = op.get_bind()
    for warehouse_id, settings in connection.execute(sa.select(warehouses.c.id, warehouses.c.settings)).all():
        if settings and settings.get("grading"):
            kept = {"questions": settings["grading"], "ways": {}}
            row = {"warehouse_id": warehouse_id, "version": 1, "rules": kept, "set_at": datetime.now(UTC)}
            connection.execute(sa.insert(rules).values(row))


def downgrade() -> None:
    with op.batch_alter_table("return_units") as batch_op:
        batch_op.drop_column("version")
    op.drop_table("inspection_rules")
