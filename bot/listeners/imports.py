"""Files of leads: taken from messages and a window, decided over on their card."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.assistant.router import plans
from agent.enrichment.vendors import CHECK_SECONDS
from agent.errors import UnavailableError
from agent.imports.fields import Field
from agent.imports.service import Sent
from agent.planner.intake import Message
from bot.desk import Desk
from bot.files import SEEN_LATER, upload_of
from bot.listeners.common import Click, chosen, on_click, on_submit
from bot.slack import called
from bot.views.lead_import import columns_modal, import_modal, wrong_columns

LISTS = {".csv", ".tsv", ".tab"}
NOTES = {".txt"}
"""What may be a list, or what somebody wrote: it is a list when nothing is said with it."""
TOLD = {".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".zip", ".gz"}
"""What is no list of text, but most likely meant as one: taken, to say what would help."""
SLOW = "Slack is not answering just now. Please try again."

_OF_FILES = re.compile(
    r"\b(?:import\w*|upload\w*|add|read|take|lists?|files?|csv|excel|attach\w*|export|here|th(?:is|ese|ose)"
    r"|liste|datei|hier|diese?|fichier|ici|ces?|archivo|lista|estos?|aqu[ií])\b",
    re.IGNORECASE,
)
"""What is said of a file that is sent along; it asks for nothing else."""


async def take(desk: Desk, message: Message, files: Iterable[dict[str, Any]]) -> bool:
    """Take the lists that came with a message; false when there are none."""
    lists = [file for file in files if is_list(file, alone=not message.text)]
    if not lists:
        return False
    said = bool(message.text) and plans(message.text) and _OF_FILES.search(message.text) is None
    uploads = tuple(upload_of(file).model_copy(update={"said": said}) for file in lists)
    sent = Sent(message.workspace, message.author, message.channel, message.thread_ts, message.key, uploads)
    await desk.services.imports.receive(sent)
    return True


def is_list(file: dict[str, Any], *, alone: bool = True) -> bool:
    """Whether a file may be a list of leads, going by its name; one whose name is kept back may be."""
    name = str(file.get("name") or file.get("title") or "")
    unseen = file.get("file_access") == SEEN_LATER and not name
    kinds = LISTS | TOLD | (NOTES if alone else set())
    return unseen or PurePath(name.lower()).suffix in kinds


class ImportListeners:
    """Clicks on an import's card, and its two windows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._imports = desk.services.imports

    async def columns(self, click: Click) -> None:
        await click.open(columns_modal(await self._imports.get(click.actor, click.target[0])))

    async def choose(self, click: Click) -> dict[str, Any] | None:
        """Keep what the columns are, or say at one of them what is wrong."""
        import_id = click.view["private_metadata"]
        places = range(len(click.view["state"]["values"]))
        fields = tuple(Field(chosen(click.view, f"column_{place}")[0]) for place in places)
        if errors := wrong_columns(fields):
            return {"response_action": "errors", "errors": errors}
        await self._imports.choose_columns(click.actor, import_id, fields)
        return None

    async def start(self, click: Click) -> None:
        await self._imports.start(click.actor, *click.target)

    async def stop(self, click: Click) -> None:
        await self._imports.stop(click.actor, *click.target)

    async def discard(self, click: Click) -> None:
        await self._imports.discard(click.actor, click.target[0])

    async def undo(self, click: Click) -> None:
        await self._imports.undo(click.actor, *click.target)

    async def open(self, click: Click) -> None:
        await click.open(import_modal())

    async def send(self, click: Click) -> dict[str, Any] | None:
        """Take the file that was chosen in the window into the person's own conversation."""
        files = files_of(click.view, "file")
        if not files or not all(map(is_list, files)):
            return {"response_action": "errors", "errors": {"file": "Choose a CSV or TSV file."}}
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                opened = await called(click.hasty.conversations_open(users=click.actor.user))
        except (TimeoutError, UnavailableError):
            return {"response_action": "errors", "errors": {"file": SLOW}}
        uploads = tuple(map(upload_of, files))
        key = f"import:{click.view['id']}"
        workspace, user = click.actor.workspace, click.actor.user
        await self._imports.receive(Sent(workspace, user, opened["channel"]["id"], "", key, uploads))
        return None


def files_of(view: dict[str, Any], block_id: str) -> list[dict[str, Any]]:
    """The files that were chosen in a field of a modal."""
    states = view["state"]["values"].get(block_id, {}).values()
    return [file for state in states for file in state.get("files") or ()]


def register(app: AsyncApp, desk: Desk) -> None:
    imports = ImportListeners(desk)
    on_click(app, desk, "import_columns", imports.columns)
    on_click(app, desk, "import_start", imports.start)
    on_click(app, desk, "import_go_on", imports.start)
    on_click(app, desk, "import_stop", imports.stop)
    on_click(app, desk, "import_discard", imports.discard)
    on_click(app, desk, "import_undo", imports.undo)
    on_click(app, desk, "import_open", imports.open)
    on_submit(app, desk, "import_columns", imports.choose)
    on_submit(app, desk, "import_file", imports.send)
