"""Snov.io, as https://snov.io/api describes it: a search is started, and its result is asked for."""

from __future__ import annotations

import hashlib
from typing import Any

from aiohttp import web

from agent.market.providers.truth import Mailbox, Truth
from agent.market.providers.vendor import Handler, Vendor, answer, is_known

_TOKEN = "market-token"  # noqa: S105 - a fictional vendor's
_STATUS = {
    Mailbox.THERE: "valid",
    Mailbox.MISSING: "not_valid",
    Mailbox.ANY: "unknown",
    Mailbox.UNSURE: "unknown",
}


def _routes(truth: Truth) -> tuple[tuple[str, str, Handler], ...]:
    tasks: dict[str, dict[str, Any]] = {}

    async def token(request: web.Request) -> web.Response:
        asked = await request.post()
        if not (is_known(str(asked.get("client_id"))) and is_known(str(asked.get("client_secret")))):
            return answer({"error": "invalid_client", "message": "Client authentication failed"}, 401)
        return answer({"access_token": _TOKEN, "token_type": "Bearer", "expires_in": 3_600})

    async def start(request: web.Request) -> web.Response:
        if not _is_allowed(request):
            return _refused()
        row = (await request.json())["rows"][0]
        task = hashlib.sha256(repr(sorted(row.items())).encode()).hexdigest()[:32]
        tasks[task] = row
        return answer({"data": {"task_hash": task}, "meta": {"rows": [row]}})

    async def result(request: web.Request) -> web.Response:
        if not _is_allowed(request):
            return _refused()
        row = tasks.get(request.query.get("task_hash", ""))
        if row is None:
            return answer({"errors": ["Unknown task."]}, 404)
        person = truth.person(row["first_name"], row["last_name"], row["domain"])
        known = truth.belief("snov", person)
        emails = [{"email": known.email, "smtp_status": _STATUS[truth.mailbox(known.email)]}] if known else []
        return answer({"status": "completed", "data": [{"people": person.name, "result": emails}]})

    async def balance(request: web.Request) -> web.Response:
        if not _is_allowed(request):
            return _refused()
        return answer({"success": True, "data": {"balance": "1000.00"}})

    return (
        ("POST", "/v1/oauth/access_token", token),
        ("POST", "/v2/emails-by-domain-by-name/start", start),
        ("GET", "/v2/emails-by-domain-by-name/result", result),
        ("GET", "/v1/get-balance", balance),
    )


def _is_allowed(request: web.Request) -> bool:
    return request.headers.get("Authorization") == f"Bearer {_TOKEN}"


def _refused() -> web.Response:
    return answer({"success": False, "message": "Unauthenticated."}, 401)


SNOV = Vendor("snov", _routes)
