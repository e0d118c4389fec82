"""The review of leads: where they stand, who is best, and the way to decide over them one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from agent.llm.toolbox import Arguments
from agent.review.card import Decision, Summary, Tier
from agent.tables import shipped
from agent.tools.asked import asked
from agent.tools.heard import Heard, Noun
from agent.tools.phrases import plain
from agent.tools.shown import Listed, Said
from agent.tools.tool import SURE, Outcome, Reading, Tool, Turn

MINE = "mine"
"""Stands for the leads of whoever asks."""
NONE_YET = "You have no leads to review yet. The leads of your next run will wait for you here."
_ASKED, _SCORED = 0.96, 0.9
_DECIDED = (Decision.APPROVED, Decision.REJECTED, Decision.SKIPPED)


class ReviewArguments(Arguments):
    """It takes none."""


def read(heard: Heard) -> Reading[ReviewArguments] | None:
    if heard.memory.feedback:
        return None
    text = plain(heard.text)
    if any(each.fullmatch(text) for each in _said("review")):
        return _reading(_ASKED)
    found = asked(heard)
    if found is not None and found.confidence >= SURE:
        # Asked for with a filter or in an order, the leads themselves are wanted.
        return None
    return _reading(_SCORED) if any(each.search(text) for each in _said("scores")) else None


def _reading(confidence: float) -> Reading[ReviewArguments]:
    return Reading(ReviewArguments(), confidence, "Review my leads", "the review of your leads")


@cache
def _said(name: str) -> tuple[re.Pattern[str], ...]:
    table = shipped(__package__, "review_leads.yaml")
    return tuple(re.compile(each) for each in table[name])


async def run(turn: Turn, arguments: ReviewArguments) -> Outcome:
    del arguments
    found = await turn.uses.review.summarised(turn.repos, turn.actor)
    if not any(found.decided.values()):
        return Outcome(NONE_YET, Said(text=NONE_YET, instead=("Show my playbooks",)))
    text = standing(found)
    scored = [f"{line.name} ({line.score} of 100)" for line in found.best if line.score is not None]
    shown = Listed(noun=Noun.REVIEW, ids=(MINE,), text=text)
    return Outcome(f"{text} Best: {'; '.join(scored) or 'none scored yet'}", shown)


def standing(found: Summary) -> str:
    """How many wait for review, by tier, and how many are decided."""
    decided = _counted({each: found.decided.get(each, 0) for each in _DECIDED})
    head = _waiting(found) if found.to_review else "All reviewed."
    return f"{head} {decided[:1].upper()}{decided[1:]}." if decided else head


def _waiting(found: Summary) -> str:
    noun = "lead waits" if found.to_review == 1 else "leads wait"
    tiers = _counted(found.waiting)
    return f"{found.to_review:,} {noun} for your review{f': {tiers}' if tiers else ''}."


def _counted(numbers: Mapping[Tier, int] | Mapping[Decision, int]) -> str:
    return ", ".join(f"{number:,} {name.value}" for name, number in numbers.items() if number)


REVIEW_LEADS = Tool(
    "review_leads",
    "Show where the review of this person's leads stands: how good they are, and who waits for a decision.",
    ReviewArguments,
    read,
    run,
)
