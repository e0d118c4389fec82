"""The audit trail: who did what to what, when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import PREFIX, Base, words


class AuditAct(StrEnum):
    """What somebody did that others may have to know of."""

    PLAN_APPROVED = "plan_approved"
    PLAN_CANCELLED = "plan_cancelled"
    RUN_STARTED = "run_started"
    RUN_RETRIED = "run_retried"
    RUN_SKIPPED = "run_skipped"
    RUN_CANCELLED = "run_cancelled"
    ENRICHMENT_STARTED = "enrichment_started"
    RUN_REPEATED = "run_repeated"
    LEADS_EXPORTED = "leads_exported"
    LEADS_IMPORTED = "leads_imported"
    IMPORT_UNDONE = "import_undone"
    PLAYBOOK_DELETED = "playbook_deleted"
    SCHEDULE_DELETED = "schedule_deleted"
    ACCOUNT_SET = "account_set"
    ACCOUNT_REMOVED = "account_removed"
    ROLE_CHANGED = "role_changed"
    SETTINGS_CHANGED = "settings_changed"
    CONTACTS_SOUGHT = "contacts_sought"
    CONTEXT_FORGOTTEN = "context_forgotten"
    LEAD_EDITED = "lead_edited"
    LEADS_MERGED = "leads_merged"
    MERGE_UNDONE = "merge_undone"
    LEAD_BLOCKED = "lead_blocked"
    LEAD_UNBLOCKED = "lead_unblocked"
    LEAD_DELETED = "lead_deleted"
    LEADS_APPROVED = "leads_approved"
    LEADS_REJECTED = "leads_rejected"
    LEADS_SKIPPED = "leads_skipped"
    REVIEW_UNDONE = "review_undone"
    SCORING_CHANGED = "scoring_changed"


class AuditEntry(Base):
    """One act. `target` is an id, `detail` says it in words; neither ever holds a credential."""

    __tablename__ = f"{PREFIX}audit"
    __table_args__ = (Index(None, "workspace", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    workspace: Mapped[str]
    user: Mapped[str]
    act: Mapped[AuditAct] = mapped_column(words(AuditAct))
    target: Mapped[str]
    detail: Mapped[str]
    at: Mapped[datetime]
