"""Whether a running run is to be cancelled, after somebody said stop."""

from __future__ import annotations

from agent.execution.card import RunCard, StepStatus
from bot.views import blocks as b


def stop_message(card: RunCard) -> b.Message:
    """Asks, since what was cancelled cannot be taken up again."""
    now = next((step for step in card.steps if step.status is StepStatus.RUNNING), card.steps[0])
    done = f" · {now.done:,} of {now.total:,}" if now.total else ""
    text = f"*{b.escape(card.title)}* is running: {b.escape(now.name)}{done}."
    ask = "Cancel it? What it has delivered is kept, but it cannot be taken up again."
    buttons = b.actions(
        b.button("Cancel run", "run_stop", card.id, style="danger"),
        b.button("Let it go on", "run_keep", card.id),
    )
    return b.Message(text, [b.section(f"{text}\n{ask}"), buttons])


def stopped(user: str) -> b.Message:
    """The answer was yes."""
    return _said(f"Cancelled by <@{user}>. The card above shows what is kept.")


def going_on() -> b.Message:
    """The answer was no."""
    return _said("All right, it goes on.")


def _said(text: str) -> b.Message:
    return b.Message(text, [b.section(text)])
