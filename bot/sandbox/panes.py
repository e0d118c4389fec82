"""What the page shows: the parts of the workspace that one person sees, rendered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from bot.sandbox.core import Slack
from bot.sandbox.identity import BOT_USER, PEOPLE, TEAM_DOMAIN, TEAM_NAME, VISITOR, User
from bot.sandbox.methods import METHODS
from bot.sandbox.person import Person
from bot.sandbox.render.emoji import EMOJI
from bot.sandbox.render.page import Sheet, environment
from bot.sandbox.workspace import Channel, Message

_SHOWN = 200
_COUNTED = 100


@dataclass(frozen=True)
class Place:
    """Where a person is looking."""

    channel: str
    tab: str = "messages"
    thread: str | None = None


class Panes:
    """Renders for one person at a time."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._templates = environment()

    def shell(self) -> str:
        name = self._slack.bot.first_name
        return self._templates.get_template("page.html").render(
            app=name,
            methods=sorted(METHODS),
            archives=f"https://{TEAM_DOMAIN}.slack.com/archives/",
            emoji=_one_name_each(),
            shortcuts=self._slack.manifest.shortcuts("global"),
        )

    def all(self, person: Person, place: Place) -> dict[str, Any]:
        """Everything the page needs to show where this person is looking."""
        channel = person.place(place.channel)
        _mark_read(channel, person, place)
        home = channel.is_im and place.tab == "home"
        return {
            "sidebar": self._sidebar(person, place),
            "name": self._slack.bot.first_name if channel.is_im else f"#{channel.name}",
            "is_app": channel.is_im,
            "content": self._home(person)
            if home
            else self._messages(person, channel, channel.top_level(_SHOWN), ""),
            "thread": self._thread(person, channel, place.thread),
            "status": None if home or place.thread else self._status(channel, self._latest(channel)),
            "thread_status": self._status(channel, place.thread),
            "prompts": [] if home else self._prompts(channel, person),
            "invite": BOT_USER not in channel.members and not channel.archived,
            "archived": channel.archived,
            "shared": channel.shared,
            "modal": self._modal(person),
            "commands": [command["command"] for command in self._slack.manifest.commands()],
        }

    def _sheet(self, person: Person, state: dict[str, Any], scope: str) -> Sheet:
        return Sheet(self._slack, person.user, self._templates, state, scope)

    def _sidebar(self, person: Person, place: Place) -> str:
        bot = self._slack.bot
        seen = [c for c in self._slack.workspace.channels.values() if c.seen_by(person.id)]
        rows = [
            {"id": c.id, "name": c.name or bot.first_name, "is_app": c.is_im, "archived": c.archived}
            | {"current": c.id == place.channel, **asdict(_unread(c, person))}
            for c in seen
        ]
        return self._templates.get_template("sidebar.html").render(
            team=TEAM_NAME,
            rows=rows,
            initials=bot.first_name[0],
            people=[{**vars(user), "current": user.id == person.id} for user in self._people()],
        )

    def _people(self) -> tuple[User, ...]:
        """Whom one can be: of another company as well, once a channel is shared with it."""
        return (*PEOPLE, VISITOR) if VISITOR.id in self._slack.users else PEOPLE

    def _messages(
        self, person: Person, channel: Channel, messages: list[Message], thread: str
    ) -> list[dict[str, str]]:
        """One entry a message, so that the page replaces only what changed."""
        hidden = [m for m in channel.ephemerals(person.id).values() if m.get("thread_ts", "") == thread]
        shown = sorted([*messages, *hidden], key=lambda m: m["ts"])[-_SHOWN:]
        return [{"key": m["ts"], "html": self._message(person, m, thread)} for m in shown]

    def _message(self, person: Person, message: Message, thread: str) -> str:
        sheet = self._sheet(person, person.entered(message["ts"]), f"{thread}-{message['ts']}")
        return self._templates.get_template("message.html").render(m=message, sheet=sheet, linked=not thread)

    def _thread(self, person: Person, channel: Channel, thread: str | None) -> list[dict[str, str]] | None:
        if thread is None:
            return None
        return self._messages(person, channel, channel.replies(thread), thread)

    def _home(self, person: Person) -> list[dict[str, str]]:
        home = self._slack.views.home(person.id)
        if home is None:
            name = self._slack.bot.first_name
            return [{"key": "empty", "html": f'<p class="empty">{name} has nothing on its Home tab yet.</p>'}]
        sheet = self._sheet(person, home["state"]["values"], home["id"])
        blocks = "".join(sheet.block(block) for block in home["blocks"])
        return [{"key": home["id"], "html": f'<div class="home" data-view-id="{home["id"]}">{blocks}</div>'}]

    def _modal(self, person: Person) -> dict[str, str] | None:
        stack = self._slack.views.stack(person.id)
        if not stack:
            return None
        view = stack[-1]
        sheet = self._sheet(person, view["state"]["values"], view["id"])
        html = self._templates.get_template("modal.html").render(view=view, sheet=sheet)
        return {"key": view["id"], "html": html}

    def _prompts(self, channel: Channel, person: Person) -> list[dict[str, str]]:
        """Prompts help to begin: they go once this person has written."""
        begun = channel.messages.has_from(person.id)
        if begun or not channel.is_im:
            return []
        own = (channel.prompts or {}).get("prompts")
        return list(own) if own else [dict(prompt) for prompt in self._slack.manifest.prompts()]

    def _status(self, channel: Channel, thread: str | None) -> dict[str, Any] | None:
        if thread is None:
            return None
        status = self._slack.statuses.of(channel.id, thread)
        working = channel.sessions.get(thread, {}).get("status") == "processing"
        if status is None and not working:
            return None
        text = (status.loading_messages or (status.text,))[0] if status else "is working…"
        plain = text if status and status.loading_messages else f"{self._slack.bot.first_name} {text}"
        return {"text": plain, "stop": thread if working else None}

    def _latest(self, channel: Channel) -> str | None:
        last = channel.messages.last() if channel.is_im else None
        return last["ts"] if last else None


@dataclass(frozen=True)
class _Unread:
    """Whether there is something new in a conversation, and how much of it calls for this person."""

    unread: bool
    mentions: int


def _unread(channel: Channel, person: Person) -> _Unread:
    """In direct messages everything calls; in a channel what mentions one, and threads are followed alone."""
    since = channel.messages.since(channel.read.get(person.id, ""), _COUNTED)
    new = [message for message in since if message["user"] != person.id]
    calling = [m for m in new if channel.is_im or f"<@{person.id}>" in m.get("text", "")]
    return _Unread(bool(calling) or any(_top(m) for m in new), len(calling))


def _one_name_each() -> list[tuple[str, str]]:
    """The emoji to choose from, each once: of several names the first."""
    names: dict[str, str] = {}
    for name, sign in EMOJI.items():
        names.setdefault(sign, name)
    return [(name, sign) for sign, name in names.items()]


def _top(message: Message) -> bool:
    return message.get("thread_ts", message["ts"]) == message["ts"] or bool(message.get("reply_broadcast"))


def _mark_read(channel: Channel, person: Person, place: Place) -> None:
    if place.tab == "messages":
        channel.mark_read(person.id)
