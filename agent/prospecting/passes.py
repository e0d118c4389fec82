"""Passes: leave to follow one search without being in Slack, signed, and good for a while."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from agent.errors import AgentError

PURPOSE = "stream"
"""What the key of passes is derived for."""
LASTS = timedelta(hours=12)
"""How long a pass is good: a search takes minutes, and whoever watches it may go home in between."""


class PassError(AgentError):
    """A pass is missing, was changed, or is over."""


@dataclass(frozen=True)
class Pass:
    """Leave to follow one search of one workspace until a time, in whole seconds."""

    workspace: str
    session_id: str
    until: datetime


class Passes:
    """Writes and reads passes: `content.signature`, both base64url, by HMAC-SHA256 (RFC 2104)."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def issue(self, granted: Pass) -> str:
        """The token that says this pass."""
        told = [granted.workspace, granted.session_id, int(granted.until.timestamp())]
        content = _encoded(json.dumps(told, separators=(",", ":")).encode())
        return f"{content}.{self._signature(content)}"

    def read(self, token: str, now: datetime) -> Pass:
        """The pass that a token says; `PassError` unless we wrote it and it is still good."""
        if not token:
            raise PassError("This needs a link from Slack: More → Follow elsewhere at the search's card.")
        content, _, signature = token.partition(".")
        # Encoded forms are compared: several of them decode to the same bytes.
        if not (token.isascii() and hmac.compare_digest(signature, self._signature(content))):
            raise PassError("That link is not one of mine, or not all of it. Copy it from Slack once more.")
        granted = _parsed(content)
        if now >= granted.until:
            raise PassError("That link is over. Get another one at the search's card in Slack.")
        return granted

    def _signature(self, content: str) -> str:
        return _encoded(hmac.new(self._key, content.encode(), hashlib.sha256).digest())


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _parsed(content: str) -> Pass:
    try:
        whole = content + "=" * (-len(content) % 4)
        workspace, session_id, until = json.loads(base64.urlsafe_b64decode(whole))
        return Pass(str(workspace), str(session_id), datetime.fromtimestamp(int(until), UTC))
    except (ValueError, TypeError, binascii.Error, OverflowError, OSError) as error:
        # Signed by us, so an older or newer release wrote it otherwise.
        raise PassError("I cannot read that link any more. Get another one in Slack.") from error
