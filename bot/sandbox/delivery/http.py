"""HTTP delivery: signed requests to the app's request URL."""

from __future__ import annotations

import hashlib
import hmac
import json
from urllib.parse import urlencode

import aiohttp

from bot import limits
from bot.sandbox.clock import Clock
from bot.sandbox.delivery.route import Kind, Parcel, Payload
from bot.sandbox.errors import NotAnsweredError

_FORM = "application/x-www-form-urlencoded"
_OK = 200


def signed_headers(secret: str, timestamp: int, body: str) -> dict[str, str]:
    """Slack's v0 signature over the timestamp and the raw body."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}


class RequestUrl:
    """Posts each parcel to one URL, as Slack does for an app without Socket Mode."""

    def __init__(
        self, url: str, secret: str, clock: Clock, *, ack_seconds: float = limits.ACK_SECONDS, skew: int = 0
    ) -> None:
        self._url = url
        self._secret = secret
        self._clock = clock
        self._timeout = aiohttp.ClientTimeout(total=ack_seconds)
        self.skew = skew

    async def send(self, parcel: Parcel) -> Payload | None:
        content_type, body = _encode(parcel)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (sandbox)"}
        headers |= signed_headers(self._secret, int(self._clock.now().timestamp()) + self.skew, body)
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        return await self._post(headers, body)

    async def _post(self, headers: dict[str, str], body: str) -> Payload | None:
        try:
            async with (
                aiohttp.ClientSession(timeout=self._timeout) as session,
                session.post(self._url, data=body.encode(), headers=headers) as response,
            ):
                text = await response.text()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotAnsweredError("the request URL did not answer") from error
        if response.status != _OK:
            raise NotAnsweredError(f"the request URL answered {response.status}")
        return _answer(text)

    async def verify(self, challenge: str) -> bool:
        """The handshake that Slack makes before it accepts a request URL."""
        answer = await self.send(Parcel(Kind.EVENT, {"type": "url_verification", "challenge": challenge}))
        return answer is not None and challenge in (answer.get("challenge"), answer.get("text"))


def _encode(parcel: Parcel) -> tuple[str, str]:
    if parcel.kind is Kind.EVENT:
        return "application/json", json.dumps(parcel.payload)
    if parcel.kind is Kind.INTERACTIVE:
        return _FORM, urlencode({"payload": json.dumps(parcel.payload)})
    return _FORM, urlencode(parcel.payload)


def _answer(text: str) -> Payload | None:
    if not text.strip():
        return None
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text}
    return answer if isinstance(answer, dict) else None
