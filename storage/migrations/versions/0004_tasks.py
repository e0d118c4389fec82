"""Scheduled tasks and their executions"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    status = sa.Enum(
        "draft",
        "active",
        "paused",
        "ended",
        "discarded",
        "deleted",
        name="taskstatus",
        native_enum=False,
        length=32,
    )
    outcome = sa.Enum(
        "running", "done", "failed", "skipped", name="executionoutcome", native_enum=False, length=32
    )
    op.create_table(
        "ls_task",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("status", status, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=True),
        sa.Column("proposed", sa.JSON(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thread_channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_task")),
    )
    with op.batch_alter_table("ls_task", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_task_workspace_owner_created_at"),
            ["workspace", "owner", "created_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_ls_task_next_at"), ["next_at"], unique=False)

    op.create_table(
        "ls_execution",
        sa.Column("task_id", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", outcome, nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["ls_task.id"], name=op.f("fk_ls_execution_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "due_at", name=op.f("pk_ls_execution")),
    )


def downgrade() -> None:
    op.drop_table("ls_execution")
    with op.batch_alter_table("ls_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_task_next_at"))
        batch_op.drop_index(batch_op.f("ix_ls_task_workspace_owner_created_at"))

    op.drop_table("ls_task")
