"""Scores of leads, how they are made, and decisions over leads"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_COLUMNS = (
    "batch",
    "reason",
    "decided_at",
    "decided_by",
    "decision",
    "stale",
    "qualified",
    "tier",
    "score",
    "state",
)


def upgrade() -> None:
    with op.batch_alter_table("ls_lead", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=32), nullable=False, server_default="new"))
        batch_op.add_column(sa.Column("score", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("tier", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("qualified", sa.Boolean(), nullable=False, server_default=sa.false()))
        # What is there already is scored when its turn comes.
        batch_op.add_column(sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(
            sa.Column("decision", sa.String(length=32), nullable=False, server_default="proposed")
        )
        batch_op.add_column(sa.Column("decided_by", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("batch", sa.String(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_ls_lead_workspace_decision_score"),
            ["workspace", "decision", "score"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_ls_lead_workspace_stale_id"), ["workspace", "stale", "id"], unique=False
        )
    _scores()
    _decisions()


def _scores() -> None:
    op.create_table(
        "ls_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=32), nullable=False),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wording", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_score_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_score")),
    )
    with op.batch_alter_table("ls_score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_score_lead_id_id"), ["lead_id", "id"], unique=False)
    op.create_table(
        "ls_scoring",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "version", name=op.f("pk_ls_scoring")),
    )


def _decisions() -> None:
    op.create_table(
        "ls_lead_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=False),
        sa.Column("before_by", sa.String(), nullable=True),
        sa.Column("before_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before_reason", sa.String(), nullable=True),
        sa.Column("before_batch", sa.String(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_lead_decision_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_lead_decision")),
    )
    with op.batch_alter_table("ls_lead_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_lead_decision_workspace_by_id"), ["workspace", "by", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_ls_lead_decision_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_ls_lead_decision_lead_id"), ["lead_id"], unique=False)


def downgrade() -> None:
    for table in ("ls_lead_decision", "ls_scoring", "ls_score"):
        op.drop_table(table)
    with op.batch_alter_table("ls_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_lead_workspace_stale_id"))
        batch_op.drop_index(batch_op.f("ix_ls_lead_workspace_decision_score"))
        for column in _COLUMNS:
            batch_op.drop_column(column)
