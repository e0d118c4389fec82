"""Verdicts, channels that others read, and threads as people talk in them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_verdict",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("opinion", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", "about", "person", name=op.f("pk_ls_verdict")),
    )
    op.create_table(
        "ls_shared_channel",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_ls_shared_channel")),
    )
    op.create_table(
        "ls_aside",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "thread_ts", name=op.f("pk_ls_aside")),
    )
    # Every answer in a channel's thread asks whether a plan is there.
    with op.batch_alter_table("ls_plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_plan_workspace_channel_thread_ts"),
            ["workspace", "channel", "thread_ts"],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("ls_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_plan_workspace_channel_thread_ts"))
    for table in ("ls_aside", "ls_shared_channel", "ls_verdict"):
        op.drop_table(table)
