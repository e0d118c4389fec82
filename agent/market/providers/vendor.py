"""What every vendor's server is made with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from agent.market.providers.truth import Truth

DEMO_KEY = "demo"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Vendor:
    """One vendor: its name, and the paths it answers, below a path of its own name."""

    name: str
    routes: Callable[[Truth], tuple[tuple[str, str, Handler], ...]]


def is_known(key: str | None) -> bool:
    """Whether a key is one that the market gave out."""
    return key == DEMO_KEY


def answer(body: object, status: int = 200) -> web.Response:
    return web.json_response(body, status=status)
