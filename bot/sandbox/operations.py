"""What a person can do, by name, with arguments as JSON brings them."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.sandbox.person import Person

Body = dict[str, Any]
Operation = Callable[[Person, Body], Awaitable[Body | None]]


async def _send(person: Person, body: Body) -> Body:
    files = [(f["name"], base64.b64decode(f["base64"], validate=True)) for f in body.get("files", ())]
    ts = await person.send(body.get("text", ""), body.get("channel"), body.get("thread_ts"), files)
    return {"ts": ts}


async def _edit(person: Person, body: Body) -> None:
    await person.edit(body["ts"], body["text"], body.get("channel"))


async def _delete(person: Person, body: Body) -> None:
    await person.delete(body["ts"], body.get("channel"))


async def _react(person: Person, body: Body) -> None:
    await person.react(body["ts"], body["name"], body.get("channel"))


async def _click(person: Person, body: Body) -> None:
    optional = {name: body.get(name) for name in ("block_id", "value", "values", "channel")}
    await person.click(body["where"], body["action_id"], **optional)


async def _suggest(person: Person, body: Body) -> Body:
    where = {name: body.get(name) for name in ("block_id", "channel")}
    found = await person.suggest(body["where"], body["action_id"], body.get("text", ""), **where)
    return {"options": [], "option_groups": [], **found}


async def _submit(person: Person, body: Body) -> Body:
    return {"errors": await person.submit(body["view_id"], body.get("values"))}


async def _close(person: Person, body: Body) -> None:
    await person.close(body["view_id"], stack=bool(body.get("stack")))


async def _command(person: Person, body: Body) -> None:
    await person.command(body["command"], body.get("text", ""), body.get("channel"))


async def _shortcut(person: Person, body: Body) -> None:
    await person.shortcut(body["callback_id"], body.get("ts"), body.get("channel"))


async def _open(person: Person, body: Body) -> None:
    await (person.open_home() if body["tab"] == "home" else person.open_messages())


async def _stop(person: Person, body: Body) -> None:
    await person.stop(body["thread_ts"], body.get("channel"))


async def _create(person: Person, body: Body) -> Body:
    return {"channel": await person.create_channel(body["name"], private=bool(body.get("private")))}


async def _archive(person: Person, body: Body) -> None:
    await person.archive(body["channel"])


async def _unarchive(person: Person, body: Body) -> None:
    await person.unarchive(body["channel"])


async def _share(person: Person, body: Body) -> None:
    await person.share(body["channel"])


async def _unshare(person: Person, body: Body) -> None:
    await person.unshare(body["channel"])


async def _invite(person: Person, body: Body) -> None:
    await person.invite_app(body["channel"])


OPERATIONS: Mapping[str, Operation] = {
    "send": _send,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
    "click": _click,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "command": _command,
    "shortcut": _shortcut,
    "open": _open,
    "stop": _stop,
    "create": _create,
    "archive": _archive,
    "unarchive": _unarchive,
    "invite": _invite,
    "share": _share,
    "unshare": _unshare,
}
