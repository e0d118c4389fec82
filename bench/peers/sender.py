"""Slack as a sender: signed events at a fixed rate, however long the answers take, and the time of each."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import hmac
import json
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import aiohttp

WARM_UP = 3
"""Events before the first that counts, one after the other."""
REST = 3
"""Seconds in which what followed from them is done."""
DIRECT = {"channel": "D0BENCH", "channel_type": "im"}
Event = dict[str, Any]


def thanks(ts: str) -> Event:
    """Small talk: it is claimed, and answered by a job."""
    return _written("thanks", ts)


def goal(ts: str) -> Event:
    """A goal: it is claimed, its row is written, and a job plans it."""
    return _written("find 50 CFOs in Texas and get their e-mails", ts)


def deleted(ts: str) -> Event:
    """A deletion that no plan is for: it is claimed, and nothing else is to be done."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "deleted_ts": ts,
        "hidden": True,
        "ts": ts,
        **DIRECT,
    }


def _written(text: str, ts: str) -> Event:
    said = [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}]
    blocks = [{"type": "rich_text", "block_id": "b1", "elements": said}]
    message = {
        "type": "message",
        "client_msg_id": str(uuid.uuid4()),
        "user": "U0DANA",
        "text": text,
        "ts": ts,
    }
    return {**message, "team": "T0BENCH", "blocks": blocks, "event_ts": ts, **DIRECT}


KINDS: dict[str, Callable[[str], Event]] = {each.__name__: each for each in (thanks, goal, deleted)}


def delivery(event: Event) -> bytes:
    """An event as Slack wraps it."""
    wrapped = {
        "token": "t",
        "team_id": "T0BENCH",
        "api_app_id": "A0BENCH",
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{uuid.uuid4().hex[:12].upper()}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": "T0BENCH", "user_id": "U0BOT", "is_bot": True}],
        "is_ext_shared_channel": False,
        "event_context": "4-bench",
    }
    return json.dumps(wrapped).encode()


def signed(secret: str, body: bytes) -> dict[str, str]:
    """The headers that prove who sent it."""
    now = str(int(time.time()))
    proof = hmac.new(secret.encode(), b":".join((b"v0", now.encode(), body)), hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={proof}",
    }


async def send(url: str, secret: str, kind: str, rate: float, seconds: float) -> list[float]:
    """Milliseconds from when each event was due until it was acknowledged."""
    clock = asyncio.get_running_loop().time
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def deliver(number: int, due: float) -> float:
            body = delivery(KINDS[kind](f"1700000000.{number:06}"))
            async with session.post(url, data=body, headers=signed(secret, body)) as answer:
                await answer.read()
                assert answer.status == 200, answer.status  # noqa: PLR2004 - HTTP
            return 1000 * (clock() - due)

        for number in range(WARM_UP):
            await deliver(number, clock())
        await asyncio.sleep(REST)
        gc.freeze()
        gc.disable()  # the sender's pauses are nobody's delay
        sent, started = [], clock()
        for number in range(round(rate * seconds)):
            due = started + number / rate
            await asyncio.sleep(due - clock())
            sent.append(asyncio.ensure_future(deliver(WARM_UP + number, due)))
        return await asyncio.gather(*sent)


if __name__ == "__main__":
    url, secret, kind = sys.argv[1:4]
    print(json.dumps(asyncio.run(send(url, secret, kind, float(sys.argv[4]), float(sys.argv[5])))))
