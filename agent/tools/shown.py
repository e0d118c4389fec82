"""What a person is shown of a turn: a closed union of values, of which a surface makes blocks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from agent.planner.phantom import Frozen
from agent.tools.heard import Noun

MOST_MEANINGS = 4


class Nothing(Frozen):
    """A card of its own shows it: of a question, a plan or a task."""

    kind: Literal["nothing"] = "nothing"


class Said(Frozen):
    """A sentence, and what can be said instead, each with a button that says it."""

    kind: Literal["said"] = "said"
    text: str
    instead: tuple[str, ...] = ()


class Offered(Frozen):
    """A window to be opened that asks for customers; `pasted` are those who were told already."""

    kind: Literal["offered"] = "offered"
    text: str
    pasted: str = ""


class Listed(Frozen):
    """Things of one kind, as they stand when they are shown, with what can be done with them."""

    kind: Literal["listed"] = "listed"
    noun: Noun
    ids: tuple[str, ...]
    text: str
    more: int = 0


class Meaning(Frozen):
    """What a message may mean: the tool and its arguments, on a button and within a question."""

    tool: str
    arguments: dict[str, Any]
    label: str
    phrase: str


class Asking(Frozen):
    """A question what was meant; `note` says why it is asked, where that is worth a word."""

    kind: Literal["asking"] = "asking"
    meanings: tuple[Meaning, ...] = Field(max_length=MOST_MEANINGS)
    note: str = ""


Shown = Annotated[Nothing | Said | Offered | Listed | Asking, Field(discriminator="kind")]
SHOWN: TypeAdapter[Nothing | Said | Offered | Listed | Asking] = TypeAdapter(Shown)
