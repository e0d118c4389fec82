"""Playbooks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_playbook",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("shared_by", sa.String(), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["ls_plan.id"], name=op.f("fk_ls_playbook_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_ls_playbook")),
    )
    with op.batch_alter_table("ls_playbook", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_playbook_workspace_used_at"), ["workspace", "used_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("ls_playbook", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_playbook_workspace_used_at"))

    op.drop_table("ls_playbook")
