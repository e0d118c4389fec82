"""A person's operations over HTTP: what the page uses, and any other program may use to drive the sandbox.

Everything is JSON. `{who}` is `rep`, `manager` or `visitor`; without `channel` the direct messages with the
app count (a visitor, of another company, has none).

    POST /sandbox/{who}/send       {text, channel?, thread_ts?, files?: [{name, base64}]}  → {ok, ts}
    POST /sandbox/{who}/edit       {ts, text, channel?}
    POST /sandbox/{who}/delete     {ts, channel?}
    POST /sandbox/{who}/react      {ts, name, channel?}                        adds it, or takes it away
    POST /sandbox/{who}/click      {where, action_id, block_id?, value?, values?, channel?}
                                   where: a message's ts or a view's id; value: what is chosen
    POST /sandbox/{who}/suggest    {where, action_id, text, block_id?, channel?}
                                                                → {ok, options, option_groups}
    POST /sandbox/{who}/submit     {view_id, values}              → {ok, errors: {block_id: text} | null}
    POST /sandbox/{who}/close      {view_id, stack?}              stack: with every modal below it
    POST /sandbox/{who}/command    {command, text?, channel?}
    POST /sandbox/{who}/shortcut   {callback_id, ts?, channel?}   ts: on that message
    POST /sandbox/{who}/open       {tab: home | messages}
    POST /sandbox/{who}/stop       {thread_ts, channel?}
    POST /sandbox/{who}/create     {name, private?}               → {ok, channel}
    POST /sandbox/{who}/archive    {channel}
    POST /sandbox/{who}/unarchive  {channel}
    POST /sandbox/{who}/invite     {channel}                      the app
    POST /sandbox/{who}/share      {channel}                      with another company: its `visitor` joins
    POST /sandbox/{who}/unshare    {channel}
    GET  /sandbox/{who}/see        ?channel=                      → {messages, ephemerals, home, views}
    GET  /sandbox/{who}/panes      ?channel=&tab=&thread=         → rendered parts of the page
    GET  /sandbox/log              ?last=&name=&verdict=          → {entries, violations}
    GET  /sandbox/live             → server-sent events, one at every change
    GET  /sandbox/faults           → what is to go wrong
    POST /sandbox/faults           {method?, kind?, times?, after?, retry_after?, copies?, latency?, reorder?,
                                    skew?, clear?}
    POST /sandbox/refresh          {reason?: refresh_requested | warning | link_disabled}: ask every socket to
                                   reconnect, or end it
    POST /sandbox/reset            empty the workspace

An operation that the app did not acknowledge answers {ok: false, error: "not_answered"} with status 504.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from importlib import resources

from aiohttp import web

from bot.sandbox.core import Slack
from bot.sandbox.delivery.socket import REASONS
from bot.sandbox.errors import NotAnsweredError, SlackError
from bot.sandbox.operations import OPERATIONS, Body
from bot.sandbox.panes import Panes, Place
from bot.sandbox.person import Person

_SAFETY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_BAD, _GONE, _SILENT = 400, 404, 504
_ROWS = 200


class Interface:
    """The page and its HTTP interface."""

    def __init__(
        self, slack: Slack, people: Mapping[str, Person], reset: Callable[[], Awaitable[None]]
    ) -> None:
        self._slack = slack
        self._people = people
        self._reset = reset
        self._panes = Panes(slack)

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._page)
        app.router.add_get("/sandbox/static/{name}", _static)
        app.router.add_get("/sandbox/live", self._slack.live.stream)
        app.router.add_get("/sandbox/log", self._log)
        app.router.add_get("/sandbox/faults", self._faults)
        app.router.add_post("/sandbox/faults", self._faults)
        app.router.add_post("/sandbox/refresh", self._refresh)
        app.router.add_post("/sandbox/reset", self._reset_all)
        app.router.add_get("/sandbox/{who}/see", self._see)
        app.router.add_get("/sandbox/{who}/panes", self._show)
        app.router.add_post("/sandbox/{who}/{operation}", self._operate)

    async def _page(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._panes.shell(), content_type="text/html", headers=_SAFETY)

    def _person(self, request: web.Request) -> Person:
        try:
            return self._people[request.match_info["who"]]
        except KeyError:
            raise web.HTTPNotFound from None

    async def _operate(self, request: web.Request) -> web.Response:
        operation = OPERATIONS.get(request.match_info["operation"])
        if operation is None:
            raise web.HTTPNotFound
        person, body = self._person(request), await _json(request)
        try:
            answer = await operation(person, body)
        except NotAnsweredError as error:
            return _refusal("not_answered", str(error), _SILENT)
        except SlackError as error:
            return _refusal(error.code, str(error), _GONE)
        except (LookupError, TypeError, ValueError) as error:
            return _refusal("invalid_arguments", str(error), _BAD)
        return web.json_response({"ok": True, **(answer or {})})

    async def _see(self, request: web.Request) -> web.Response:
        person, channel = self._person(request), request.query.get("channel")
        seen = {"messages": person.messages(channel), "ephemerals": person.ephemerals(channel)}
        return web.json_response({"ok": True, **seen, "home": person.home(), "views": person.views()})

    async def _show(self, request: web.Request) -> web.Response:
        person = self._person(request)
        asked = request.query
        channel = person.place(asked.get("channel")).id
        place = Place(channel, asked.get("tab", "messages"), asked.get("thread") or None)
        return web.json_response(self._panes.all(person, place) | {"channel": channel}, headers=_SAFETY)

    async def _log(self, request: web.Request) -> web.Response:
        log, asked = self._slack.log, request.query
        last = asked.get("last", "")
        rows = log.rows(
            int(last) if last.isdecimal() else _ROWS,
            name=asked.get("name", ""),
            verdict=asked.get("verdict", ""),
        )
        violations = [asdict(violation) for violation in log.violations]
        return web.json_response({"ok": True, "entries": rows, "violations": violations})

    async def _faults(self, request: web.Request) -> web.Response:
        faults = self._slack.faults
        try:
            if request.method == "POST":
                faults.change(await _json(request))
        except (TypeError, ValueError) as error:
            return _refusal("invalid_arguments", str(error), _BAD)
        return web.json_response({"ok": True, **faults.state()})

    async def _refresh(self, request: web.Request) -> web.Response:
        reason = (await _json(request)).get("reason", REASONS[0])
        if reason not in REASONS:
            return _refusal("invalid_arguments", f"the reason is one of {', '.join(REASONS)}", _BAD)
        await self._slack.socket.refresh(reason)
        return web.json_response({"ok": True})

    async def _reset_all(self, request: web.Request) -> web.Response:
        await _json(request)
        await self._reset()
        return web.json_response({"ok": True})


async def _json(request: web.Request) -> Body:
    """The body. Only JSON is taken: no other site's form can act here."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        body = await request.json()
    except ValueError:
        raise web.HTTPBadRequest(text="no JSON") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="no JSON object")
    return body


def _refusal(code: str, message: str, status: int) -> web.Response:
    return web.json_response({"ok": False, "error": code, "message": message}, status=status)


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    file = resources.files("bot.sandbox") / "static" / name
    kind = _TYPES.get(name.rpartition(".")[2])
    if kind is None or not file.is_file():
        raise web.HTTPNotFound
    return web.Response(
        text=file.read_text("utf-8"), content_type=kind, headers={"Cache-Control": "no-cache"}
    )
