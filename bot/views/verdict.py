"""The thumbs under a plan or an answer."""

from __future__ import annotations

from agent.verdicts import Judged, Opinion
from bot.views import blocks as b

THANKS = {
    Opinion.GOOD: "Thank you, noted.",
    Opinion.BAD: "Noted. Tell me in this thread what should be different, and I'll try again.",
}


def verdict_buttons(kind: Judged, about: str) -> b.Block:
    """Asks what somebody thinks of it; their last word counts."""
    labels = {Opinion.GOOD: "Good", Opinion.BAD: "Not good"}
    good, bad = (
        {
            "text": b.plain(label, 75),
            "value": f"{kind}|{about}|{opinion}",
            "accessibility_label": f"{label}: this {kind}",
        }
        for opinion, label in labels.items()
    )
    element = {
        "type": "feedback_buttons",
        "action_id": "verdict",
        "positive_button": good,
        "negative_button": bad,
    }
    return {"type": "context_actions", "elements": [element]}


def parsed(value: str) -> tuple[Judged, str, Opinion]:
    """What a thumb's value says."""
    kind, about, opinion = value.split("|")
    return Judged(kind), about, Opinion(opinion)
