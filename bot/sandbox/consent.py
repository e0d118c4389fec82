"""The install page: what the app asks for, and Allow or Cancel.

GET /oauth/v2/authorize?client_id=&scope=&user_scope=&state=&redirect_uri= shows it; its form posts back.
"""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web

from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.identity import PEOPLE, TEAM_NAME
from bot.sandbox.installations import Asked, asked
from bot.sandbox.render.page import environment

# Its form may be answered by a redirect to the app, wherever that is: no form-action here.
_SAFETY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Consent:
    """Answers /oauth/v2/authorize."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._template = environment().get_template("install.html")

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/oauth/v2/authorize", self._show)
        app.router.add_post("/oauth/v2/authorize", self._decide)

    async def _show(self, request: web.Request) -> web.Response:
        slack = self._slack
        try:
            wanted = asked(request.query, slack.manifest, slack.credentials.client_id)
        except SlackError as error:
            return self._refusal(error)
        return self._page(HTTPStatus.OK, wanted=wanted, ticket=slack.installations.offer(wanted))

    async def _decide(self, request: web.Request) -> web.Response:
        form = await request.post()
        try:
            wanted = self._slack.installations.close(str(form.get("ticket", "")))
        except SlackError as error:
            return self._refusal(error)
        raise web.HTTPFound(self._address(wanted, str(form.get("decision")), str(form.get("who"))))

    def _address(self, wanted: Asked, decision: str, who: str) -> str:
        if decision != "allow":
            return wanted.answered(error="access_denied")
        user = next((user for user in PEOPLE if user.who == who), PEOPLE[0])
        return self._slack.installations.allow(wanted, user.id)

    def _refusal(self, error: SlackError) -> web.Response:
        return self._page(HTTPStatus.BAD_REQUEST, error=error)

    def _page(self, status: HTTPStatus, **shown: object) -> web.Response:
        app = self._slack.manifest.name
        html = self._template.render(app=app, team=TEAM_NAME, people=PEOPLE, **shown)
        return web.Response(status=status, text=html, content_type="text/html", headers=_SAFETY)
