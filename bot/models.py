"""The model for the settings, if there is one: for whoever puts a few words together."""

from __future__ import annotations

import time
from contextlib import AsyncExitStack

from agent.llm.breaker import Breaker, GuardedModel
from agent.llm.model import Model
from bot.settings import Settings


def model_of(settings: Settings, opened: AsyncExitStack) -> Model | None:
    """A model behind a breaker of its own, when a key is set; `opened` closes its connections."""
    if settings.openai_api_key is None:
        return None
    # Importing openai takes a second, which a keyless start need not wait for.
    from agent.llm.openai import OpenAIModel  # noqa: PLC0415

    endpoint = OpenAIModel(
        settings.openai_api_key.get_secret_value(),
        settings.openai_model,
        base_url=settings.openai_base_url,
        actions=settings.openai_action_mode,
    )
    opened.push_async_callback(endpoint.close)
    return GuardedModel(endpoint, Breaker(time.monotonic))
