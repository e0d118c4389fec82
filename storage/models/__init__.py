"""Tables, one file a noun."""

from storage.models.alert import Alert, AlertKind, AlertStatus
from storage.models.audit import AuditAct, AuditEntry
from storage.models.base import PREFIX, Base
from storage.models.briefing import Briefing
from storage.models.conversation import Aside, SharedChannel
from storage.models.credential import Credential
from storage.models.event import Event
from storage.models.lead import Lead, LeadFact, LeadKey, RunLead
from storage.models.member import Member, Role, Workspace
from storage.models.person import Person, Priority, PriorityStatus
from storage.models.plan import Plan, PlanInput, PlanStatus, PlanVersion
from storage.models.playbook import Playbook
from storage.models.post import Post
from storage.models.question import Question
from storage.models.run import Launch, ResultRow, Run, RunStatus, RunStep, SimulatedLaunch, StepStatus
from storage.models.task import Execution, ExecutionOutcome, Task, TaskStatus
from storage.models.turn import Turn, TurnStatus, TurnVerdict
from storage.models.verdict import Opinion, Verdict

__all__ = [
    "PREFIX",
    "Alert",
    "AlertKind",
    "AlertStatus",
    "Aside",
    "AuditAct",
    "AuditEntry",
    "Base",
    "Briefing",
    "Credential",
    "Event",
    "Execution",
    "ExecutionOutcome",
    "Launch",
    "Lead",
    "LeadFact",
    "LeadKey",
    "Member",
    "Opinion",
    "Person",
    "Plan",
    "PlanInput",
    "PlanStatus",
    "PlanVersion",
    "Playbook",
    "Post",
    "Priority",
    "PriorityStatus",
    "Question",
    "ResultRow",
    "Role",
    "Run",
    "RunLead",
    "RunStatus",
    "RunStep",
    "SharedChannel",
    "SimulatedLaunch",
    "StepStatus",
    "Task",
    "TaskStatus",
    "Turn",
    "TurnStatus",
    "TurnVerdict",
    "Verdict",
    "Workspace",
]
