"""ZeroBounce, as https://www.zerobounce.net/docs describes it."""

from __future__ import annotations

from aiohttp import web

from agent.market.providers.truth import Mailbox, Truth
from agent.market.providers.vendor import Handler, Vendor, answer, is_known

_STATUS = {
    Mailbox.THERE: ("valid", ""),
    Mailbox.MISSING: ("invalid", "mailbox_not_found"),
    Mailbox.ANY: ("catch-all", ""),
    Mailbox.UNSURE: ("unknown", "greylisted"),
}


def _routes(truth: Truth) -> tuple[tuple[str, str, Handler], ...]:
    async def validate(request: web.Request) -> web.Response:
        if not is_known(request.query.get("api_key")):
            return answer({"error": "Invalid API key or your account ran out of credits"})
        address = request.query.get("email", "")
        status, below = _STATUS[truth.mailbox(address)]
        local, _, domain = address.partition("@")
        return answer(
            {"address": address, "status": status, "sub_status": below, "account": local, "domain": domain}
        )

    async def credits_left(request: web.Request) -> web.Response:
        return answer({"Credits": "2000" if is_known(request.query.get("api_key")) else "-1"})

    return ("GET", "/v2/validate", validate), ("GET", "/v2/getcredits", credits_left)


ZEROBOUNCE = Vendor("zerobounce", _routes)
