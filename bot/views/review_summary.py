"""Where somebody's leads stand, in a message: the best of those that wait, and the way to the review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.leads.service import LeadLine
from agent.review.card import Summary
from bot.views import blocks as b
from bot.views.review import MINE
from bot.views.score_bar import TIERS


def summary_part(summary: Summary) -> Iterator[b.Block]:
    """The best that wait, and Review; where nothing waits, the button shows what was decided."""
    if summary.best:
        yield b.table([["Score", "Tier", "Name", "Title", "Company", "E-mail"], *_rows(summary.best)])
    if summary.scoring:
        yield b.context(f"{summary.scoring:,} leads are still being scored.")
    style = "primary" if summary.to_review else None
    yield b.actions(b.button("Review", "review_open", MINE, style=style))


def _rows(lines: Sequence[LeadLine]) -> Iterator[list[str]]:
    for line in lines:
        tier = TIERS[line.tier] if line.tier is not None else ""
        score = str(line.score) if line.score is not None else ""
        yield [score, tier, line.name or "", line.title or "", line.company or "", line.email or ""]
