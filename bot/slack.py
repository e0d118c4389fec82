"""Slack as we call it: one client, and its errors as ours."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import AgentError, UnavailableError

SECONDS = 10
"""Patience with one call."""
PASSING = {
    "internal_error",
    "fatal_error",
    "ratelimited",
    "rate_limited",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
}
GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}
UNREACHABLE = {"channel_not_found", "not_in_channel", "is_archived", "restricted_action"}


class SlackError(AgentError):
    """Slack refused; `code` is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack refused: {code}.")
        self.code = code


def client(token: str, base_url: str) -> AsyncWebClient:
    """A client for durable steps: it waits when Slack says so, and leaves other failures to them."""
    # The library's own handlers would post again what was posted before the connection broke.
    waits = AsyncRateLimitErrorRetryHandler(max_retry_count=3)
    return AsyncWebClient(token=token, base_url=base_url, timeout=SECONDS, retry_handlers=[waits])


def patient_client(token: str, base_url: str) -> AsyncWebClient:
    """A client for listeners, behind which nobody tries again: it repeats a call that Slack failed."""
    made = client(token, base_url)
    made.retry_handlers += [AsyncServerErrorRetryHandler(2), AsyncConnectionErrorRetryHandler(2)]
    return made


def hasty_client(token: str, base_url: str, seconds: int = 3) -> AsyncWebClient:
    """A client for what must happen at once or not at all: views.open and its trigger of 3 seconds."""
    return AsyncWebClient(token=token, base_url=base_url, timeout=seconds, retry_handlers=[])


async def called(call: Awaitable[Any]) -> Any:
    """The answer of a Slack call; `UnavailableError` for what may pass, `SlackError` for a refusal."""
    try:
        return await call
    except SlackApiError as error:
        status = getattr(error.response, "status_code", 200)
        code = error.response.get("error", "") if isinstance(error.response.data, dict) else ""
        if code in PASSING or status >= 500 or status == 429:  # noqa: PLR2004 - HTTP
            raise UnavailableError(f"Slack is not answering ({code or status}).") from error
        raise SlackError(code or str(status)) from error
    except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise UnavailableError("Slack is not answering.") from error
