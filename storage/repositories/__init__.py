"""Every query, always scoped to one workspace."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from storage.repositories.alerts import Alerts
from storage.repositories.audit import Audit
from storage.repositories.briefings import Briefings
from storage.repositories.contacts import Contacts
from storage.repositories.conversations import Conversations
from storage.repositories.credentials import Credentials
from storage.repositories.erasures import Erasures
from storage.repositories.events import Events
from storage.repositories.figures import Figures
from storage.repositories.happenings import Happenings
from storage.repositories.imports import Imports
from storage.repositories.lead_queries import LeadQueries
from storage.repositories.lead_records import LeadRecords
from storage.repositories.leads import Leads
from storage.repositories.members import Members
from storage.repositories.people import People
from storage.repositories.plans import Plans
from storage.repositories.playbooks import Playbooks
from storage.repositories.posts import Posts
from storage.repositories.priorities import Priorities
from storage.repositories.prospecting import Prospecting
from storage.repositories.questions import Questions
from storage.repositories.researches import Researches
from storage.repositories.reviews import Reviews
from storage.repositories.runs import Runs
from storage.repositories.scores import Scores
from storage.repositories.simulated import SimulatedLaunches
from storage.repositories.suppressions import Suppressions
from storage.repositories.tasks import Tasks
from storage.repositories.turns import Turns
from storage.repositories.verdicts import Verdicts


class Repositories:
    """All repositories of one workspace over one session."""

    def __init__(self, session: AsyncSession, workspace: str) -> None:
        self.session = session
        self.workspace = workspace
        self.contacts = Contacts(session, workspace)
        self.conversations = Conversations(session, workspace)
        self.audit = Audit(session, workspace)
        self.alerts = Alerts(session, workspace)
        self.briefings = Briefings(session, workspace)
        self.credentials = Credentials(session, workspace)
        self.erasures = Erasures(session, workspace)
        self.events = Events(session, workspace)
        self.figures = Figures(session, workspace)
        self.happenings = Happenings(session, workspace)
        self.imports = Imports(session, workspace)
        self.lead_queries = LeadQueries(session, workspace)
        self.lead_records = LeadRecords(session, workspace)
        self.leads = Leads(session, workspace)
        self.members = Members(session, workspace)
        self.people = People(session, workspace)
        self.plans = Plans(session, workspace)
        self.playbooks = Playbooks(session, workspace)
        self.posts = Posts(session, workspace)
        self.priorities = Priorities(session, workspace)
        self.prospecting = Prospecting(session, workspace)
        self.questions = Questions(session, workspace)
        self.reviews = Reviews(session, workspace)
        self.researches = Researches(session, workspace)
        self.runs = Runs(session, workspace)
        self.scores = Scores(session, workspace)
        self.simulated = SimulatedLaunches(session, workspace)
        self.suppressions = Suppressions(session, workspace)
        self.tasks = Tasks(session, workspace)
        self.turns = Turns(session, workspace)
        self.verdicts = Verdicts(session, workspace)


__all__ = ["Repositories"]
