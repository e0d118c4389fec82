"""Sessions that look for companies like the best customers"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_icp_session",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("intake", sa.JSON(), nullable=False),
        sa.Column("board", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=True),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_icp_session")),
    )
    with op.batch_alter_table("ls_icp_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_icp_session_workspace_owner_created_at"),
            ["workspace", "owner", "created_at"],
            unique=False,
        )
    op.create_table(
        "ls_icp_company",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("reading", sa.String(length=32), nullable=False),
        sa.Column("enriching", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["ls_icp_session.id"],
            name=op.f("fk_ls_icp_company_session_id_ls_icp_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "domain", name=op.f("pk_ls_icp_company")),
    )
    with op.batch_alter_table("ls_icp_company", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_icp_company_session_id_role_rank"), ["session_id", "role", "rank"], unique=False
        )
    op.create_table(
        "ls_icp_milestone",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("counters", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["ls_icp_session.id"],
            name=op.f("fk_ls_icp_milestone_session_id_ls_icp_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "key", name=op.f("pk_ls_icp_milestone")),
    )
    op.create_table(
        "ls_icp_lead",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_icp_lead_lead_id_ls_lead"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["ls_icp_session.id"],
            name=op.f("fk_ls_icp_lead_session_id_ls_icp_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "lead_id", name=op.f("pk_ls_icp_lead")),
    )
    with op.batch_alter_table("ls_icp_lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_icp_lead_lead_id"), ["lead_id"], unique=False)
    op.create_table(
        "ls_icp_source",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "source", name=op.f("pk_ls_icp_source")),
    )


def downgrade() -> None:
    for table in ("ls_icp_source", "ls_icp_milestone"):
        op.drop_table(table)
    with op.batch_alter_table("ls_icp_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_icp_lead_lead_id"))
    op.drop_table("ls_icp_lead")
    with op.batch_alter_table("ls_icp_company", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_icp_company_session_id_role_rank"))
    op.drop_table("ls_icp_company")
    with op.batch_alter_table("ls_icp_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_icp_session_workspace_owner_created_at"))
    op.drop_table("ls_icp_session")
