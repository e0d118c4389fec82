"""A loopback stand-in for an OpenAI-compatible endpoint: competent, scripted, or hostile in many ways."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableSequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from tests.competent_model import Calls, answer
from tests.embedding_model import embeddings, vector

Body = Mapping[str, Any]
Brain = Callable[[web.Request, Body], Awaitable[web.StreamResponse]]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def completion(
    text: str | None = None, calls: tuple[tuple[str, object], ...] = (), tokens: int | None = 50
) -> dict[str, Any]:
    """A well-formed answer; arguments that are not text are encoded."""
    encoded = [
        {
            "id": f"call_{number}",
            "type": "function",
            "function": {
                "name": name,
                "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments),
            },
        }
        for number, (name, arguments) in enumerate(calls)
    ]
    message = {"role": "assistant", "content": text, **({"tool_calls": encoded} if encoded else {})}
    usage = {"usage": {"total_tokens": tokens}} if tokens is not None else {}
    return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}], **usage}


def always(text: str | None = None, *calls: tuple[str, object], tokens: int | None = 50) -> Brain:
    async def brain(_request: web.Request, _body: Body) -> web.Response:
        return web.json_response(completion(text, calls, tokens))

    return brain


def in_turn(*answers: Mapping[str, Any]) -> Brain:
    """These answers, one a request; the last one for ever."""
    left = list(answers)

    async def brain(_request: web.Request, _body: Body) -> web.Response:
        return web.json_response(left.pop(0) if len(left) > 1 else left[0])

    return brain


def raw(body: bytes, status: int = 200, **headers: str) -> Brain:
    async def brain(_request: web.Request, _body: Body) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=body, status=status, headers={"content-type": "application/json", **named})

    return brain


async def competent(_request: web.Request, body: Body) -> web.Response:
    text, calls = answer(body)
    return web.json_response(completion(text, calls, None))


async def fenced(_request: web.Request, body: Body) -> web.Response:
    """As competent as the good one, but it writes its calls into the text."""
    _, calls = answer(body)
    written = [json.dumps({"name": name, "arguments": arguments}) for name, arguments in calls]
    return web.json_response(
        completion("I will now call:\n" + "\n".join(f"```json\n{w}\n```" for w in written))
    )


def refusing(parameter: str, brain: Brain, status: int = 400) -> Brain:
    """An endpoint that takes no request with this parameter."""

    async def refuse(request: web.Request, body: Body) -> web.StreamResponse:
        if parameter in body:
            error = {"message": f"{parameter} is not supported by this model"}
            return web.json_response({"error": error}, status=status)
        return await brain(request, body)

    return refuse


async def json_only(_request: web.Request, body: Body) -> web.Response:
    """Takes every request, heeds neither tools nor formats, and does what it is told in words."""
    if "Answer with one JSON object" not in body["messages"][0]["content"]:
        return web.json_response(completion("I would look for them on LinkedIn."))
    return web.json_response(completion(_written(body)))


async def schema_only(_request: web.Request, body: Body) -> web.Response:
    """Writes what the format says, without a format only talks, and knows no tools."""
    if "response_format" not in body:
        return web.json_response(completion("Let me think about that."))
    return web.json_response(completion(_written(body)))


async def broken_json(_request: web.Request, body: Body) -> web.Response:
    """As competent as the good one, but every reply is cut off before its last brackets."""
    return web.json_response(completion(_written(body)[:-4]))


Slip = Callable[[Calls], dict[str, Any]]

SLIPS: tuple[Slip, ...] = (
    lambda calls: completion(_as_json(calls)),
    lambda calls: completion(None, tuple((name, json.dumps(arguments)[:-1]) for name, arguments in calls)),
    lambda _calls: completion("I know some phantoms that would be good for this."),
    lambda calls: completion(None, tuple((name, _misnamed(arguments)) for name, arguments in calls)),
    lambda calls: completion(None, calls[::-1]),
    lambda calls: completion(None, calls * 2),
)
"""What can go wrong with a good reply: written down, cut off, only talked of, misnamed, reversed, twice."""


def clumsy(seed: int, share: float = 0.5) -> Brain:
    """Competent, with a slip in a share of its replies."""
    chance = random.Random(seed)

    async def brain(_request: web.Request, body: Body) -> web.Response:
        text, calls = answer(body)
        slip = chance.choice(SLIPS)
        good = completion(text, calls)
        return web.json_response(slip(calls) if calls and chance.random() < share else good)

    return brain


def _misnamed(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: f"The {value}" if name == "script" else value for name, value in arguments.items()}


def _written(body: Body) -> str:
    return _as_json(answer(body)[1])


def _as_json(calls: Calls) -> str:
    return json.dumps({"calls": [{"name": name, "arguments": arguments} for name, arguments in calls]})


async def hang(_request: web.Request, _body: Body) -> web.Response:
    await asyncio.sleep(3600)
    return web.Response()


async def truncated(request: web.Request, _body: Body) -> web.StreamResponse:
    """Promises a whole answer, sends half and hangs up."""
    whole = json.dumps(completion("half of this will be missing")).encode()
    response = web.StreamResponse(headers={"content-type": "application/json"})
    response.content_length = len(whole)
    await response.prepare(request)
    await response.write(whole[: len(whole) // 2])
    if request.transport is not None:
        request.transport.close()
    return response


async def trickle(request: web.Request, _body: Body) -> web.StreamResponse:
    """Sends a byte now and then, so that no single read ever times out."""
    response = web.StreamResponse(headers={"content-type": "application/json"})
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.02)


def _counting(make: Callable[[int], tuple[str, object]], tokens: int = 50) -> Brain:
    """One call a turn, a different one each time."""
    turn = itertools.count()

    async def brain(_request: web.Request, _body: Body) -> web.Response:
        return web.json_response(completion(None, (make(next(turn)),), tokens))

    return brain


def _searching(turn: int) -> tuple[str, object]:
    return "search_phantoms", {"query": f"linkedin {turn}", "stage": None}


FIFTY_THOUSAND_TOKENS = "word " * 50_000

HOSTILE: Mapping[str, Callable[[], Brain]] = {
    "invalid_json": lambda: raw(b'{"choices": [{"message": '),
    "not_json": lambda: raw(b"<html>Bad gateway</html>", content_type="text/html"),
    "no_choices": lambda: raw(b'{"choices": []}'),
    "wrong_shape": lambda: raw(b'{"choices": [{"message": {"tool_calls": [{"function": 7}]}}]}'),
    "deep_json": lambda: raw(b"[" * 100_000),
    "null": lambda: raw(b"null"),
    "unknown_tool": lambda: always(None, ("delete_everything", {})),
    "unknown_tools": lambda: _counting(lambda turn: (f"tool {turn}!", {})),
    "unknown_phantoms": lambda: _counting(
        lambda turn: ("add_to_plan", {"script": f"Invented Phantom {turn}.js", "why": "It sounds right."})
    ),
    "finish_at_once": lambda: always(None, ("finish_plan", {"note": None})),
    "same_call": lambda: always(None, _searching(0)),
    "searching": lambda: _counting(_searching),
    "many_calls": lambda: always(None, *map(_searching, range(500))),
    "malformed_arguments": lambda: _counting(lambda turn: ("search_phantoms", '{"query": ' + "[" * turn)),
    "wrong_arguments": lambda: _counting(lambda turn: ("search_phantoms", {"limit": turn})),
    "empty": lambda: always(""),
    "no_content": lambda: always(None),
    "prose": lambda: always("I would look for them on LinkedIn and then write to them."),
    "fifty_thousand_tokens": lambda: always(FIFTY_THOUSAND_TOKENS, tokens=50_000),
    "long_arguments": lambda: always(None, ("search_phantoms", {"query": "x" * 100_000, "stage": None})),
    "endless_error": lambda: raw(b"x" * 2_000_000, status=500),
    "huge_usage": lambda: always(None, _searching(0), tokens=10**15),
    "negative_usage": lambda: _counting(_searching, tokens=-(10**9)),
    "rate_limited": lambda: raw(b'{"error": {"message": "slow down"}}', status=429, retry_after="60"),
    "server_error": lambda: raw(b'{"error": {"message": "oops"}}', status=500),
    "bad_key": lambda: raw(b'{"error": {"message": "no such key"}}', status=401),
    "compressed": lambda: raw(b"\x1f\x8b0000", content_encoding="gzip"),
    "hang": lambda: hang,
    "trickle": lambda: trickle,
    "truncated": lambda: truncated,
}
"""Ways to be no good. Each makes a fresh brain."""

WEAK: Mapping[str, Callable[[], Brain]] = {
    "fenced": lambda: fenced,
    "broken_json": lambda: broken_json,
    "json_only": lambda: json_only,
    "schema_only": lambda: refusing("tools", schema_only),
    "refusing_tools": lambda: refusing("tools", json_only, status=500),
    "refusing_formats": lambda: refusing("tools", refusing("response_format", json_only, status=422)),
}
"""Ways to be good without being able to do everything."""

MODES: Mapping[str, Callable[[], Brain]] = {"good": lambda: competent, **WEAK, **HOSTILE}


async def embedding(_request: web.Request, body: Body) -> web.Response:
    return web.json_response(embeddings([vector(text) for text in body["input"]]))


def spoilt(spoil: Callable[[int, list[float]], object]) -> Brain:
    """A good answer but for its vectors, each made from its number and the right one."""

    async def brain(_request: web.Request, body: Body) -> web.Response:
        right = enumerate(vector(text) for text in body["input"])
        return web.json_response(embeddings([spoil(number, each) for number, each in right]))

    return brain


def embedding_then(failure: Brain, after: int = 1) -> Brain:
    """Good for some requests, and from then on no good."""
    left = itertools.count(after, -1)

    async def brain(request: web.Request, body: Body) -> web.StreamResponse:
        return await (embedding if next(left) > 0 else failure)(request, body)

    return brain


async def shrinking(_request: web.Request, body: Body) -> web.Response:
    """As many dimensions as it was given texts."""
    return web.json_response(embeddings([[1.0] * len(body["input"]) for _ in body["input"]]))


def numbered(number: Callable[[int], int]) -> Brain:
    """A good answer but for the numbers of its vectors."""

    async def brain(_request: web.Request, body: Body) -> web.Response:
        answer = embeddings([vector(text) for text in body["input"]])
        for each in answer["data"]:
            each["index"] = number(each["index"])
        return web.json_response(answer)

    return brain


NOT_EMBEDDING: Mapping[str, Callable[[], Brain]] = {
    "not_found": lambda: raw(b'{"error": {"message": "no such model"}}', status=404),
    "none": lambda: raw(b'{"data": []}'),
    "too_few": lambda: raw(b'{"data": [{"index": 0, "embedding": [0.6, 0.8]}]}'),
    "not_a_number": lambda: spoilt(lambda _number, right: [*right, float("nan")]),
    "infinite": lambda: spoilt(lambda _number, right: [*right, float("inf")]),
    "beyond_all_numbers": lambda: spoilt(lambda _number, right: [1e308] * len(right)),
    "zero": lambda: spoilt(lambda _number, right: [0.0] * len(right)),
    "no_dimensions": lambda: spoilt(lambda _number, _right: []),
    "base64": lambda: spoilt(lambda _number, _right: "zczMPc3MTD4="),
    "words": lambda: spoilt(lambda _number, right: ["one"] * len(right)),
    "uneven": lambda: spoilt(lambda number, right: right[number:]),
    "shrinking": lambda: shrinking,
    "misnumbered": lambda: numbered(lambda number: number + 1),
    "all_the_same_number": lambda: numbered(lambda _number: 0),
    "a_completion": lambda: always("I cannot embed."),
    "far_too_long": lambda: raw(b" " * 5_000_000),
    "hangs_later": lambda: embedding_then(hang),
    "fails_later": lambda: embedding_then(raw(b"oops", status=500)),
    **{
        name: HOSTILE[name]
        for name in (
            *("invalid_json", "not_json", "deep_json", "null", "rate_limited", "server_error", "bad_key"),
            *("compressed", "hang", "trickle", "truncated", "endless_error"),
        )
    },
}
"""Ways to be no good at embedding. Each makes a fresh brain."""


@asynccontextmanager
async def model_server(
    mode: str | Brain = "good",
    seen: MutableSequence[Body] | None = None,
    embeds: Brain = embedding,
    embedded: MutableSequence[Body] | None = None,
) -> AsyncIterator[str]:
    """Serve a mode of `MODES`, or a brain, and yield the base URL; request bodies are added to `seen`.

    `embeds` answers for vectors, and those requests are added to `embedded`.
    """

    def noting(brain: Brain, notes: MutableSequence[Body] | None) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            body = await request.json()
            if notes is not None:
                notes.append(body)
            return await brain(request, body)

        return handle

    app = web.Application(client_max_size=8 * 1024**2)
    brain = MODES[mode]() if isinstance(mode, str) else mode
    app.router.add_post("/v1/chat/completions", noting(brain, seen))
    app.router.add_post("/v1/embeddings", noting(embeds, embedded))
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.0, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}/v1"
    finally:
        await runner.cleanup()
