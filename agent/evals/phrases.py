"""Measuring the reader of schedules on labelled phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from agent.scheduling.occurrences import following
from agent.scheduling.reading import Understood, read
from agent.tables import shipped

ASK = "ask"
PhrasePart = Literal["tuned", "reported"]
_FILES: dict[PhrasePart, str] = {"tuned": "schedules.yaml", "reported": "schedules_reported.yaml"}


@dataclass(frozen=True)
class Phrase:
    """What somebody says, when and where, and the runs that it means; None when it must be asked about."""

    say: str
    now: datetime
    zone: ZoneInfo
    runs: tuple[datetime, ...] | None


@dataclass(frozen=True)
class Score:
    """How many phrases, and those that were read wrong: silently, or by asking where nothing was open."""

    phrases: int
    silent: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def right(self) -> float:
        return 1 - (len(self.silent) + len(self.asked)) / self.phrases


def phrases(part: PhrasePart) -> Iterator[Phrase]:
    """The labelled phrases of one part."""
    document = shipped(__package__, _FILES[part])
    for group in document:
        zone = ZoneInfo(group["zone"])
        now = _instant(group["now"], zone)
        for say, runs in group["phrases"].items():
            due = None if runs == ASK else tuple(_instant(each, zone) for each in runs)
            yield Phrase(str(say), now, zone, due)


def _instant(text: object, zone: ZoneInfo) -> datetime:
    found = datetime.fromisoformat(str(text).replace(" ", "T", 1))
    return (found if found.tzinfo is not None else found.replace(tzinfo=zone)).astimezone(UTC)


def score(labelled: Sequence[Phrase]) -> Score:
    """Read them all."""
    silent, asked = [], []
    for each in labelled:
        reading = read(each.say, each.now, each.zone)
        if isinstance(reading, Understood):
            found = following(reading.schedule, each.now, each.zone, len(each.runs or ()))
            if each.runs is None or tuple(found) != each.runs:
                silent.append(each.say)
        elif each.runs is not None:
            asked.append(each.say)
    return Score(len(labelled), tuple(silent), tuple(asked))
