"""Letters: deliveries that wait to be dealt with"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = sa.text("letter IS NOT NULL")


def upgrade() -> None:
    op.add_column("ls_event", sa.Column("letter", sa.JSON(none_as_null=True), nullable=True))
    op.create_index(
        "ix_ls_event_waiting", "ls_event", ["received_at"], sqlite_where=WAITING, postgresql_where=WAITING
    )


def downgrade() -> None:
    op.drop_index("ix_ls_event_waiting", "ls_event")
    op.drop_column("ls_event", "letter")
