"""What happened, and the port to whoever shows it to people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ReplyKind(StrEnum):
    """A short answer that needs no plan."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    DECISION = "decision"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    EDITED_TOO_LATE = "edited_too_late"
    REMIND_WHAT = "remind_what"
    STOPPED = "stopped"
    STRANGER = "stranger"
    SHARED = "shared"


@dataclass(frozen=True)
class Thought:
    """A step of the reasoning: what was done, and why or what came of it; `well` is false where it failed."""

    title: str
    detail: str = ""
    well: bool = True


@dataclass(frozen=True)
class Thinking:
    """Planning is at this point. New `thoughts` stay in the thread, under one `key` until it is `over`."""

    workspace: str
    channel: str
    thread_ts: str
    doing: str
    author: str
    key: str
    thoughts: tuple[Thought, ...] = ()
    over: bool = False


@dataclass(frozen=True)
class Replied:
    """A short answer is due in a thread, once for each key."""

    workspace: str
    channel: str
    thread_ts: str
    kind: ReplyKind
    key: str


@dataclass(frozen=True)
class Met:
    """A person opened the conversation."""

    workspace: str
    user: str
    channel: str


@dataclass(frozen=True)
class Commanded:
    """A person gave a goal by command; it is to be put into their own conversation and planned there.

    `playbook` names the one to plan it with, if any.
    """

    workspace: str
    user: str
    goal: str
    key: str
    playbook: str = ""


@dataclass(frozen=True)
class PlanChanged:
    """A plan has something new to show."""

    workspace: str
    plan_id: str


@dataclass(frozen=True)
class RunChanged:
    """A run has something new to show; a `tick` is mere progress and may be left out."""

    workspace: str
    run_id: str
    tick: bool = False


@dataclass(frozen=True)
class RunDelivered:
    """A run has ended and its result can be handed over as a file."""

    workspace: str
    run_id: str


@dataclass(frozen=True)
class StopAsked:
    """A running run is to be stopped: its owner is asked in this thread, once for each key."""

    workspace: str
    run_id: str
    channel: str
    thread_ts: str
    key: str


@dataclass(frozen=True)
class QuestionChanged:
    """A question has an answer to show."""

    workspace: str
    question_id: str


@dataclass(frozen=True)
class TurnChanged:
    """A turn of a conversation has something new to show."""

    workspace: str
    turn_id: str


@dataclass(frozen=True)
class ResearchChanged:
    """A research has something new to show; a `tick` is mere progress and may be left out."""

    workspace: str
    research_id: str
    tick: bool = False


@dataclass(frozen=True)
class AnswerExported:
    """An answer is wanted as a file."""

    workspace: str
    question_id: str


@dataclass(frozen=True)
class HomeChanged:
    """What a person finds at home is no longer up to date."""

    workspace: str
    user: str


@dataclass(frozen=True)
class HomeOpened:
    """A person looks at home; from now on it is kept up to date."""

    workspace: str
    user: str


@dataclass(frozen=True)
class LeadsExported:
    """All leads of a person are wanted as a file, once for each key."""

    workspace: str
    user: str
    key: str


@dataclass(frozen=True)
class TaskChanged:
    """A scheduled task has something new to show."""

    workspace: str
    task_id: str


@dataclass(frozen=True)
class Noticed:
    """Something is due to a person, once for each key: in a channel, or to them alone when it is empty."""

    workspace: str
    user: str
    channel: str
    key: str
    text: str
    note: str


@dataclass(frozen=True)
class Joined:
    """Somebody is here for the first time, as far as this process knows."""

    workspace: str
    user: str


@dataclass(frozen=True)
class Briefed:
    """A briefing is there to be shown, or shows something else now."""

    workspace: str
    briefing_id: str


@dataclass(frozen=True)
class Alerted:
    """An alert is due to its owner, once for each key."""

    workspace: str
    key: str


@dataclass(frozen=True)
class Reported:
    """A report's question has its answer to show; `note` tells that it is late, if it is."""

    workspace: str
    question_id: str
    note: str


@dataclass(frozen=True)
class Reviewed:
    """A person wants a plan that waits for a decision in front of them."""

    workspace: str
    user: str
    plan_id: str


@dataclass(frozen=True)
class RescoreChanged:
    """Leads are scored anew by a version of the weights, which has got farther or has come to its end."""

    workspace: str
    version: str


@dataclass(frozen=True)
class ImportChanged:
    """An import has something new to show; a `tick` is mere progress and may be left out."""

    workspace: str
    import_id: str
    tick: bool = False


@dataclass(frozen=True)
class ProspectingChanged:
    """A search for companies like the best customers has something new to show; a `tick` may be left out."""

    workspace: str
    session_id: str
    tick: bool = False


@dataclass(frozen=True)
class ImportDelivered:
    """An import has rows to hand back as a file."""

    workspace: str
    import_id: str


@dataclass(frozen=True)
class ContactsChanged:
    """A search for contacts looks different now; a `tick` is progress, which the next one repeats."""

    workspace: str
    search_id: str
    tick: bool = False


@dataclass(frozen=True)
class MilestoneReached:
    """Something happened in such a search that is told once, by its number there."""

    workspace: str
    session_id: str
    number: str


Event = (
    Thinking
    | Replied
    | Met
    | Commanded
    | PlanChanged
    | RunChanged
    | RunDelivered
    | StopAsked
    | QuestionChanged
    | TurnChanged
    | ResearchChanged
    | AnswerExported
    | HomeChanged
    | HomeOpened
    | LeadsExported
    | TaskChanged
    | Noticed
    | Joined
    | Briefed
    | Alerted
    | Reported
    | Reviewed
    | RescoreChanged
    | ImportChanged
    | ImportDelivered
    | ContactsChanged
    | ProspectingChanged
    | MilestoneReached
)


class Audience(Protocol):
    """Shows events to people. Showing one twice does no harm; it may raise `UnavailableError`."""

    async def hear(self, event: Event) -> None: ...
