"""The words for work: stages of lead generation, origins that it starts from, tasks that it consists of."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """A stage of lead generation; the order of the members is the usual order of work."""

    SEARCH = "search"
    ENRICH = "enrich"
    CONTACT = "contact"
    OUTREACH = "outreach"
    MANAGE = "manage"


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
    PLAIN_EXPORT = "plain_export"
    SALES_NAVIGATOR_ACCOUNTS = "sales_navigator_accounts"
    GITHUB_SEARCH = "github_search"
    STARGAZERS = "stargazers"
    DIRECTORIES = "directories"
    INSTAGRAM = "instagram"
    X = "x"
    FACEBOOK = "facebook"
    YOUTUBE = "youtube"
    TIKTOK = "tiktok"
    REDDIT = "reddit"
    PRODUCT_HUNT = "product_hunt"
    CRUNCHBASE = "crunchbase"


APART = frozenset(
    {
        Origin.PLAIN_EXPORT, Origin.SALES_NAVIGATOR_ACCOUNTS, Origin.GITHUB_SEARCH, Origin.STARGAZERS,
        Origin.DIRECTORIES, Origin.INSTAGRAM, Origin.X, Origin.FACEBOOK, Origin.YOUTUBE, Origin.TIKTOK,
        Origin.REDDIT, Origin.PRODUCT_HUNT, Origin.CRUNCHBASE,
    }
)  # fmt: skip
"""Origins that must be named: what starts with them serves no goal that starts elsewhere."""


class Task(StrEnum):
    """One thing to do, as a person would say it; the order of the members is the usual order of work."""

    FIND = "find"
    JOB_DATA = "job_data"
    COMPANY_URL = "company_url"
    DOMAIN = "domain"
    PROFILE_URL = "profile_url"
    CONVERT = "convert"
    PROFILE_DATA = "profile_data"
    COMPANY_DATA = "company_data"
    ACTIVITY = "activity"
    AI_PROFILE = "ai_profile"
    ASK_AI = "ask_ai"
    REFRESH = "refresh"
    JOB_CHANGES = "job_changes"
    VISIT = "visit"
    EMAILS = "emails"
    PERSONAL_EMAILS = "personal_emails"
    PHONES = "phones"
    VERIFY_EMAILS = "verify_emails"
    WRITE_MESSAGE = "write_message"
    WRITE_COMMENT = "write_comment"
    FOLLOW = "follow"
    LIKE = "like"
    COMMENT = "comment"
    ENDORSE = "endorse"
    CONNECT = "connect"
    MESSAGE = "message"
    INMAIL = "inmail"
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
    SAVE_TO_CRM = "save_to_crm"

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


IMPLIED: Mapping[Task, frozenset[Task]] = MappingProxyType(
    {
        Task.SEQUENCE: frozenset({Task.CONNECT, Task.MESSAGE}),
        Task.EMAIL_CAMPAIGN: frozenset({Task.EMAILS}),
        Task.WELCOME: frozenset({Task.MESSAGE}),
    }
)
"""Tasks that are part of another one, so that doing them too is nothing extra."""
