"""Reading a goal: who, where, how many, what to do and what not to do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from agent.planner.phantom import Frozen, Stage


class Origin(StrEnum):
    """Where the people (or companies) of a goal come from."""

    SEARCH = "search"
    SALES_NAVIGATOR = "sales_navigator"
    GROUP = "group"
    EVENT = "event"
    POST_LIKERS = "post_likers"
    POST_COMMENTERS = "post_commenters"
    POST_ENGAGERS = "post_engagers"
    POLL = "poll"
    COMPANY_FOLLOWERS = "company_followers"
    PROFILE_FOLLOWERS = "profile_followers"
    PROFILE_VIEWERS = "profile_viewers"
    CONNECTIONS = "connections"
    SENT_REQUESTS = "sent_requests"
    INBOX = "inbox"
    EMPLOYEES = "employees"
    COMPANY_NAMES = "company_names"
    PERSON_NAMES = "person_names"
    PROFILES = "profiles"
    HUBSPOT = "hubspot"
    GOOGLE_MAPS = "google_maps"
    WEBSITES = "websites"
    GITHUB = "github"
    SLACK_CHANNEL = "slack_channel"
    RECRUITER = "recruiter"
    COMPANY_PAGES = "company_pages"
    POSTS = "posts"
    JOBS = "jobs"


class Task(StrEnum):
    """One thing to do, as a person would say it; the order of the members is the usual order of work."""

    FIND = "find"
    JOB_DATA = "job_data"
    COMPANY_URL = "company_url"
    PROFILE_URL = "profile_url"
    CONVERT = "convert"
    PROFILE_DATA = "profile_data"
    COMPANY_DATA = "company_data"
    ACTIVITY = "activity"
    AI_PROFILE = "ai_profile"
    REFRESH = "refresh"
    JOB_CHANGES = "job_changes"
    VISIT = "visit"
    EMAILS = "emails"
    PERSONAL_EMAILS = "personal_emails"
    PHONES = "phones"
    WRITE_MESSAGE = "write_message"
    WRITE_COMMENT = "write_comment"
    FOLLOW = "follow"
    LIKE = "like"
    COMMENT = "comment"
    ENDORSE = "endorse"
    CONNECT = "connect"
    MESSAGE = "message"
    SEQUENCE = "sequence"
    WELCOME = "welcome"
    EMAIL_CAMPAIGN = "email_campaign"
    INVITE_EVENT = "invite_event"
    INVITE_PAGE = "invite_page"
    INVITE_GROUP = "invite_group"
    THREAD = "thread"
    POST = "post"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    UNFOLLOW = "unfollow"
    REMOVE = "remove"

    @property
    def stage(self) -> Stage:
        """The stage that the task belongs to."""
        return _STAGES[self]


def _stages() -> Mapping[Task, Stage]:
    """Each stage begins with the task named here and ends before the next one."""
    begins = {
        Task.FIND: Stage.SEARCH,
        Task.COMPANY_URL: Stage.ENRICH,
        Task.EMAILS: Stage.CONTACT,
        Task.WRITE_MESSAGE: Stage.OUTREACH,
        Task.THREAD: Stage.MANAGE,
    }
    stages: dict[Task, Stage] = {}
    stage = Stage.SEARCH
    for task in Task:
        stage = begins.get(task, stage)
        stages[task] = stage
    return MappingProxyType(stages)


_STAGES = _stages()


TITLE_LENGTH = 80


class Goal(Frozen):
    """What a person asked for, as understood.

    `text` is what they wrote, cleaned. `urls` maps input names to URLs found in the text by their shape.
    `wanted` holds the stages asked for, `forbidden` those ruled out ("do not contact them").
    `tasks` are the things to do in order of work, `avoided` the ones ruled out by name. `local` is the kind
    of business looked for on a map; `companies` and `quoted` (a message or post) are taken as written.
    `about_leads` is false when the text is no lead generation goal at all.
    """

    text: str
    titles: tuple[str, ...] = ()
    industry: str | None = None
    place: str | None = None
    count: int | None = None
    origin: Origin | None = None
    platform: str | None = None
    tasks: tuple[Task, ...] = ()
    avoided: frozenset[Task] = frozenset()
    local: str | None = None
    companies: tuple[str, ...] = ()
    quoted: str | None = None
    wanted: frozenset[Stage] = frozenset()
    forbidden: frozenset[Stage] = frozenset()
    urls: dict[str, str] = {}
    about_leads: bool = True

    @property
    def title(self) -> str:
        """A short name for the goal, at most 80 characters: what was understood, else its first words."""
        head = self._understood() or self.text.strip().rstrip(".!?")
        return head if len(head) <= TITLE_LENGTH else head[: TITLE_LENGTH - 1].rstrip() + "…"

    def _understood(self) -> str | None:
        if not self.titles or not (self.place or self.industry or self.count):
            return None
        count = f"{self.count:,}" if self.count else None
        who = " ".join(part for part in (count, self.industry, " and ".join(self.titles)) if part)
        where = f" in {self.place}" if self.place else ""
        with_emails = ", with e-mails" if Stage.CONTACT in self.wanted else ""
        return f"{who[0].upper()}{who[1:]}{where}{with_emails}"
