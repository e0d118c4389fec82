"""The Web API over HTTP: who calls, whether they may, how often, what goes wrong, and the log of it all."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from bot.sandbox import arguments as sent
from bot.sandbox.arguments import Arguments
from bot.sandbox.calls import Entry
from bot.sandbox.core import Slack
from bot.sandbox.errors import SlackError
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.identity import Caller, TokenKind
from bot.sandbox.methods import METHODS, Call, Method

_RATE_LIMITED = 429
_SERVER_ERROR = 500


class DroppedError(Exception):
    """The connection was cut: nothing can be answered any more."""


def origin(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}"


class WebApi:
    """Answers /api/{method}."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self._slack.origin = origin(request)
        name = request.match_info["method"]
        fault = self._slack.faults.take(name)
        await asyncio.sleep(self._slack.faults.latency)
        if fault is not None and not fault.after:
            with self._slack.log.call(name, {}) as entry:
                return await fail(fault, request, self._slack, entry)
        try:
            given = await sent.read(request)
        except SlackError as error:
            return web.json_response(error.payload())
        return await self._logged(name, given, request, fault)

    async def _logged(
        self, name: str, given: Arguments, request: web.Request, fault: Fault | None
    ) -> web.StreamResponse:
        token = _token(request, given)
        with self._slack.log.call(name, given.raw) as entry:
            answer = self._answer(name, token, given, origin(request))
            verdict = str(answer.get("error", "ok"))
            entry.answered(answer, verdict)
            if fault is not None:
                return await fail(fault, request, self._slack, entry)
        if verdict == "ratelimited":
            headers = {"Retry-After": str(answer["retry_after"])}
            return web.json_response({"ok": False, "error": verdict}, status=_RATE_LIMITED, headers=headers)
        return web.json_response(answer)

    def _answer(self, name: str, token: str, given: Arguments, at: str) -> dict[str, Any]:
        try:
            method = _method(name)
            caller = self._caller(token, method)
            self._may(caller, method)
            self._not_too_often(name, given)
            return {"ok": True, **method.answer(Call(self._slack, caller, given, at))}
        except SlackError as error:
            if error.violation:
                self._slack.log.violation(name, error.code, error.messages, given.raw)
            return error.payload()

    def _caller(self, token: str, method: Method) -> Caller:
        if TokenKind.NONE in method.tokens:
            return Caller(TokenKind.NONE, self._slack.bot)
        if not token:
            raise SlackError("not_authed")
        return self._slack.caller(token)

    def _may(self, caller: Caller, method: Method) -> None:
        if caller.kind not in method.tokens:
            raise SlackError("not_allowed_token_type")
        if method.scopes and not any(caller.may(scope) for scope in method.scopes):
            provided = ",".join(caller.scopes or ())
            raise SlackError("missing_scope", needed=",".join(method.scopes), provided=provided)

    def _not_too_often(self, name: str, given: Arguments) -> None:
        wait = self._slack.rates.wait(name, given.get("channel") or "")
        if wait:
            raise SlackError("ratelimited", retry_after=wait)


def _method(name: str) -> Method:
    try:
        return METHODS[name]
    except KeyError:
        raise SlackError("unknown_method", req_method=name) from None


def _token(request: web.Request, given: Arguments) -> str:
    in_arguments = str(given.raw.pop("token", "") or "")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else in_arguments


async def fail(fault: Fault, request: web.Request, slack: Slack, entry: Entry) -> web.StreamResponse:
    """Answer as the fault says, whatever really happened."""
    moment = "after its effect" if fault.after else "before its effect"
    entry.verdict = f"fault: {fault.kind.value} {moment}"
    if fault.kind is FaultKind.RATE_LIMITED:
        headers = {"Retry-After": str(fault.retry_after)}
        body = {"ok": False, "error": "ratelimited"}
        return web.json_response(body, status=_RATE_LIMITED, headers=headers)
    if fault.kind is FaultKind.SERVER_ERROR:
        return web.json_response({"ok": False, "error": "internal_error"}, status=_SERVER_ERROR)
    if fault.kind is FaultKind.TIMEOUT:
        await asyncio.sleep(slack.faults.hang_seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
