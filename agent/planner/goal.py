"""A goal as understood: who, where, how many, what to do and what not to do."""

from __future__ import annotations

from agent.planner.phantom import Frozen
from agent.planner.work import Origin, Stage, Task

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

    def wants_the_same(self, other: Goal) -> bool:
        """Whether both ask for the same, however they are worded."""
        return self.model_copy(update={"text": ""}) == other.model_copy(update={"text": ""})

    def _understood(self) -> str | None:
        if not self.titles or not (self.place or self.industry or self.count):
            return None
        count = f"{self.count:,}" if self.count else None
        who = " ".join(part for part in (count, self.industry, " and ".join(self.titles)) if part)
        where = f" in {self.place}" if self.place else ""
        with_emails = ", with e-mails" if Stage.CONTACT in self.wanted else ""
        return f"{who[0].upper()}{who[1:]}{where}{with_emails}"
