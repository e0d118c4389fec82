"""Tables, one file a noun."""

from storage.models.alert import Alert, AlertKind, AlertStatus
from storage.models.audit import AuditAct, AuditEntry
from storage.models.base import PREFIX, Base
from storage.models.briefing import Briefing
from storage.models.contact import (
    ContactLookup,
    ContactSearch,
    ContactTarget,
    LookupOutcome,
    SearchStatus,
    TargetState,
    Waterfall,
)
from storage.models.conversation import Aside, SharedChannel
from storage.models.credential import Credential
from storage.models.event import Event
from storage.models.lead import (
    SAID,
    Decision,
    Lead,
    LeadFact,
    LeadKey,
    LeadMerge,
    LeadState,
    RunLead,
    Tier,
)
from storage.models.lead_import import ImportContent, ImportLead, ImportStatus, LeadImport
from storage.models.member import Member, Role, Workspace
from storage.models.person import Person, Priority, PriorityStatus
from storage.models.plan import Plan, PlanInput, PlanStatus, PlanVersion
from storage.models.playbook import Playbook
from storage.models.post import Post
from storage.models.prospecting import (
    CompanyList,
    CompanyRole,
    CompanyWork,
    Milestone,
    ProspectCompany,
    ProspectLead,
    ProspectSession,
    SessionState,
    SourceStanding,
)
from storage.models.question import Question
from storage.models.research import Research, ResearchStatus
from storage.models.review import LeadDecision
from storage.models.run import (
    DELETED,
    Launch,
    ResultRow,
    Run,
    RunStatus,
    RunStep,
    SimulatedLaunch,
    StepStatus,
)
from storage.models.score import Score, ScoringVersion
from storage.models.suppression import Erasure, Salt, Suppression
from storage.models.task import Execution, ExecutionOutcome, Task, TaskStatus
from storage.models.turn import Turn, TurnStatus, TurnVerdict
from storage.models.verdict import Opinion, Verdict

__all__ = [
    "DELETED",
    "PREFIX",
    "SAID",
    "Alert",
    "AlertKind",
    "AlertStatus",
    "Aside",
    "AuditAct",
    "AuditEntry",
    "Base",
    "Briefing",
    "CompanyList",
    "CompanyRole",
    "CompanyWork",
    "ContactLookup",
    "ContactSearch",
    "ContactTarget",
    "Credential",
    "Decision",
    "Erasure",
    "Event",
    "Execution",
    "ExecutionOutcome",
    "ImportContent",
    "ImportLead",
    "ImportStatus",
    "Launch",
    "Lead",
    "LeadDecision",
    "LeadFact",
    "LeadImport",
    "LeadKey",
    "LeadMerge",
    "LeadState",
    "LookupOutcome",
    "Member",
    "Milestone",
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
    "ProspectCompany",
    "ProspectLead",
    "ProspectSession",
    "Question",
    "Research",
    "ResearchStatus",
    "ResultRow",
    "Role",
    "Run",
    "RunLead",
    "RunStatus",
    "RunStep",
    "Salt",
    "Score",
    "ScoringVersion",
    "SearchStatus",
    "SessionState",
    "SharedChannel",
    "SimulatedLaunch",
    "SourceStanding",
    "StepStatus",
    "Suppression",
    "TargetState",
    "Task",
    "TaskStatus",
    "Tier",
    "Turn",
    "TurnStatus",
    "TurnVerdict",
    "Verdict",
    "Waterfall",
    "Workspace",
]
