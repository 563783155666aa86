"""choose printers for devices."""

import sqlalchemy as sa
from alembic import op

revision = "20261123f"
down_revision = "20261123w"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device_printers",
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.String(length=12), nullable=False),
        sa.Column("printer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_device_printers_device_id")),
        sa.ForeignKeyConstraint(["printer_id"], ["printers.id"], name=op.f("fk_device_printers_printer_id")),
        sa.PrimaryKeyConstraint("device_id", "size", name=op.f("pk_device_printers")),
    )


def downgrade() -> None:
    op.drop_table("device_printers")
