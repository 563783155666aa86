"""let a manifest close in steps."""

from alembic import op

revision = "20261123q"
down_revision = "20261123f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("manifests", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_manifests_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_manifests_state"), "state in ('open','closing','closed')")


def downgrade() -> None:
    op.execute("UPDATE manifests SET state = 'closed' WHERE state = 'closing'")
    with op.batch_alter_table("manifests", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_manifests_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_manifests_state"), "state in ('open','closed')")
