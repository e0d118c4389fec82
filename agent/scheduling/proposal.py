"""What waits to be saved: what to do, when in whose words, and how that was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict

from agent.scheduling.reading import Reading, Understood, read

UNKNOWN = "Slack did not tell me your time zone, so these times are UTC."


@dataclass(frozen=True)
class Zone:
    """A person's time zone; `known` is false where UTC stands in for it."""

    name: str
    known: bool = True

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.name)

    @classmethod
    def of(cls, name: str | None) -> Zone:
        """The zone of this name, or UTC where there is none."""
        try:
            return cls(ZoneInfo(name).key) if name else cls("UTC", known=False)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return cls("UTC", known=False)


class Proposal(BaseModel):
    """One version of a task before it is saved, read at the time at which it was said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    when: str
    zone: str
    zone_known: bool
    reading: Reading
    channel: str = ""

    def chosen(self, number: int) -> Proposal:
        """The proposal with one of the readings that were open."""
        readings = getattr(self.reading, "readings", ())
        if not 0 <= number < len(readings):
            return self
        return self.model_copy(update={"reading": Understood(schedule=readings[number])})


def proposal(what: str, when: str, zone: Zone, now: datetime, channel: str = "") -> Proposal:
    """What is proposed for these words, said now; without a channel it is for the person alone."""
    reading = read(when, now.astimezone(UTC), ZoneInfo(zone.name))
    return Proposal(
        what=what, when=when, zone=zone.name, zone_known=zone.known, reading=reading, channel=channel
    )
