"""Briefings and alerts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_briefing",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_briefing")),
    )
    with op.batch_alter_table("ls_briefing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_briefing_workspace_owner_at"), ["workspace", "owner", "at"], unique=False
        )
    op.create_table(
        "ls_alert",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_ls_alert")),
    )
    with op.batch_alter_table("ls_alert", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_alert_workspace_owner_kind_raised_at"),
            ["workspace", "owner", "kind", "raised_at"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("ls_alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_alert_workspace_owner_kind_raised_at"))
    op.drop_table("ls_alert")
    with op.batch_alter_table("ls_briefing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_briefing_workspace_owner_at"))
    op.drop_table("ls_briefing")
