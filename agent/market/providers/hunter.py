"""Hunter, as https://hunter.io/api-documentation/v2 describes it."""

from __future__ import annotations

from aiohttp import web

from agent.market.chance import between
from agent.market.providers.truth import Truth
from agent.market.providers.vendor import Handler, Vendor, answer, is_known

_UNAUTHORIZED = {"errors": [{"id": "authentication_failed", "code": 401, "details": "No user found."}]}


def _routes(truth: Truth) -> tuple[tuple[str, str, Handler], ...]:
    async def find(request: web.Request) -> web.Response:
        if not is_known(request.headers.get("X-API-KEY") or request.query.get("api_key")):
            return answer(_UNAUTHORIZED, 401)
        asked = request.query
        if not asked.get("last_name") or not (asked.get("domain") or asked.get("company")):
            missing = {"id": "wrong_params", "code": 400, "details": "A parameter is missing."}
            return answer({"errors": [missing]}, 400)
        person = truth.person(
            asked["first_name"], asked["last_name"], asked.get("domain") or asked["company"]
        )
        known = truth.belief("hunter", person)
        data: dict[str, object] = {
            "first_name": asked["first_name"],
            "last_name": asked["last_name"],
            "email": known.email if known else None,
            "score": between(60, 99, "hunter score", person.identity) if known else None,
            "domain": person.company.mail_domain,
            "verification": {"date": None, "status": None},
            "sources": [],
        }
        return answer({"data": data, "meta": {"params": dict(asked)}})

    async def account(request: web.Request) -> web.Response:
        if not is_known(request.headers.get("X-API-KEY")):
            return answer(_UNAUTHORIZED, 401)
        return answer({"data": {"plan_name": "Starter", "requests": {"searches": {"used": 0}}}})

    return ("GET", "/v2/email-finder", find), ("GET", "/v2/account", account)


HUNTER = Vendor("hunter", _routes)
