"""Imports of leads from files"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_import",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file", sa.JSON(), nullable=False),
        sa.Column("table", sa.JSON(), nullable=True),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("bad", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_import")),
    )
    with op.batch_alter_table("ls_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_import_workspace_owner_created_at"),
            ["workspace", "owner", "created_at"],
            unique=False,
        )
    op.create_table(
        "ls_import_content",
        sa.Column("import_id", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["ls_import.id"],
            name=op.f("fk_ls_import_content_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", name=op.f("pk_ls_import_content")),
    )
    op.create_table(
        "ls_import_lead",
        sa.Column("import_id", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ls_import.id"], name=op.f("fk_ls_import_lead_import_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_import_lead_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "lead_id", name=op.f("pk_ls_import_lead")),
    )
    with op.batch_alter_table("ls_import_lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_import_lead_lead_id"), ["lead_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("ls_import_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_import_lead_lead_id"))
    op.drop_table("ls_import_lead")
    op.drop_table("ls_import_content")
    with op.batch_alter_table("ls_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_import_workspace_owner_created_at"))
    op.drop_table("ls_import")
