"""An alert: a sentence, and what can be done about it."""

from __future__ import annotations

from agent.alerts.service import AlertCard, AlertKind
from bot.views import blocks as b
from bot.views.line import line_blocks, words

_MARKS = {
    AlertKind.RUN_STOPPED: ":warning: ",
    AlertKind.CREDENTIAL: ":warning: ",
    AlertKind.PLAN_EXPIRES: ":hourglass: ",
    AlertKind.RUN_WAITS: "",
    AlertKind.LEADS: "",
}


def alert_message(card: AlertCard) -> b.Message:
    """An alert as it was raised."""

    def saying(label: str, number: int) -> b.Block:
        return b.button(label, f"alert_say_{number}", f"{card.key}:{number}")

    text = words(card.line)
    shown = list(line_blocks(card.line, saying))
    shown[0] = {**shown[0], "text": b.mrkdwn(f"{_MARKS[card.kind]}{text}")}
    return b.Message(text, shown)
