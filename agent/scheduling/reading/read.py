"""A phrase to a schedule: understood, open between readings, or not readable. Never a guess."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from agent.scheduling.localtime import instant
from agent.scheduling.occurrences import next_one
from agent.scheduling.reading.building import Built, Now, build
from agent.scheduling.reading.cron import is_cron, read_cron
from agent.scheduling.reading.dates import Today
from agent.scheduling.reading.parts import parts_of
from agent.scheduling.reading.spelling import DAYS, spelled
from agent.scheduling.reading.unclear import UnclearError
from agent.scheduling.schedule import Once, Schedule

LIMIT = 300
"""Characters; nobody says when in more."""
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_OFFSET = re.compile(r"\(utc([+-])(\d\d):(\d\d)\)", re.IGNORECASE)
_PART = re.compile(r"\b(morning|afternoon|evening|night)s?\b")
_SMALL = re.compile(r"~([1-6]):(\d\d)")
_NTH = re.compile(rf"every ([345](?:rd|th)) ({DAYS})(?! of)")
_HOURS_ALONE = re.compile(r"\d{1,2} ?h(\d\d)?", re.IGNORECASE)
_SLASHED = re.compile(r"#\?(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_OPEN = {
    r"bi-?weekly": ("every 2 weeks", "2x week"),
    r"bi-?monthly": ("every 2 months", "2x month"),
    r"bi-?annually": ("every 2 years", "2x year"),
}
"""Words that mean two things, both of them to somebody."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Understood(_Frozen):
    """One schedule; `notes` say what was assumed."""

    kind: Literal["understood"] = "understood"
    schedule: Schedule
    notes: tuple[str, ...] = ()


class Ambiguous(_Frozen):
    """A question, and the schedules that the phrase may mean."""

    kind: Literal["ambiguous"] = "ambiguous"
    question: str
    readings: Annotated[tuple[Schedule, ...], Field(min_length=1)]


class Unreadable(_Frozen):
    """Why nothing can be made of it."""

    kind: Literal["unreadable"] = "unreadable"
    reason: str


Reading = Annotated[Understood | Ambiguous | Unreadable, Field(discriminator="kind")]


def read(text: str, now: datetime, zone: ZoneInfo) -> Understood | Ambiguous | Unreadable:
    """What the words mean, said at this time in this zone."""
    try:
        return _read(text.strip(), Now(now, zone))
    except UnclearError as error:
        return Unreadable(reason=str(error))
    except (ValueError, OverflowError):
        return Unreadable(reason="I cannot read that as a time.")


def _read(text: str, now: Now) -> Understood | Ambiguous | Unreadable:
    if not text:
        raise UnclearError("When?")
    if len(text) > LIMIT:
        raise UnclearError("That is longer than a time can be.")
    if _HOURS_ALONE.fullmatch(text):
        raise UnclearError("In that time, or at that hour?")
    if _ISO.fullmatch(text):
        return _timestamp(text, now)
    if is_cron(text):
        schedule = read_cron(text, now.at, now.zone)
        if next_one(schedule, now.at, now.zone) is None:
            raise UnclearError("That never comes.")
        return Understood(schedule=schedule)
    for word, meanings in _OPEN.items():
        if re.search(rf"\b{word}\b", text, re.IGNORECASE):
            return _between(
                [re.sub(rf"\b{word}\b", each, text, flags=re.IGNORECASE) for each in meanings], now
            )
    return _phrase(text, now)


def _timestamp(text: str, now: Now) -> Understood:
    found = datetime.fromisoformat(text.upper())
    at = found.astimezone(UTC) if found.tzinfo else instant(found.replace(second=0, microsecond=0), now.zone)
    at = at.replace(second=0, microsecond=0)
    if at <= now.at:
        raise UnclearError("That is over already.")
    return Understood(schedule=Once(at=at))


def _between(phrases: list[str], now: Now) -> Ambiguous:
    """The readings of a word that means two things; one that says too little is no reading yet."""
    found = [each for phrase in phrases if isinstance(each := _told(phrase, now), Understood)]
    if not found:
        raise UnclearError(
            "That means two things, and says too little for either. On which days, at what time?"
        )
    return Ambiguous(question="Which of these do you mean?", readings=tuple(each.schedule for each in found))


def _told(phrase: str, now: Now) -> Understood | Ambiguous | None:
    try:
        return _phrase(phrase, now)
    except UnclearError:
        return None


def _phrase(text: str, now: Now) -> Understood | Ambiguous:
    offset = _OFFSET.search(text)
    words = spelled(_OFFSET.sub(" ", text), now.day)
    given = _delta(offset) if offset else None
    built, problems = [], []
    for each in _meanings(words):
        try:
            built.append(build(parts_of(each, Today(now.day)), now, given))
        except UnclearError as error:
            problems.append(error)
    if not built:
        raise problems[0]
    return _settled(built)


def _settled(built: list[Built]) -> Understood | Ambiguous:
    readings = list(dict.fromkeys(each.schedule for each in built))
    if len(readings) > 1:
        return Ambiguous(question="Which of these do you mean?", readings=tuple(readings))
    return Understood(schedule=built[0].schedule, notes=built[0].notes)


def _delta(found: re.Match[str]) -> timedelta:
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return size if found[1] == "+" else -size


def _meanings(words: str) -> list[str]:
    """The words once for each way to take them: five o'clock early or late, 3/4 in March or in April."""
    found = [words]
    if _SMALL.search(words) and not _PART.search(words):
        found = [_SMALL.sub(r"@0\1:\2", words), _SMALL.sub(lambda at: f"@{int(at[1]) + 12}:{at[2]}", words)]
    if _NTH.search(words):
        found += [_NTH.sub(r"the \1 \2 of-month", each) for each in found]
    if "#?" in words:
        found = [_SLASHED.sub(rf"#\{which}", each) for each in found for which in (1, 2)]
    return found
