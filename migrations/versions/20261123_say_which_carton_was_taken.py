"""say which carton was taken, also one that is none of the warehouse's."""

import sqlalchemy as sa
from alembic import op

revision = "20261123zc"
down_revision = "20261123z"
branch_labels = None
depends_on = None

SIDES = ("length_mm", "width_mm", "height_mm")


def upgrade() -> None:
    with op.batch_alter_table("cartons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_other", sa.Boolean(), server_default=sa.false(), nullable=False))
        for side in SIDES:
            batch_op.add_column(sa.Column(side, sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("cartons", schema=None) as batch_op:
        for side in ("is_other", *SIDES):
            batch_op.drop_column(side)
