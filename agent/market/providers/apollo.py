"""Apollo, as https://docs.apollo.io/reference/people-enrichment describes it."""

from __future__ import annotations

from aiohttp import web

from agent.market.chance import pick
from agent.market.providers.truth import Truth
from agent.market.providers.vendor import Handler, Vendor, answer, is_known


def _routes(truth: Truth) -> tuple[tuple[str, str, Handler], ...]:
    async def match(request: web.Request) -> web.Response:
        if not is_known(request.headers.get("X-Api-Key")):
            return answer({"error": "Invalid access credentials."}, 401)
        asked = request.query
        company = asked.get("domain") or asked.get("organization_name")
        if not (asked.get("first_name") and asked.get("last_name") and company):
            return answer({"person": None})
        person = truth.person(asked["first_name"], asked["last_name"], company)
        known = truth.belief("apollo", person)
        if known is None:
            return answer({"person": None})
        status = pick(("verified", "verified", "unverified"), "apollo status", person.identity)
        found = {"name": person.name, "title": person.title, "email": known.email, "email_status": status}
        return answer({"person": found})

    async def health(request: web.Request) -> web.Response:
        known = is_known(request.headers.get("X-Api-Key"))
        return answer({"healthy": True, "is_logged_in": known})

    return ("POST", "/api/v1/people/match", match), ("GET", "/api/v1/auth/health", health)


APOLLO = Vendor("apollo", _routes)
