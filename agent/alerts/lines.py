"""What people are told in: a closed union of lines and buttons, which no model ever writes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class Frozen(BaseModel):
    """Kept as a document, and read back as it was."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Review(Frozen):
    """Puts a plan that waits in front of the reader; one of `others` is only to be approved."""

    kind: Literal["review"] = "review"
    plan_id: str
    version: int = 0
    others: bool = False


class RunAct(StrEnum):
    """What can be done about a run."""

    START = "start"
    INPUTS = "inputs"
    RETRY = "retry"
    SKIP = "skip"
    RECONNECT = "reconnect"
    SEE = "see"


class OfRun(Frozen):
    """Does something about a run, as long as it stands where it stood (`segment`)."""

    kind: Literal["run"] = "run"
    act: RunAct
    run_id: str
    segment: int
    label: str


class Say(Frozen):
    """Says something in the reader's conversation, as if they had: a goal, a question, a playbook's goal."""

    kind: Literal["say"] = "say"
    label: str
    text: str
    playbook: str = ""


Button = Annotated[Review | OfRun | Say, Field(discriminator="kind")]


class Line(Frozen):
    """A sentence in plain words, about somebody (`who`, a user) when it is not about the reader.

    It goes on with a time (`at`) that is shown by the reader's clock, if it has one.
    """

    text: str
    who: str = ""
    at: AwareDatetime | None = None
    buttons: tuple[Button, ...] = ()
