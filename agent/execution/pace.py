"""How fast the mock executor works and where it fails: both are settings, so that tests and demos differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from agent.errors import InvalidError
from agent.execution.executor import Failure, Launch


@dataclass(frozen=True)
class Pace:
    """Seconds until the first line and for each line; zero is at once."""

    seconds_per_row: float = 0.0
    startup_seconds: float = 0.0

    def handled(self, seconds: float, total: int) -> int:
        """How many of the lines are done after so many seconds."""
        working = seconds - self.startup_seconds
        if working < 0:
            return 0
        return total if self.seconds_per_row == 0 else min(total, int(working / self.seconds_per_row))


@dataclass(frozen=True)
class Fault:
    """An early end: why, and after how many lines. Written "rate_limit@10"."""

    failure: Failure
    after: int = 0

    def __str__(self) -> str:
        return f"{self.failure.value}@{self.after}"

    @classmethod
    def parse(cls, text: str) -> Fault:
        name, _, after = text.strip().partition("@")
        if name not in set(Failure) or not re.fullmatch(r"\d*", after):
            raise InvalidError(
                f"“{text}” is no fault: write one of {', '.join(Failure)}, then @ and a number."
            )
        return cls(Failure(name), int(after or 0))


@dataclass(frozen=True)
class Faults:
    """Which launches fail at their first attempt, by script or by the position of the step in its run."""

    planned: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Faults:
        """Read "LinkedIn Search Export.js=expired_cookie@20, 2=rate_limit@10"."""
        entries = (entry.partition("=") for entry in text.split(",") if entry.strip())
        return cls({name.strip(): Fault.parse(fault) for name, _, fault in entries})

    def of(self, launch: Launch) -> Fault | None:
        """The fault of a launch. A later attempt has none: what failed was put right."""
        if _numbered(launch.key, "attempt", default="1") != "1":
            return None
        return self.planned.get(launch.script) or self.planned.get(_numbered(launch.key, "step", default=""))


def _numbered(key: str, part: str, *, default: str) -> str:
    """A number out of a key like `run:<id>:step:2:attempt:1`."""
    found = re.search(rf":{part}:(\d+)(?::|$)", key)
    return found[1] if found else default
