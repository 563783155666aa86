"""keep refused scans of work that no walk carries."""

import sqlalchemy as sa
from alembic import op

revision = "20261125a"
down_revision = "20261125ir"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("refused_scans", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject", sa.String(length=120), nullable=False, server_default=""))
        batch_op.alter_column("walk_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("refused_scans", schema=None) as batch_op:
        batch_op.alter_column("subject", server_default=None)


def downgrade() -> None:
    """Before this there was no place for them."""
    op.execute("DELETE FROM refused_scans WHERE walk_id IS NULL")
    with op.batch_alter_table("refused_scans", schema=None) as batch_op:
        batch_op.alter_column("walk_id", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("subject")
