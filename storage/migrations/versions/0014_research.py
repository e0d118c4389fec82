"""Researches of leads and companies"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_research",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("depth", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("known", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lead_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_research_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_research")),
    )
    with op.batch_alter_table("ls_research", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_research_workspace_starts_at"), ["workspace", "starts_at"])
        batch_op.create_index(batch_op.f("ix_ls_research_lead_id"), ["lead_id"])


def downgrade() -> None:
    op.drop_table("ls_research")
