"""An alert: a sentence, and what can be done about it."""

from __future__ import annotations

from agent.alerts.service import AlertCard, AlertKind
from bot.views import blocks as b
from bot.views.line import Numbering, line_blocks, words

_MARKS = {
    AlertKind.RUN_STOPPED: ":warning: ",
    AlertKind.CREDENTIAL: ":warning: ",
    AlertKind.PLAN_EXPIRES: ":hourglass: ",
    AlertKind.RUN_WAITS: "",
    AlertKind.LEADS: "",
}


def alert_message(card: AlertCard) -> b.Message:
    """An alert as it was raised."""
    text = words(card.line)
    shown = list(line_blocks(card.line, Numbering("alert_say", card.key)))
    shown[0] = {**shown[0], "text": b.mrkdwn(f"{_MARKS[card.kind]}{text}")}
    return b.Message(text, shown)
