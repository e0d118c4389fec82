"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ls_credential",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "owner", "account", name=op.f("pk_ls_credential")),
    )
    op.create_table(
        "ls_event",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ls_event")),
    )
    op.create_table(
        "ls_lead",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("company", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("profile_url", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_lead")),
    )
    with op.batch_alter_table("ls_lead", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_lead_workspace_updated_at"), ["workspace", "updated_at"], unique=False
        )

    op.create_table(
        "ls_plan",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=False),
        sa.Column("goal_ts", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planning",
                "proposed",
                "approved",
                "cancelled",
                "expired",
                "refused",
                "failed",
                name="planstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("drafts", sa.Integer(), nullable=False),
        sa.Column("feedback", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("notice", sa.String(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_plan")),
    )
    with op.batch_alter_table("ls_plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ls_plan_workspace_author_created_at"),
            ["workspace", "author", "created_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_ls_plan_workspace_goal_ts"), ["workspace", "goal_ts"], unique=False
        )

    op.create_table(
        "ls_post",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ts", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_ls_post")),
    )
    op.create_table(
        "ls_simulated_launch",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("container", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("launched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_ls_simulated_launch")),
        sa.UniqueConstraint("container", name=op.f("uq_ls_simulated_launch_container")),
    )
    op.create_table(
        "ls_lead_fact",
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_lead_fact_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lead_id", "field", "value", name=op.f("pk_ls_lead_fact")),
    )
    op.create_table(
        "ls_lead_key",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_lead_key_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "kind", "value", name=op.f("pk_ls_lead_key")),
    )
    with op.batch_alter_table("ls_lead_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_lead_key_lead_id"), ["lead_id"], unique=False)

    op.create_table(
        "ls_plan_input",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("script", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["ls_plan.id"], name=op.f("fk_ls_plan_input_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "script", "name", name=op.f("pk_ls_plan_input")),
    )
    op.create_table(
        "ls_plan_version",
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("feedback", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["ls_plan.id"], name=op.f("fk_ls_plan_version_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("pk_ls_plan_version")),
    )
    op.create_table(
        "ls_run",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("plan_id", sa.String(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "running",
                "stopped",
                "finished",
                "cancelled",
                name="runstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("emails", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["ls_plan.id"], name=op.f("fk_ls_run_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ls_run")),
    )
    with op.batch_alter_table("ls_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ls_run_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_ls_run_workspace_owner_created_at"),
            ["workspace", "owner", "created_at"],
            unique=False,
        )

    op.create_table(
        "ls_launch",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("container", sa.String(), nullable=False),
        sa.Column("launched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["ls_run.id"], name=op.f("fk_ls_launch_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "position", "attempt", name=op.f("pk_ls_launch")),
    )
    op.create_table(
        "ls_result_row",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=True),
        sa.Column("line", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["ls_run.id"], name=op.f("fk_ls_result_row_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "position", "attempt", "number", name=op.f("pk_ls_result_row")),
    )
    op.create_table(
        "ls_run_lead",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["ls_lead.id"], name=op.f("fk_ls_run_lead_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["ls_run.id"], name=op.f("fk_ls_run_lead_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "lead_id", name=op.f("pk_ls_run_lead")),
    )
    op.create_table(
        "ls_run_step",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("script", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "running",
                "finished",
                "failed",
                "skipped",
                "stopped",
                name="stepstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("found_before", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["ls_run.id"], name=op.f("fk_ls_run_step_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_ls_run_step")),
    )


def downgrade() -> None:
    op.drop_table("ls_run_step")
    op.drop_table("ls_run_lead")
    op.drop_table("ls_result_row")
    op.drop_table("ls_launch")
    with op.batch_alter_table("ls_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_run_workspace_owner_created_at"))
        batch_op.drop_index(batch_op.f("ix_ls_run_plan_id"))

    op.drop_table("ls_run")
    op.drop_table("ls_plan_version")
    op.drop_table("ls_plan_input")
    with op.batch_alter_table("ls_lead_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_lead_key_lead_id"))

    op.drop_table("ls_lead_key")
    op.drop_table("ls_lead_fact")
    op.drop_table("ls_simulated_launch")
    op.drop_table("ls_post")
    with op.batch_alter_table("ls_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_plan_workspace_goal_ts"))
        batch_op.drop_index(batch_op.f("ix_ls_plan_workspace_author_created_at"))

    op.drop_table("ls_plan")
    with op.batch_alter_table("ls_lead", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ls_lead_workspace_updated_at"))

    op.drop_table("ls_lead")
    op.drop_table("ls_event")
    op.drop_table("ls_credential")
