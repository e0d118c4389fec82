"""The blackboard of a session: what its work has measured and decided, as it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field

from agent.discovery.scouting import Tried
from agent.prospecting.parts import Knobs
from agent.prospecting.reflecting import Decisions, Metrics, State, reflect

NOTES = 8
"""Notes that are kept: the newest say what matters."""
READ_FOR = "A vendor that reads what I could not was paid ${dollars:,.2f}."
GAP = timedelta(minutes=2)
"""From here on between two companies, nobody was at work: the process was down."""


@dataclass(frozen=True)
class Budget:
    """What one session may use: seconds of reading candidates, searches, and companies it reads.

    `millicents` is what contacts may cost until a person is asked again, by list prices; `reading` is what a
    vendor may be paid for pages, in millicents too, before it is asked for no more.
    """

    seconds: float = 900.0
    searches: int = 30
    candidates: int = 120
    millicents: int = 2_000_000
    reading: int = 100_000


class Board(BaseModel):
    """Counters and decisions. `timeouts` and `throttled` are of vendors; `retried`: searched deeper.

    `alike` counts candidates that share all that counts most; with a list of these, no more are read.
    `agreed` is what contacts may cost, `each` what those of one company cost at most, `spent` what they did,
    all in millicents; `stopped` says that no more could be paid, `rounds` how often a person agreed to more.
    `began` is when reading candidates began, later by the time in which nobody was at work; `seen` is when
    one was begun last; `read_for` is what a vendor was paid for pages.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    state: State = Field(default_factory=State)
    searches: int = 0
    pages: int = 0
    alike: int = 0
    timeouts: int = 0
    retried: bool = False
    began: datetime | None = None
    seen: datetime | None = None
    agreed: int = 0
    each: int = 0
    spent: int = 0
    read_for: int = 0
    stopped: bool = False
    rounds: int = 0
    notes: tuple[str, ...] = ()

    @property
    def knobs(self) -> Knobs:
        return self.state.knobs

    def seeing(self, now: datetime) -> Board:
        """With another moment at which somebody is at work; what was no work is no time of reading."""
        gap = now - self.seen if self.seen is not None else timedelta()
        began = self.began + gap if self.began is not None and gap > GAP else self.began
        return self.model_copy(update={"began": began or now, "seen": now})

    def over_time(self, now: datetime, budget: Budget) -> bool:
        """Whether the time for reading candidates is used up."""
        return self.began is not None and now - self.began > timedelta(seconds=budget.seconds)

    def agreeing(self, most: int, each: int) -> Board:
        """With a person's word that contacts may cost so much (more)."""
        again = self.rounds + self.stopped
        news = {"agreed": self.spent + most, "each": each, "stopped": False, "rounds": again}
        return self.model_copy(update=news)

    def affords(self, companies: int) -> bool:
        """Whether the contacts of so many companies can be paid for, at worst."""
        return not self.each or self.spent + companies * self.each <= self.agreed

    def paying(self, millicents: int) -> Board:
        """With what one more company's contacts cost."""
        return self.model_copy(update={"spent": self.spent + millicents})

    def paying_reader(self, millicents: int, budget: Budget) -> Board:
        """With what a vendor was paid for more pages; past the budget it is asked for none."""
        paid = self.model_copy(update={"read_for": self.read_for + millicents})
        if paid.read_for < budget.reading or not self.knobs.vendor:
            return paid
        state = replace(self.state, knobs=replace(self.knobs, vendor=False))
        note = READ_FOR.format(dollars=paid.read_for / 100_000)
        return paid.model_copy(update={"state": state}).noting(f"{note} I read on without it.")

    def noting(self, *notes: str) -> Board:
        """With more notes, each once."""
        kept = tuple(dict.fromkeys((*self.notes, *(note for note in notes if note))))
        return self.model_copy(update={"notes": kept[-NOTES:]})

    def after_reading(self, pages: int, timeouts: int, density: int | None) -> Board:
        """With one more company read."""
        counted = self.model_copy(update={"pages": self.pages + pages, "timeouts": self.timeouts + timeouts})
        return counted.reflected(Metrics(density=density, timeouts=counted.timeouts))

    def after_throttling(self) -> Board:
        """With a vendor that asked for patience."""
        return self.reflected(Metrics(timeouts=self.timeouts, throttled=True))

    def after_searching(self, tried: Sequence[Tried], *, retried: bool) -> Board:
        """With more searches."""
        return self.model_copy(
            update={"searches": self.searches + len(tried), "retried": self.retried or retried}
        )

    def reflected(self, metrics: Metrics) -> Board:
        """With what follows from the measurements."""
        return self.deciding(reflect(self.state, metrics))

    def deciding(self, decisions: Decisions) -> Board:
        """With these decisions."""
        return self.model_copy(update={"state": decisions.state}).noting(*decisions.notes)
