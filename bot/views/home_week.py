"""Home's week: three numbers beside last week's, and the leads of each day as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.planner.card import PlanStatus
from agent.questions.week import Figure, Week
from bot.views import blocks as b
from bot.views.home_page import HomePage

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WIDTH = 14
"""Characters of the longest bar: a telephone shows that on one line."""
EIGHTHS = " ▏▎▍▌▋▊▉"
"""What is left of a bar after its whole characters, in eighths."""
LATEST = 3
STATUS = {
    PlanStatus.PLANNING: "being planned",
    PlanStatus.PROPOSED: "waits for you",
    PlanStatus.APPROVED: "approved",
    PlanStatus.CANCELLED: "cancelled",
    PlanStatus.EXPIRED: "expired",
    PlanStatus.REFUSED: "could not be planned",
    PlanStatus.FAILED: "failed",
}


def week_part(page: HomePage) -> list[b.Block]:
    """What came of the week so far."""
    week = page.week
    figures = ((week.leads, "new lead"), (week.plans, "plan"), (week.runs, "run"))
    shown = [b.section("\n".join(_figure(figure, name) for figure, name in figures))]
    # Slack takes charts in messages only.
    if any(week.leads_by_day):
        shown.append(b.section("\n".join(("New leads by day", "```", *bars(week.leads_by_day), "```"))))
    shown.append(b.context("Since Monday, beside the same stretch of last week."))
    if page.recent:
        shown.append(b.context("\n".join(("Latest plans", *_recent(page)))))
    return shown


def is_quiet(week: Week) -> bool:
    """Whether neither week has anything to show."""
    return not any(figure.now or figure.before for figure in (week.plans, week.runs, week.leads))


def _figure(figure: Figure, name: str) -> str:
    return f"*{figure.now:,}* {name}{'' if figure.now == 1 else 's'}  {_change(figure)}"


def _change(figure: Figure) -> str:
    more = figure.now - figure.before
    if not more:
        return "as last week" if figure.now else ""
    return f"▲ {more:,} more" if more > 0 else f"▼ {-more:,} fewer"


def bars(days: Sequence[int]) -> Iterator[str]:
    """A line a day, from Monday on: its name, its bar, its number."""
    highest = max(days, default=0)
    for name, number in zip(DAYS, days, strict=False):
        yield f"{name} {_bar(number, highest)} {number:,}".replace("  ", " ")


def _bar(number: int, highest: int) -> str:
    """A bar in eighths of a character; whatever is not nothing is seen."""
    if not number:
        return ""
    whole, rest = divmod(max(1, number * WIDTH * 8 // highest), 8)
    return f"{'█' * whole}{EIGHTHS[rest].strip()}"


def _recent(page: HomePage) -> Iterator[str]:
    for plan in page.recent[:LATEST]:
        yield f"•  {page.linked(plan.id, b.cut(plan.goal_title, 60))} ({STATUS[plan.status]})"
