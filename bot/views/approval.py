"""Plans whose authors may not approve them: Home's part and the review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.planner.card import PlanCard, PlanStatus
from agent.planner.catalogue import Catalogue
from bot.views import blocks as b
from bot.views.plan import plan_message, value_of

BELOW = {"actions", "context_actions"}
"""What only works below the plan itself."""


def approval_part(cards: Sequence[PlanCard]) -> Iterator[b.Block]:
    """Plans that wait for the reader's approval."""
    for card in cards:
        review = b.button("Review", "approval_open", value_of(card), style="primary")
        title, expires = b.escape(card.goal_title), b.when(card.expires_at)
        yield b.section(f"*{title}*\nasked for by <@{card.author}> · expires {expires}", review)


def approval_modal(card: PlanCard, catalogue: Catalogue) -> b.Block:
    """A plan as its author sees it, to be approved; one that was decided meanwhile only says so."""
    shown = [_still(block) for block in plan_message(card, catalogue).blocks if block["type"] not in BELOW]
    head = b.context(
        f"Asked for by <@{card.author}>. Whoever asked gives what is missing and starts the run."
    )
    waits = {"submit": "Approve"} if card.status is PlanStatus.PROPOSED else {}
    return b.modal("Approve this plan?", "approval_form", value_of(card), [head, *shown], **waits)


def _still(block: b.Block) -> b.Block:
    """A block without the button that only works below the plan itself."""
    return {name: part for name, part in block.items() if name != "accessory"}


def approved_modal(card: PlanCard) -> b.Block:
    """Says that a plan was approved."""
    text = f"Approved. <@{card.author}> sees it in their conversation."
    return b.modal("Approved", "done", "", [b.section(text)])
