"""What is known of people, priority lists, roles, settings, the audit trail"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_person",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", name=op.f("pk_ls_person")),
    )
    op.create_table(
        "ls_member",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", name=op.f("pk_ls_member")),
    )
    op.create_table(
        "ls_workspace",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_ls_workspace")),
    )
    _priority()
    _audit()


def _priority() -> None:
    op.create_table(
        "ls_priority",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_priority_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_priority")),
        sa.UniqueConstraint(
            "workspace", "owner", "lead_id", name=op.f("uq_ls_priority_workspace_owner_lead_id")
        ),
    )
    with op.batch_alter_table("ls_priority", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_priority_workspace_owner_status_position"),
            ["workspace", "owner", "status", "position"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_ls_priority_lead_id"), ["lead_id"], unique=False)


def _audit() -> None:
    op.create_table(
        "ls_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_audit")),
    )
    with op.batch_alter_table("ls_audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_audit_workspace_id"), ["workspace", "id"], unique=False)


def downgrade() -> None:
    for name in ("ls_audit", "ls_priority", "ls_workspace", "ls_member", "ls_person"):
        op.drop_table(name)
