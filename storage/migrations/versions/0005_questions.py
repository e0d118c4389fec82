"""Questions about what is there, and what leads are searched by"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.folding import folded

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SOUGHT = ("title", "company", "location", "industry")
ADDED = ("location", "industry", "source", *(f"{field}_words" for field in SOUGHT))
AT_ONCE = 1_000


def upgrade() -> None:
    with op.batch_alter_table("ls_lead", schema=None) as batch_op:
        for name in ADDED:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_ls_lead_workspace_created_at"), ["workspace", "created_at"], unique=False
        )
    with op.batch_alter_table("ls_run_lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_run_lead_lead_id"), ["lead_id"], unique=False)
    op.create_table(
        "ls_question",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_question")),
    )
    with op.batch_alter_table("ls_question", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_question_workspace_channel_thread_ts_asked_at"),
            ["workspace", "channel", "thread_ts", "asked_at"],
            unique=False,
        )
    _fill()


def _fill() -> None:
    """Give the leads that are there what they are searched by, from their facts."""
    connection = op.get_bind()
    names = ("id", "title", "company", *ADDED)
    lead = sa.table("ls_lead", *(sa.column(name, sa.String) for name in names))
    fact = sa.table(
        "ls_lead_fact",
        *(sa.column(name, sa.String) for name in ("lead_id", "field", "value", "source")),
        sa.column("seen_at", sa.DateTime(timezone=True)),
    )
    put = lead.update().where(lead.c.id == sa.bindparam("of"))
    put = put.values({name: sa.bindparam(f"new_{name}") for name in ("title", *ADDED)})
    for leads in _batches(connection, lead):
        ids = [row.id for row in leads]
        facts = connection.execute(
            sa.select(fact).where(fact.c.lead_id.in_(ids)).order_by(fact.c.seen_at, fact.c.field)
        ).all()
        by_lead: dict[str, list[Any]] = {each: [] for each in ids}
        for row in facts:
            by_lead[row.lead_id].append(row)
        connection.execute(put, [_sought(row, by_lead[row.id]) for row in leads])


def _batches(connection: sa.Connection, lead: sa.TableClause) -> Iterator[list[Any]]:
    after = ""
    while rows := list(
        connection.execute(
            sa.select(lead.c.id, lead.c.title, lead.c.company)
            .where(lead.c.id > after)
            .order_by(lead.c.id)
            .limit(AT_ONCE)
        )
    ):
        yield rows
        after = rows[-1].id


def _sought(row: Any, facts: list[Any]) -> dict[str, str | None]:
    newest = {fact.field: fact.value for fact in facts}
    found: dict[str, str | None] = {
        "title": row.title or newest.get("headline"),
        "location": newest.get("location"),
        "industry": newest.get("industry"),
        "source": next((fact.source for fact in facts if fact.field == "name"), None)
        or next((fact.source for fact in facts), None),
    }
    values = {"company": row.company, **found}
    found |= {f"{field}_words": folded(values[field]) for field in SOUGHT}
    return {"of": row.id} | {f"new_{name}": value for name, value in found.items()}


def downgrade() -> None:
    with op.batch_alter_table("ls_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_question_workspace_channel_thread_ts_asked_at"))
    op.drop_table("ls_question")
    with op.batch_alter_table("ls_run_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_run_lead_lead_id"))
    with op.batch_alter_table("ls_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_lead_workspace_created_at"))
        for name in reversed(ADDED):
            batch_op.drop_column(name)
