"""Leads by their names, whom nobody may contact, merges to be undone, and who was deleted on request"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.folding import folded

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("ls_erasure", "ls_salt", "ls_suppression", "ls_lead_merge")
ADDED = ("blocked_reason", "blocked_by", "blocked_at", "name_words")
AT_ONCE = 1_000


def upgrade() -> None:
    with op.batch_alter_table("ls_lead", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_words", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("blocked_by", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("blocked_reason", sa.String(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_ls_lead_workspace_name_words"), ["workspace", "name_words"], unique=False
        )
    with op.batch_alter_table("ls_run_step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("barred", sa.JSON(), nullable=False, server_default="[]"))
    _tables()
    _fill()


def _tables() -> None:
    op.create_table(
        "ls_lead_merge",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kept", sa.String(), nullable=False),
        sa.Column("gone", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_lead_merge")),
    )
    with op.batch_alter_table("ls_lead_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_lead_merge_workspace_kept"), ["workspace", "kept"])
    op.create_table(
        "ls_suppression",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "fingerprint", name=op.f("pk_ls_suppression")),
    )
    op.create_table(
        "ls_salt",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_ls_salt")),
    )
    op.create_table(
        "ls_erasure",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_erasure")),
    )


def _fill() -> None:
    """Give the leads that are there the words of their names."""
    connection = op.get_bind()
    lead = sa.table("ls_lead", *(sa.column(name, sa.String) for name in ("id", "name", "name_words")))
    put = lead.update().where(lead.c.id == sa.bindparam("of")).values(name_words=sa.bindparam("words"))
    for rows in _batches(connection, lead):
        connection.execute(put, [{"of": row.id, "words": folded(row.name)} for row in rows])


def _batches(connection: sa.Connection, lead: sa.TableClause) -> Iterator[list[Any]]:
    after = ""
    page = sa.select(lead.c.id, lead.c.name).order_by(lead.c.id).limit(AT_ONCE)
    while rows := list(connection.execute(page.where(lead.c.id > after))):
        yield rows
        after = rows[-1].id


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("ls_run_step", schema=None) as batch_op:
        batch_op.drop_column("barred")
    with op.batch_alter_table("ls_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_lead_workspace_name_words"))
        for name in ADDED:
            batch_op.drop_column(name)
