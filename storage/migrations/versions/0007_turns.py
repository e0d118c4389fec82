"""Turns of conversations"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STRINGS = ("workspace", "author", "channel", "thread_ts", "ts", "key", "text", "words", "tool")
DOCUMENTS = ("arguments", "about", "shown", "meanings", "calls")
THREADS = "ix_ls_question_workspace_channel_thread_ts_asked_at"
INDICES = (
    ("workspace", "author", "channel", "asked_at"),
    ("workspace", "author", "words"),
    ("workspace", "channel", "thread_ts", "asked_at"),
)


def upgrade() -> None:
    op.create_table(
        "ls_turn",
        sa.Column("id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in STRINGS),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in DOCUMENTS),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_turn")),
    )
    with op.batch_alter_table("ls_turn", schema=None) as batch_op:
        for columns in INDICES:
            batch_op.create_index(batch_op.f(f"ix_ls_turn_{'_'.join(columns)}"), list(columns), unique=False)
    # What was asked about a question is asked about its turn now; an open one is asked again in a message.
    op.execute("DELETE FROM ls_question WHERE status <> 'answered'")
    with op.batch_alter_table("ls_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f(THREADS))
        batch_op.drop_column("status")


def downgrade() -> None:
    with op.batch_alter_table("ls_question", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("status", sa.String(length=32), nullable=False, server_default="answered")
        )
    with op.batch_alter_table("ls_question", schema=None) as batch_op:
        thread = ["workspace", "channel", "thread_ts", "asked_at"]
        batch_op.create_index(batch_op.f(THREADS), thread, unique=False)
    with op.batch_alter_table("ls_turn", schema=None) as batch_op:
        for columns in INDICES:
            batch_op.drop_index(batch_op.f(f"ix_ls_turn_{'_'.join(columns)}"))
    op.drop_table("ls_turn")
