"""Contact searches: targets, everything that was asked, and the order of providers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_contact_search",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("throttled", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_contact_search")),
    )
    op.create_table(
        "ls_contact_target",
        sa.Column("search_id", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("provider", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["ls_contact_search.id"],
            name=op.f("fk_ls_contact_target_search_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_contact_target_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search_id", "lead_id", name=op.f("pk_ls_contact_target")),
    )
    with op.batch_alter_table("ls_contact_target", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_contact_target_lead_id"), ["lead_id"], unique=False)
    op.create_table(
        "ls_contact_lookup",
        sa.Column("search_id", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("credited", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("millicents", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["ls_contact_search.id"],
            name=op.f("fk_ls_contact_lookup_search_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_contact_lookup_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "search_id", "lead_id", "provider", "subject", name=op.f("pk_ls_contact_lookup")
        ),
    )
    with op.batch_alter_table("ls_contact_lookup", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_contact_lookup_workspace_provider_answered_at"),
            ["workspace", "provider", "answered_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_ls_contact_lookup_lead_id"), ["lead_id"], unique=False)
    op.create_table(
        "ls_waterfall",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_ls_waterfall")),
    )


def downgrade() -> None:
    for table in ("ls_waterfall", "ls_contact_lookup", "ls_contact_target", "ls_contact_search"):
        op.drop_table(table)
