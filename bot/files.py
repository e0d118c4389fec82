"""Files as Slack keeps them: fetched with our token, which goes to Slack alone, up to what we take."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from agent.errors import NotFoundError, UnavailableError
from agent.imports.files import ELSEWHERE, GONE, MOST_BYTES, TOO_LARGE, RefusedError, Upload
from bot.slack import SlackError, called

HOST = "files.slack.com"
"""Where Slack keeps what people upload: https://docs.slack.dev/reference/objects/file-object"""
SECONDS = 120
_PIECE = 64 * 1024
_FINE, _GONE, _LATER, _BROKEN = 200, {404, 410}, 429, 500
HIDDEN = (
    "Slack does not let me read that file. An admin may have to install me again, so that I get the "
    "permission to read files."
)
HOSTED = {"hosted", "snippet"}
SEEN_LATER = "check_file_info"
_log = logging.getLogger(__name__)


def upload_of(file: dict[str, Any]) -> Upload:
    """A file as an event, or files.info, tells of it."""
    return Upload(
        id=str(file["id"]),
        name=str(file.get("name") or file.get("title") or "list.csv"),
        size=int(file.get("size") or 0),
        url=str(file.get("url_private_download") or file.get("url_private") or ""),
        hosted=not file.get("is_external") and file.get("mode", "hosted") in HOSTED,
        unseen=file.get("file_access") == SEEN_LATER,
    )


class SlackFiles:
    """Fetches files over HTTP."""

    def __init__(self, client: AsyncWebClient, token: str, api_url: str) -> None:
        self._client = client
        self._token = token
        self._api = urlsplit(api_url)

    async def fetch(self, upload: Upload) -> bytes:
        """The bytes of a file; see `agent.imports.files.Files` for its errors."""
        if upload.unseen:
            upload = await self._seen(upload)
        if upload.size > MOST_BYTES:
            raise RefusedError(TOO_LARGE)
        if not upload.hosted or not self._is_slacks(upload.url):
            raise RefusedError(ELSEWHERE)
        timeout = aiohttp.ClientTimeout(total=SECONDS, sock_connect=10, sock_read=30)
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
                session.get(upload.url, allow_redirects=False) as response,
            ):
                _require_fine(response)
                return await _bytes(response)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise UnavailableError("Slack is not handing out files just now.") from error

    async def _seen(self, upload: Upload) -> Upload:
        """What a message of another company's left out."""
        try:
            answer = await called(self._client.files_info(file=upload.id))
        except SlackError as error:
            _log.warning("files.info: %s", error.code)
            raise NotFoundError(HIDDEN if error.code == "missing_scope" else GONE) from error
        return upload_of(answer["file"]).model_copy(update={"unseen": False})

    def _is_slacks(self, url: str) -> bool:
        """Whether an address is Slack's own: our token must not reach any other."""
        parts = urlsplit(url)
        if parts.hostname == HOST:
            return parts.scheme == "https"
        return (parts.scheme, parts.netloc) == (self._api.scheme, self._api.netloc) != ("", "")


def _require_fine(response: aiohttp.ClientResponse) -> None:
    """Raise for every answer but the file: Slack sends those who may not read it to its sign-in page."""
    if response.status in _GONE:
        raise NotFoundError(GONE)
    if response.status == _LATER or response.status >= _BROKEN:
        raise UnavailableError("Slack is not handing out files just now.")
    if response.status != _FINE or response.content_type == "text/html":
        raise NotFoundError(HIDDEN)


async def _bytes(response: aiohttp.ClientResponse) -> bytes:
    """The body, given up as soon as it is larger than we take, whatever was said before."""
    content = bytearray()
    async for piece in response.content.iter_chunked(_PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            raise RefusedError(TOO_LARGE)
    return bytes(content)
