"""Rows for tests: each with what it must have, changed by keyword."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from storage.models import (
    AlertKind,
    AlertStatus,
    AuditAct,
    AuditEntry,
    CompanyRole,
    CompanyWork,
    ContactSearch,
    ContactTarget,
    Decision,
    Erasure,
    ImportStatus,
    Lead,
    LeadImport,
    LeadMerge,
    LookupOutcome,
    Member,
    Plan,
    PlanStatus,
    PlanVersion,
    Playbook,
    Priority,
    PriorityStatus,
    ProspectCompany,
    ProspectSession,
    Question,
    Research,
    ResearchStatus,
    Role,
    Run,
    RunStatus,
    RunStep,
    ScoringVersion,
    SearchStatus,
    SessionState,
    StepStatus,
    TargetState,
    Task,
    TaskStatus,
    Tier,
    Turn,
    TurnStatus,
)
from storage.repositories.reviews import Made

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def plan(workspace: str = "T1", **changes: Any) -> Plan:
    values: dict[str, Any] = {
        "id": "plan1",
        "workspace": workspace,
        "author": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "goal_ts": "1.1",
        "goal": "find people",
        "status": PlanStatus.PROPOSED,
        "version": 1,
        "drafts": 1,
        "feedback": "",
        "created_at": NOW,
        "expires_at": NOW,
    }
    return Plan(**values | changes)


def lead_import(workspace: str = "T1", **changes: Any) -> LeadImport:
    values: dict[str, Any] = {
        "id": "import1",
        "workspace": workspace,
        "owner": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "name": "crm.csv",
        "size": 9,
        "status": ImportStatus.DRAFT,
        "created_at": NOW,
        "file": {"id": "F1", "name": "crm.csv", "size": 9},
    }
    return LeadImport(**values | changes)


def approved(workspace: str = "T1", **changes: Any) -> Plan:
    return plan(workspace, **{"status": PlanStatus.APPROVED, "decided_at": NOW} | changes)


def version(plan_id: str = "plan1", number: int = 1, **changes: Any) -> PlanVersion:
    values: dict[str, Any] = {"feedback": "", "document": {"n": number}, "created_at": NOW}
    return PlanVersion(plan_id=plan_id, number=number, **values | changes)


def playbook(workspace: str = "T1", **changes: Any) -> Playbook:
    values: dict[str, Any] = {
        "plan_id": "plan1",
        "plan_version": 1,
        "workspace": workspace,
        "owner": "U1",
        "name": "People",
        "approved_at": NOW,
        "used_at": NOW,
    }
    return Playbook(**values | changes)


def run(workspace: str = "T1", **changes: Any) -> Run:
    values: dict[str, Any] = {
        "id": "run1",
        "workspace": workspace,
        "plan_id": "plan1",
        "plan_version": 1,
        "owner": "U1",
        "status": RunStatus.WAITING,
        "segment": 0,
        "created_at": NOW,
    }
    return Run(**values | changes)


def step(position: int = 1, run_id: str = "run1") -> RunStep:
    return RunStep(run_id=run_id, position=position, script="A.js", status=StepStatus.PENDING)


def lead(workspace: str = "T1", **changes: Any) -> Lead:
    values: dict[str, Any] = {
        "id": "lead1",
        "workspace": workspace,
        "owner": "U1",
        "created_at": NOW,
        "updated_at": NOW,
        "name": "Ada Berg",
    }
    return Lead(**values | changes)


def research(workspace: str = "T1", **changes: Any) -> Research:
    values: dict[str, Any] = {
        "id": "research1",
        "workspace": workspace,
        "author": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "subject": "Ada Berg at Berg",
        "depth": "quick",
        "status": ResearchStatus.WAITING,
        "known": {},
        "document": {},
        "asked_at": NOW,
        "starts_at": NOW,
        "lead_id": "lead1",
    }
    return Research(**values | changes)


def task(workspace: str = "T1", **changes: Any) -> Task:
    values: dict[str, Any] = {
        "id": "task1",
        "workspace": workspace,
        "owner": "U1",
        "kind": "reminder",
        "what": "call Acme",
        "zone": "Europe/Berlin",
        "status": TaskStatus.ACTIVE,
        "version": 1,
        "created_at": NOW,
        "next_at": NOW,
    }
    return Task(**values | changes)


def question(workspace: str = "T1", **changes: Any) -> Question:
    values: dict[str, Any] = {
        "id": "question1",
        "workspace": workspace,
        "author": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "ts": "1.1",
        "text": "how many leads do I have?",
        "document": {},
        "asked_at": NOW,
    }
    return Question(**values | changes)


def member(workspace: str = "T1", **changes: Any) -> Member:
    values: dict[str, Any] = {"user": "U1", "role": Role.MANAGER, "given_by": "U9", "given_at": NOW}
    return Member(workspace=workspace, **values | changes)


def priority(workspace: str = "T1", **changes: Any) -> Priority:
    values: dict[str, Any] = {
        "id": "priority1",
        "owner": "U1",
        "lead_id": None,
        "text": "",
        "status": PriorityStatus.OPEN,
        "position": 0,
        "added_at": NOW,
    }
    return Priority(workspace=workspace, **values | changes)


def audit_entry(workspace: str = "T1", **changes: Any) -> AuditEntry:
    values: dict[str, Any] = {
        "user": "U1",
        "act": AuditAct.PLAN_APPROVED,
        "target": "plan1",
        "detail": "find people",
        "at": NOW,
    }
    return AuditEntry(workspace=workspace, **values | changes)


def turn(workspace: str = "T1", **changes: Any) -> Turn:
    values: dict[str, Any] = {
        "id": "turn1",
        "workspace": workspace,
        "author": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "ts": "1.1",
        "key": "Ev1",
        "text": "Show my runs!",
        "words": "show my runs",
        "status": TurnStatus.DONE,
        "asked_at": NOW,
    }
    return Turn(**values | changes)


def briefing(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "id": "briefing1",
        "owner": "U1",
        "task_id": "task1",
        "channel": "",
        "since": NOW,
        "at": NOW,
        "document": {},
    }
    return values | changes


def alert(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "key": "k",
        "owner": "U1",
        "kind": AlertKind.LEADS,
        "target": "task1",
        "number": 0,
        "document": {},
        "status": AlertStatus.WAITING,
        "raised_at": NOW,
        "at": NOW,
    }
    return values | changes


def lead_merge(workspace: str = "T1", **changes: Any) -> LeadMerge:
    values: dict[str, Any] = {"id": "merge1", "kept": "lead1", "gone": "lead2", "by": "U1", "at": NOW}
    return LeadMerge(workspace=workspace, document={}, **values | changes)


def erasure(workspace: str = "T1", **changes: Any) -> Erasure:
    values: dict[str, Any] = {"id": "erasure1", "by": "U1", "at": NOW, "document": {}}
    return Erasure(workspace=workspace, **values | changes)


def score(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "lead_id": "lead1",
        "score": 50,
        "tier": Tier.MEDIUM,
        "preset": "completeness",
        "version": 0,
        "why": "first",
        "at": NOW,
    }
    return values | changes


def new_score(**changes: Any) -> dict[str, Any]:
    values = {"key": "lead1", "new_score": 99, "new_tier": Tier.HIGH, "new_qualified": True}
    return values | changes


def scoring_version(workspace: str = "T1", **changes: Any) -> ScoringVersion:
    values: dict[str, Any] = {
        "workspace": workspace,
        "version": 1,
        "document": {"preset": "savings", "weights": {}},
        "saved_by": "U1",
        "saved_at": NOW,
    }
    return ScoringVersion(**values | changes)


def made(**changes: Any) -> Made:
    values: dict[str, Any] = {"batch": "batch1", "by": "U1", "at": NOW, "decision": Decision.APPROVED}
    return Made(**values | changes)


def contact_search(workspace: str = "T1", **changes: Any) -> ContactSearch:
    values: dict[str, Any] = {
        "id": "search1",
        "workspace": workspace,
        "owner": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "status": SearchStatus.RUNNING,
        "document": {},
        "most": 10,
        "asked_at": NOW,
    }
    return ContactSearch(**values | changes)


def contact_targets() -> list[ContactTarget]:
    """One lead that waits, one that a verified address was found of."""
    waits = ContactTarget(search_id="search1", lead_id="lead1", position=0, state=TargetState.WAITING)
    found = ContactTarget(search_id="search1", lead_id="lead3", position=1, state=TargetState.VERIFIED)
    found.provider = "hunter"
    return [waits, found]


def lookup(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "search_id": "search1",
        "lead_id": "lead1",
        "provider": "hunter",
        "subject": "",
        "credited": "hunter",
        "outcome": LookupOutcome.ASKED,
        "document": {},
        "millicents": 0,
        "asked_at": NOW,
        "answered_at": None,
    }
    return values | changes


def lookup_key() -> dict[str, str]:
    return {"search_id": "search1", "lead_id": "lead1", "provider": "hunter", "subject": ""}


def prospect_session(workspace: str = "T1", **changes: Any) -> ProspectSession:
    values: dict[str, Any] = {
        "id": "session1",
        "workspace": workspace,
        "owner": "U1",
        "channel": "D1",
        "thread_ts": "1.1",
        "state": SessionState.PLANNING,
        "version": 1,
        "intake": {},
        "board": {},
        "created_at": NOW,
        "moved_at": NOW,
    }
    return ProspectSession(**values | changes)


def prospect_company(session_id: str = "session1", **changes: Any) -> ProspectCompany:
    values: dict[str, Any] = {
        "session_id": session_id,
        "domain": "acme.example",
        "role": CompanyRole.CANDIDATE,
        "position": 0,
        "name": "Acme",
        "document": {},
        "rank": 1,
        "reading": CompanyWork.WAITING,
    }
    return ProspectCompany(**values | changes)


def milestone(session_id: str = "session1", **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "session_id": session_id,
        "key": "icp:intake_saved",
        "event": "icp:intake_saved",
        "message": "Noted.",
        "state": SessionState.INTAKE_SAVED,
        "counters": {"seconds": 0.0},
        "at": NOW,
    }
    return values | changes
