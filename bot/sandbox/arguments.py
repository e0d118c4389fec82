"""The arguments of a Web API call, however they were sent."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.errors import SlackError

_TRUE = frozenset({"true", "1", "yes"})


class Arguments:
    """Typed access to what a call was given."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = dict(raw)

    def get(self, name: str) -> str | None:
        value = self.raw.get(name)
        return None if value is None or value == "" else str(value)

    def text(self, name: str) -> str:
        value = self.get(name)
        if value is None:
            raise SlackError("invalid_arguments", [f"missing required field: {name} [json-pointer:/{name}]"])
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.raw.get(name)
        if value is None or value == "":
            return default
        return value if isinstance(value, bool) else str(value).lower() in _TRUE

    def number(self, name: str, default: int) -> int:
        value = self.raw.get(name)
        try:
            return default if value in (None, "") else int(str(value))
        except ValueError:
            raise SlackError("invalid_arguments", [f"must provide a number [json-pointer:/{name}]"]) from None

    def json(self, name: str, wrong: str = "invalid_arguments") -> Any:
        """A structure: as it is in a JSON body, or as JSON in a form field."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(wrong) from None


async def read(request: web.Request) -> Arguments:
    """Everything a call was given: in its query, in a form, or in JSON."""
    found: dict[str, Any] = {**_client(request), **request.query}
    if request.content_type == "application/json":
        found |= await _json_body(request)
    elif request.can_read_body:
        form = await request.post()
        found |= {name: value for name, value in form.items() if isinstance(value, str)}
    return Arguments(found)


def _client(request: web.Request) -> dict[str, str]:
    """The app's client id and secret, where they come as HTTP Basic authentication."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError:
        raise SlackError("invalid_client_id") from None
    return {"client_id": client_id, "client_secret": secret}


async def _json_body(request: web.Request) -> dict[str, Any]:
    body = await request.text()
    if not body.strip():
        return {}
    try:
        document = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(document, dict):
        raise SlackError("json_not_object")
    return document
