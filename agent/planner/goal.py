"""Reading a goal: who, where, how many, what to do and what not to do."""

from __future__ import annotations

from enum import StrEnum

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


class Goal(Frozen):
    """What a person asked for, as understood.

    `text` is what they wrote, cleaned. `urls` maps input names to URLs found in the text by their shape.
    `wanted` holds the stages asked for, `forbidden` those ruled out ("do not contact them").
    `about_leads` is false when the text is no lead generation goal at all.
    """

    text: str
    titles: tuple[str, ...] = ()
    industry: str | None = None
    place: str | None = None
    count: int | None = None
    origin: Origin | None = None
    platform: str | None = None
    wanted: frozenset[Stage] = frozenset()
    forbidden: frozenset[Stage] = frozenset()
    urls: dict[str, str] = {}
    about_leads: bool = True

    @property
    def title(self) -> str:
        """A short name for the goal, at most 80 characters."""
        head = self.text.strip().rstrip(".!?")
        return head if len(head) <= 80 else head[:79].rstrip() + "…"  # noqa: PLR2004 - the docstring's 80
