"""Days that are named as seen from today: tomorrow, Friday, the end of the month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from agent.scheduling.days import Weekday
from agent.scheduling.reading.spelling import DAYS
from agent.scheduling.reading.unclear import UnclearError

_RELATIVE = "today|tomorrow|overmorrow|eod|eow|eomonth|eoyear"
DATE = (
    rf"(?:(?:{DAYS}),? )?#\d{{4}}-\d\d-\d\d|{_RELATIVE}"
    rf"|(?:this |next |coming )?(?:{DAYS})(?: this week| next week)?|next week"
)
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
_SUNDAY = Weekday.SUNDAY


@dataclass(frozen=True)
class Today:
    """The day on which somebody speaks."""

    day: date

    def named(self, words: str, *, last: bool = False) -> date:
        """The day that the words name; the `last` of a span may be today."""
        named = words.replace(",", "").split()
        if named[-1].startswith("#"):
            return self._dated(named)
        if words == "next week":
            if last:
                raise UnclearError("Until which day of next week?")
            return self._monday() + WEEK
        plain = [word for word in named if word in DAYS.split("|")]
        if plain:
            return self._weekday(words, Weekday[plain[0].upper()], last=last)
        return self._relative(words)

    def _dated(self, named: list[str]) -> date:
        found = date.fromisoformat(named[-1][1:])
        if len(named) > 1 and Weekday[named[0].upper()] != found.weekday():
            raise UnclearError(f"{found.day}.{found.month}.{found.year} is no {named[0].capitalize()}.")
        return found

    def _relative(self, words: str) -> date:
        match words:
            case "today" | "eod":
                return self.day
            case "tomorrow":
                return self.day + DAY
            case "overmorrow":
                return self.day + 2 * DAY
            case "eow":
                return self._monday() + 4 * DAY
            case "eomonth":
                return self.day + relativedelta(day=31)
            case _:
                return self.day + relativedelta(month=12, day=31)

    def _weekday(self, words: str, wanted: Weekday, *, last: bool) -> date:
        coming = self.day + timedelta(days=(wanted - self.day.weekday() - 1) % 7 + 1)
        if "next week" in words:
            return self._monday() + WEEK + wanted * DAY
        if "this" in words:
            found = self._monday() + wanted * DAY
            if found <= self.day:
                raise UnclearError(f"“{words}”: which one is that? Name the date.")
            return found
        if words.startswith("next "):
            # Heard on a Tuesday, “next Friday” is in three days for some and in ten for others.
            if coming < self._monday() + WEEK or self.day.weekday() == _SUNDAY:
                raise UnclearError(f"“{words}”: the coming one or the one in the week after? Name the date.")
            return coming
        if last and coming == self.day + WEEK:
            raise UnclearError(f"Until today, or until {words} in a week? Name the date.")
        return coming

    def _monday(self) -> date:
        return self.day - timedelta(days=self.day.weekday())
