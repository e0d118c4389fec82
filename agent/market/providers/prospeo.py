"""Prospeo, as https://prospeo.io/api-docs/enrich-person describes it."""

from __future__ import annotations

from aiohttp import web

from agent.market.chance import pick
from agent.market.providers.truth import Truth
from agent.market.providers.vendor import Handler, Vendor, answer, is_known


def _routes(truth: Truth) -> tuple[tuple[str, str, Handler], ...]:
    async def enrich(request: web.Request) -> web.Response:
        if not is_known(request.headers.get("X-KEY")):
            return answer({"error": True, "error_code": "INVALID_API_KEY"}, 401)
        asked = (await request.json())["data"]
        company = asked.get("company_website") or asked.get("company_name")
        if not (asked.get("first_name") and asked.get("last_name") and company):
            return answer({"error": True, "error_code": "INVALID_DATAPOINTS"}, 400)
        person = truth.person(asked["first_name"], asked["last_name"], company)
        known = truth.belief("prospeo", person)
        if known is None:
            return answer({"error": True, "error_code": "NO_MATCH"}, 400)
        status = pick(("VERIFIED", "UNVERIFIED"), "prospeo status", person.identity)
        email = {"status": status, "revealed": True, "email": known.email}
        found = {"full_name": person.name, "current_job_title": person.title, "email": email}
        return answer({"error": False, "free_enrichment": False, "person": found})

    async def account(request: web.Request) -> web.Response:
        if not is_known(request.headers.get("X-KEY")):
            return answer({"error": True, "error_code": "INVALID_API_KEY"}, 401)
        return answer({"error": False, "response": {"current_plan": "STARTER", "remaining_credits": 1_000}})

    return ("POST", "/enrich-person", enrich), ("POST", "/account-information", account)


PROSPEO = Vendor("prospeo", _routes)
