"""What the local Slack says no with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Answers that a correct app may meet any day. Every other refusal is a mistake in what it sent.
EXPECTED = frozenset(
    {
        "account_inactive",
        "already_archived",
        "already_in_channel",
        "already_reacted",
        "cant_leave_general",
        "channel_not_found",
        "exchanged_trigger_id",
        "expired_trigger_id",
        "file_deleted",
        "file_not_found",
        "hash_conflict",
        "invalid_code",
        "invalid_refresh_token",
        "invalid_scheduled_message_id",
        "is_archived",
        "is_inactive",
        "last_member",
        "message_not_found",
        "message_not_in_streaming_state",
        "name_taken",
        "no_reaction",
        "not_archived",
        "not_found",
        "not_in_channel",
        "ratelimited",
        "restricted_action",
        "stopped_by_user",
        "streaming_state_conflict",
        "thread_not_found",
        "token_expired",
        "token_revoked",
        "too_many_emoji",
        "too_many_reactions",
        "user_not_found",
        "user_not_in_channel",
        "users_not_found",
    }
)


class SlackError(Exception):
    """A refusal, in Slack's words: an error code, and what Slack adds to it."""

    def __init__(self, code: str, messages: Sequence[str] = (), **extra: Any) -> None:
        super().__init__(": ".join((code, *messages)))
        self.code = code
        self.messages = tuple(messages)
        self.extra = extra

    @property
    def violation(self) -> bool:
        return self.code not in EXPECTED

    def payload(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            answer["errors"] = list(self.messages)
            answer["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return answer


class NotAnsweredError(Exception):
    """The app did not acknowledge in time: what a person sees as "something went wrong".

    `reason` is what Slack says when it delivers an event again, if it may (`retry`).
    """

    def __init__(self, message: str, reason: str = "timeout", *, retry: bool = True) -> None:
        super().__init__(message)
        self.reason = reason
        self.retry = retry
