"""Rows for tests: each with what it must have, changed by keyword."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from storage.models import (
    AlertKind,
    AlertStatus,
    AuditAct,
    AuditEntry,
    Lead,
    Member,
    Plan,
    PlanStatus,
    PlanVersion,
    Playbook,
    Priority,
    PriorityStatus,
    Question,
    Role,
    Run,
    RunStatus,
    RunStep,
    StepStatus,
    Task,
    TaskStatus,
    Turn,
    TurnStatus,
)

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
