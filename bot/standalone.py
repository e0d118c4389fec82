"""`leadsmith sandbox`: the local Slack alone, for any Bolt app, and what one has to know to use it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.process import listen, until_stopped
from bot.sandbox.core import Options
from bot.sandbox.errors import NotAnsweredError
from bot.sandbox.identity import PEOPLE, Credentials
from bot.sandbox.server import Sandbox

HOST = "127.0.0.1"
_RETRY_SECONDS = 1.0

# The client's id and secret are no exports: finding them, Bolt for Python would wait to be installed.
_INSTRUCTIONS = """\
A local Slack is at {origin}  (Ctrl+C stops it)
{manifest}

export SLACK_BOT_TOKEN={ours.bot_token}
export SLACK_APP_TOKEN={ours.app_token}
export SLACK_SIGNING_SECRET={ours.signing_secret}
export SLACK_API_URL={origin}/api/

Python:      App(client=WebClient(os.environ["SLACK_BOT_TOKEN"], os.environ["SLACK_API_URL"]))
JavaScript:  new App({{ clientOptions: {{ slackApiUrl: process.env.SLACK_API_URL }}, token: … }})
OAuth:       {origin}/oauth/v2/authorize
             client id {ours.client_id}, client secret {ours.client_secret}
People:      {people}
Events go to {target}.
"""
_EVERYTHING = "Without --manifest the app has every scope, hears every event and knows every command."


@dataclass(frozen=True)
class Wanted:
    """How to run the sandbox. Without a request URL the app is reached by Socket Mode."""

    port: int
    manifest: dict[str, Any] | None = None
    request_url: str | None = None
    state: Path | None = None


def instructions(origin: str, wanted: Wanted) -> str:
    """What is printed at the start."""
    ours = Credentials()
    tokens = {"rep": ours.rep_token, "manager": ours.manager_token}
    named = (wanted.manifest or {}).get("display_information", {}).get("name")
    return _INSTRUCTIONS.format(
        origin=origin,
        ours=ours,
        manifest=f"The app is {named}, as its manifest says." if named else _EVERYTHING,
        people=", ".join(f"{user.real_name} {tokens[user.who]}" for user in PEOPLE),
        target=wanted.request_url or "the app's sockets (Socket Mode)",
    )


async def run_alone(wanted: Wanted) -> None:
    """Serve the sandbox until stopped."""
    sandbox = Sandbox(
        state=wanted.state, manifest=wanted.manifest, options=Options(request_url=wanted.request_url)
    )
    other = "choose another one with --port"
    runner = await listen(sandbox.application(), HOST, wanted.port, otherwise=other)
    origin = sandbox.slack.origin = f"http://{HOST}:{runner.addresses[0][1]}"
    _say(instructions(origin, wanted))
    verifying = asyncio.create_task(verify(sandbox, wanted.request_url, _say))
    try:
        await until_stopped()
    finally:
        verifying.cancel()
        with suppress(asyncio.CancelledError):
            await verifying
        await runner.cleanup()


async def verify(sandbox: Sandbox, url: str | None, say: Callable[[str], None]) -> None:
    """Ask the request URL until it answers as an app does; say each verdict once."""
    said = ""
    while url is not None:
        verdict = await _verdict(sandbox, url)
        if verdict != said:
            say(f"{verdict}\n")
        if verdict.endswith("verified."):
            return
        said = verdict
        await asyncio.sleep(_RETRY_SECONDS)


async def _verdict(sandbox: Sandbox, url: str) -> str:
    try:
        right = await sandbox.shake_hands()
    except NotAnsweredError as error:
        return f"{url}: {error}. Trying again until the app is there."
    if right:
        return f"{url}: verified."
    return f"{url}: answered, but without the challenge (url_verification). Trying again."


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
