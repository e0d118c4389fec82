"""A goal as understood: who, where, how many, what to do and what not to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from agent.planner.phantom import Frozen
from agent.planner.work import Origin, Stage, Task

TITLE_LENGTH = 80


class Language(StrEnum):
    """A language that goals are read in."""

    ENGLISH = "english"
    GERMAN = "german"
    FRENCH = "french"
    SPANISH = "spanish"


class Material(StrEnum):
    """What a person has at hand to start with."""

    LINKS = "links"
    FILE = "file"
    HUBSPOT = "hubspot"


class Goal(Frozen):
    """What a person asked for, as understood.

    `text` is what they wrote, cleaned; `asked` what it asks for, in English words and without what it
    rules out. `urls` maps input names to URLs found in the text by their shape.
    `wanted` holds the stages asked for, `forbidden` those ruled out ("do not contact them").
    `tasks` are the things to do in order of work, `avoided` the ones ruled out by name. `local` is the kind
    of business looked for on a map; `companies` and `quoted` (a message or post) are taken as written.
    `about_leads` is false when the text is no lead generation goal at all.
    `places` are the places of `place` one by one, `links` all URLs of an input where `urls` holds the first.
    `sequence` are tasks in the order that the text insists on ("like, then connect"); `deadline` is as
    written, `due` its date where today's was known; `language` is None where it is none that is read.
    """

    text: str
    asked: str = ""
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
    seniority: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    size: str | None = None
    links: dict[str, tuple[str, ...]] = {}
    material: Material | None = None
    sequence: tuple[Task, ...] = ()
    deadline: str | None = None
    due: date | None = None
    language: Language | None = Language.ENGLISH

    @property
    def title(self) -> str:
        """A short name for the goal, at most 80 characters: what was understood, else its first words."""
        head = self._understood() or self.text.strip().rstrip(".!?")
        return head if len(head) <= TITLE_LENGTH else head[: TITLE_LENGTH - 1].rstrip() + "…"

    def wants_the_same(self, other: Goal) -> bool:
        """Whether both ask for the same, however they are worded."""
        wording = {"text": "", "asked": "", "language": None}
        return self.model_copy(update=wording) == other.model_copy(update=wording)

    def in_order(self, tasks: Iterable[Task]) -> tuple[Task, ...]:
        """Tasks in the usual order of work, but for those whose order the text insists on."""
        asked = frozenset(tasks)
        usual = [task for task in Task if task in asked]
        insisted = iter([task for task in self.sequence if task in usual])
        return tuple(next(insisted) if task in self.sequence else task for task in usual)

    def _understood(self) -> str | None:
        if not self.titles or not (self.place or self.industry or self.count):
            return None
        count = f"{self.count:,}" if self.count else None
        who = " ".join(part for part in (count, self.industry, " and ".join(self.titles)) if part)
        where = f" in {self.place}" if self.place else ""
        with_emails = ", with e-mails" if Stage.CONTACT in self.wanted else ""
        return f"{who[0].upper()}{who[1:]}{where}{with_emails}"
