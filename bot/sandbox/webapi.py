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
_SERVER_ERRORS = {FaultKind.SERVER_ERROR: "internal_error", FaultKind.UNAVAILABLE: "service_unavailable"}


def origin(request: web.Request) -> str:
    return f"{request.scheme}://{request.host}"


class WebApi:
    """Answers /api/{method}."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self._slack.origin = origin(request)
        name, faults = request.match_info["method"], self._slack.faults
        fault = faults.take(name)
        try:
            given = await sent.read(request)
        except SlackError as error:
            refusal = self._refused(name, error, {})
            with self._slack.log.call(name, {}) as entry:
                entry.answered(refusal, error.code)
            return _response(refusal)
        token = _token(request, given)
        with self._slack.log.call(name, given.raw, faults.slowness()) as entry:
            await asyncio.sleep(faults.latency)
            if fault is not None and not fault.after:
                return await fail(fault, request, self._slack, entry)
            answer = self._answer(name, token, given, origin(request))
            entry.answered(answer, str(answer.get("error", "ok")))
            if fault is not None:
                return await fail(fault, request, self._slack, entry)
        return _response(answer)

    def _answer(self, name: str, token: str, given: Arguments, at: str) -> dict[str, Any]:
        try:
            method = _method(name)
            caller = self._caller(token, method)
            self._may(caller, method)
            call = Call(self._slack, caller, given, at)
            self._not_too_often(name, method, call)
            return {"ok": True, **method.answer(call)}
        except SlackError as error:
            return self._refused(name, error, given.raw)

    def _refused(self, name: str, error: SlackError, raw: dict[str, Any]) -> dict[str, Any]:
        if error.violation:
            self._slack.log.violation(name, error.code, error.messages, raw)
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

    def _not_too_often(self, name: str, method: Method, call: Call) -> None:
        place = _conversation(call) if method.tier.each_channel else ""
        wait = self._slack.rates.wait(name, method.tier, place)
        if wait:
            raise SlackError("ratelimited", retry_after=wait)


def _conversation(call: Call) -> str:
    """Where a call acts, however its channel is named: by id, by name, as a person."""
    try:
        return call.channel().id
    except SlackError:
        return ""


def _response(answer: dict[str, Any]) -> web.Response:
    if answer.get("error") != "ratelimited":
        return web.json_response(answer)
    return _rate_limited(answer["retry_after"])


def _rate_limited(seconds: int) -> web.Response:
    headers = {"Retry-After": str(seconds)}
    return web.json_response({"ok": False, "error": "ratelimited"}, status=_RATE_LIMITED, headers=headers)


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
    entry.verdict = f"fault: {fault}"
    if fault.kind is FaultKind.RATE_LIMITED:
        return _rate_limited(fault.retry_after)
    if fault.kind in _SERVER_ERRORS:
        return web.json_response({"ok": False, "error": _SERVER_ERRORS[fault.kind]}, status=int(fault.kind))
    if fault.kind is FaultKind.TIMEOUT:
        await asyncio.sleep(slack.faults.hang_seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
