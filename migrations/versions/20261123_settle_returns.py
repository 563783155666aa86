"""settle returns: which units are settled, what a refund is made of, why the desk went beyond the rules."""

import sqlalchemy as sa
from alembic import op

revision = "20261123ze"
down_revision = "20261123zq"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("rmas", schema=None) as batch_op:
        batch_op.add_column(sa.Column("beyond", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("follows", sa.String(length=8), server_default="", nullable=False))
    with op.batch_alter_table("return_units", schema=None) as batch_op:
        batch_op.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.add_column(sa.Column("goods", sa.Numeric(14, 2), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("postage", sa.Numeric(14, 2), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("lines", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("reason", sa.String(length=300), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.drop_column("reason")
        batch_op.drop_column("lines")
        batch_op.drop_column("postage")
        batch_op.drop_column("goods")
    with op.batch_alter_table("return_units", schema=None) as batch_op:
        batch_op.drop_column("settled_at")
    with op.batch_alter_table("rmas", schema=None) as batch_op:
        batch_op.drop_column("follows")
        batch_op.drop_column("beyond")
