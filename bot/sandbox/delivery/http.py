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
from bot.sandbox.faults import Faults
from bot.sandbox.identity import VERIFICATION_TOKEN

_FORM = "application/x-www-form-urlencoded"
_IDLE_SECONDS = 2.0  # less than any app's server keeps an unused connection
_SUCCESS = range(200, 300)
_REASONS = (
    (TimeoutError, "http_timeout"),
    (aiohttp.TooManyRedirects, "too_many_redirects"),
    (aiohttp.ClientSSLError, "ssl_error"),
    (aiohttp.ClientConnectionError, "connection_failed"),
)


def signed_headers(secret: str, timestamp: int, body: str) -> dict[str, str]:
    """Slack's v0 signature over the timestamp and the raw body."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}


class RequestUrl:
    """Posts each parcel to one URL, as Slack does for an app without Socket Mode."""

    signed = True

    def __init__(
        self, url: str, secret: str, clock: Clock, faults: Faults, *, ack_seconds: float = limits.ACK_SECONDS
    ) -> None:
        self._url = url
        self._secret = secret
        self._clock = clock
        self._faults = faults
        self._timeout = aiohttp.ClientTimeout(total=ack_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, parcel: Parcel) -> Payload | None:
        content_type, body = _encode(parcel)
        headers = {"Content-Type": content_type, "User-Agent": "Slackbot 1.0 (sandbox)"}
        now = int(self._clock.now().timestamp()) + self._faults.skew
        headers |= signed_headers(self._secret, now, body)
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        return await self._post(headers, body)

    async def _post(self, headers: dict[str, str], body: str) -> Payload | None:
        try:
            async with self._open().post(
                self._url, data=body.encode(), headers=headers, max_redirects=limits.REDIRECTS + 1
            ) as response:
                text = await response.text()
        except (aiohttp.ClientError, TimeoutError) as error:
            reason = next((name for kind, name in _REASONS if isinstance(error, kind)), "unknown_error")
            raise NotAnsweredError(f"the request URL did not answer ({reason})", reason) from error
        if response.status not in _SUCCESS:
            again = response.headers.get("X-Slack-No-Retry") != "1"
            raise NotAnsweredError(f"the request URL answered {response.status}", "http_error", retry=again)
        return _answer(text)

    def _open(self) -> aiohttp.ClientSession:
        """The one session of all requests, made where there is a loop to run it."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_IDLE_SECONDS)
            jar = aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(timeout=self._timeout, connector=connector, cookie_jar=jar)
        return self._session

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def verify(self, challenge: str) -> bool:
        """The handshake that Slack makes before it accepts a request URL."""
        payload = {"token": VERIFICATION_TOKEN, "type": "url_verification", "challenge": challenge}
        answer = await self.send(Parcel(Kind.EVENT, payload))
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
