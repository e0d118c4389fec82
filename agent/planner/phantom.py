"""What a phantom is: a PhantomBuster script, what it covers, needs and yields."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from agent.planner.work import Origin, Stage, Task

__all__ = ["Account", "Alternative", "Frozen", "InputField", "Kind", "Phantom", "Stage", "Subject"]


class Kind(StrEnum):
    """What kind of value an input takes."""

    URL = "url"
    TEXT = "text"
    NUMBER = "number"
    CREDENTIAL = "credential"


class Account(StrEnum):
    """A bundle of credentials that is asked for once a user."""

    LINKEDIN = "linkedin"
    GITHUB = "github"
    SLACK = "slack"


class Subject(StrEnum):
    """What one row of a phantom's result is about."""

    PEOPLE = "people"
    COMPANIES = "companies"
    POSTS = "posts"
    MESSAGES = "messages"


class Frozen(BaseModel):
    """A value that refuses unknown keys and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class InputField(Frozen):
    """One named input as a person sees it.

    `shape` is a regular expression that the whole of a URL (or text) must match; `fed_by` lists output names,
    best first, that carry the same thing besides the input's own name; `subject` is what a row must be about
    for its output to feed this input.
    """

    name: str
    label: str
    help: str
    example: str
    kind: Kind
    shape: str | None = None
    long: bool = False
    account: Account | None = None
    subject: Subject | None = None
    fed_by: tuple[str, ...] = ()


Alternative = tuple[str, ...]
"""Input names that are needed together."""


class Phantom(Frozen):
    """One entry of the catalogue.

    `groups` lists what must be given: each group is satisfied when all inputs of one of its alternatives are.
    A required input is a group with one alternative of one name. `account` is the credential bundle, if any.
    `starts_with` are the origins it can begin with (none: it needs nobody named), `carries_out` the tasks it
    is for, `side_effects` what it does besides, which a goal that rules it out must not get.
    `simulated` marks one that PhantomBuster does not have: it runs on the fictional market only.
    `daily_limit` counts `limit_unit` (profiles, invitations, e-mails, ...) a day; `minutes_per_100` is rough.
    """

    script: str
    does: str
    words: tuple[str, ...]
    platform: str
    simulated: bool = False
    stages: tuple[Stage, ...]
    starts_with: frozenset[Origin] = frozenset()
    carries_out: frozenset[Task] = frozenset()
    side_effects: frozenset[Task] = frozenset()
    account: Account | None = None
    groups: tuple[tuple[Alternative, ...], ...] = ()
    optional: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    rows: Subject
    daily_limit: int
    limit_unit: str
    minutes_per_100: float

    @cached_property
    def name(self) -> str:
        """The script's name without its file ending."""
        return self.script.removesuffix(".js")

    @property
    def effects(self) -> frozenset[Task]:
        """Everything it does."""
        return self.carries_out | self.side_effects

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Every input name, each once, in order, optional ones last; credentials are not among them."""
        named = (name for group in self.groups for alternative in group for name in alternative)
        return tuple(dict.fromkeys((*named, *self.optional)))
