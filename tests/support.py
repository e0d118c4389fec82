"""An office for tests: Leadsmith on a local Slack in one process, and what people do there in few words."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr

from agent.clock import Clock, SystemClock
from agent.execution.pace import Fault
from agent.pages.resolver import FictionalResolver, Resolver, nowhere
from agent.planner.catalogue import catalogue
from agent.planner.plan import Choice, Outcome, Plan, PlannerKind
from agent.planner.reading import read
from agent.planner.wiring import wire
from agent.prospecting.parts import Parts
from bot.app import Application
from bot.finding import Finding
from bot.manifest import manifest
from bot.sandbox import Person, Sandbox
from bot.sandbox.core import Options
from bot.sandbox.identity import User
from bot.settings import Settings
from bot.wiring.ground import Outside
from tests.migrated import made_newest

T = TypeVar("T")
Message = dict[str, Any]

GOAL = "find 50 saas marketing managers in berlin and get their emails"
"""Planned as one step, whose search URL is prefilled."""
GROUP_GOAL = "emails for 30 people in a linkedin group, and do not contact them"
"""Planned as steps that need a group URL from a person."""
GROUP_URL = "https://www.linkedin.com/groups/12345/"
PATIENCE = 45.0
"""Seconds that a test waits at most, on a machine that has other things to do."""
COOKIE = f"AQED{'x9_-' * 36}"
"""What a real session cookie looks like."""
AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
STRANGER = User("U0STRANGE1", "stranger", "sam", "Sam", "Sam Stranger", "sam@acme.example")


def plan_with(text: str, *scripts: str) -> Plan:
    """A plan of these phantoms for a goal, wired as always."""
    choices = [Choice(script=script, why="It was asked for.") for script in scripts]
    goal = read(text)
    return Plan(goal=goal, steps=wire(goal, choices, catalogue()), planner=PlannerKind.EMBEDDED)


class FixedPlanner:
    """Plans the same phantoms for every goal."""

    def __init__(self, *scripts: str) -> None:
        self._scripts = scripts

    async def plan(self, text: str, _revision: object, _progress: object) -> Outcome:
        return Outcome(plan=plan_with(text, *self._scripts))


def texts(node: Any) -> Iterator[str]:
    """Every text that somebody reads in blocks, buttons included."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"text", "title", "label", "placeholder", "hint"} and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item)


def said(message: Message | None) -> str:
    """What a message (or view) says, all of it."""
    return "\n".join(texts((message or {}).get("blocks", []))) if message else ""


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Everything with an action_id."""
    if isinstance(node, dict):
        if "action_id" in node:
            yield node
        for value in node.values():
            yield from elements(value)
    elif isinstance(node, list):
        for item in node:
            yield from elements(item)


def buttons(message: Message | None) -> dict[str, dict[str, Any]]:
    """The buttons of a message or view, by what stands on them."""
    found = elements((message or {}).get("blocks", []))
    return {each["text"]["text"]: each for each in found if each.get("type") == "button"}


def fields(view: Message) -> dict[str, str | None]:
    """The text fields of a modal, by block, and what they start with."""
    return {
        block["block_id"]: block["element"].get("initial_value")
        for block in view["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
    }


@dataclass
class Thread:
    """What follows from one message: a plan, runs, files."""

    office: Office
    person: Person
    ts: str
    channel: str | None = None

    @property
    def messages(self) -> list[Message]:
        return self.person.replies(self.ts, self.channel)

    @property
    def plan(self) -> Message:
        """The message about the plan: the first that Leadsmith posted, a model's reasoning aside."""
        return next(message for message in self.messages if "streaming_state" not in message)

    @property
    def files(self) -> list[str]:
        return [file["name"] for message in self.messages for file in message.get("files", [])]

    async def shows(self, *words: str, seconds: float = PATIENCE) -> Message:
        """The newest message of the thread that says all of this, once there is one."""

        def look() -> Message | None:
            found = (m for m in reversed(self.messages) if all(w in said(m) + m["text"] for w in words))
            return next(found, None)

        try:
            return await self.office.until(look, seconds)
        except TimeoutError:
            raise AssertionError(f"nothing says {words}: {[said(m) for m in self.messages]}") from None

    async def offers(self, label: str) -> Message:
        """The newest message with this button, once there is one."""
        try:
            return await self.office.until(lambda: self._with(label))
        except TimeoutError:
            shown = [list(buttons(m)) for m in self.messages]
            raise AssertionError(f"nothing offers {label!r}: {shown}") from None

    def _with(self, label: str) -> Message | None:
        return next((m for m in reversed(self.messages) if label in buttons(m)), None)

    async def click(self, label: str, person: Person | None = None) -> None:
        """Press a button of this thread, once it is there."""
        message = await self.offers(label)
        await press(person or self.person, message["ts"], buttons(message)[label])

    async def opens(self, label: str, person: Person | None = None) -> Message:
        """Press a button that opens a modal; the modal."""
        who = person or self.person
        before = {view["id"] for view in who.views()}
        await self.click(label, who)
        return await self.office.until(
            lambda: next((view for view in who.views() if view["id"] not in before), None)
        )

    async def approved(self) -> Message:
        """The card of the run, after Approve."""
        await self.click("Approve")
        return await self.offers("Cancel run")

    async def ready(self, values: Mapping[str, Any] | None = None) -> Message:
        """Approve and give everything: the demo account, what is prefilled, and these values."""
        card = await self.approved()
        if "Run" in buttons(card):
            return card
        view = await self.opens("Inputs")
        if "Use the demo account" in buttons(view):
            view = await self.office.use_demo(self.person)
        assert await self.person.submit(view["id"], values or {}) is None
        return await self.offers("Run")

    async def finished(self, values: Mapping[str, Any] | None = None) -> Message:
        """Approve, give everything, run to the end."""
        await self.ready(values)
        await self.click("Run")
        return await self.offers("Run again")


async def press(person: Person, where: str, button: Mapping[str, Any]) -> None:
    await person.click(where, button["action_id"], value=button["value"])


class Office:
    """Leadsmith at work on the sandbox."""

    def __init__(self, sandbox: Sandbox, leadsmith: Application) -> None:
        self.sandbox = sandbox
        self.leadsmith = leadsmith
        self.services = leadsmith.services
        self.dana = sandbox.person("rep")
        self.max = sandbox.person("manager")
        sandbox.slack.users.setdefault(STRANGER.id, STRANGER)
        self.sam = Person(sandbox.slack, STRANGER)
        sandbox.slack.workspace.named("sales").members.append(STRANGER.id)

    @property
    def failures(self) -> dict[str, Fault]:
        """The next launches that fail, by script: change it at will."""
        executor: Any = self.services.execution._context.executor
        planned: dict[str, Fault] = executor._faults.planned
        return planned

    async def until(self, look: Callable[[], T | None], seconds: float = PATIENCE) -> T:
        """Wait until something becomes true of the workspace."""
        return await self.sandbox.until(look, seconds)

    async def goal(self, text: str = GOAL, person: Person | None = None) -> Thread:
        """Send a goal; its thread, once it has an answer."""
        thread = await self.says(text, person)
        await self.answered(thread)
        return thread

    async def says(self, text: str, person: Person | None = None, channel: str | None = None) -> Thread:
        who = person or self.dana
        return Thread(self, who, await who.send(text, channel), channel)

    async def answered(self, thread: Thread) -> Message:
        return (await self.until(lambda: thread.messages))[0]

    async def plan(self, text: str = GOAL, person: Person | None = None) -> Thread:
        """Send a goal; its thread, once a plan waits for a decision."""
        thread = await self.says(text, person)
        await thread.offers("Approve")
        return thread

    async def whisper(self, person: Person, act: Callable[[], Any], channel: str | None = None) -> str:
        """What only this person is told after doing something."""
        before = {m["ts"] for m in person.ephemerals(channel)}
        await act()
        new = await self.until(
            lambda: next((m for m in person.ephemerals(channel) if m["ts"] not in before), None)
        )
        return str(new["text"])

    async def use_demo(self, person: Person) -> Message:
        """Press "Use the demo account" in the open modal; the modal after that."""
        view = person.views()[-1]
        await press(person, view["id"], buttons(view)["Use the demo account"])

        def changed() -> Message | None:
            now = person.views()
            return now[-1] if now and now[-1]["hash"] != view["hash"] else None

        return await self.until(changed)

    async def home(self, person: Person, *words: str, without: str | None = None) -> Message:
        """A person's Home, opened afresh, once it says all of this, and not that.

        What was read before a change may still be published after it: that is let pass first, and what is
        gone is waited for.
        """
        while self.leadsmith.homes.publishing:  # noqa: ASYNC110 - it ends when Slack has answered
            await asyncio.sleep(0.01)
        before = (person.home() or {}).get("hash")
        await person.open_home()

        def look() -> bool:
            now = person.home() or {}
            text = said(now)
            gone = without is None or without not in text
            return now.get("hash") != before and gone and all(word in text for word in words)

        try:
            await self.until(look)
        except TimeoutError:
            wanted = f"{words} without {without}" if without else f"{words}"
            raise AssertionError(f"Home does not say {wanted}: {said(person.home())}") from None
        return person.home() or {}

    def everything(self) -> str:
        """All that the local Slack holds and has logged, as text."""
        workspace = self.sandbox.slack.workspace
        channels = workspace.channels.values()
        held = [
            *(channel.messages.values() for channel in channels),
            *(channel.ephemerals(user).values() for channel in channels for user in self.sandbox.slack.users),
            *(self.sandbox.slack.views.stack(user) for user in self.sandbox.slack.users),
            workspace.homes,
            self.sandbox.calls.rows(5_000),
            [workspace.files.content(file.id).decode() for file in workspace.files.values()],
        ]
        return json.dumps(held, default=str, ensure_ascii=False)


def settings_for(sandbox: Sandbox, data: Path, **changes: Any) -> Settings:
    """Settings for a quick Leadsmith on this sandbox."""
    quick: dict[str, Any] = {
        "slack_bot_token": SecretStr(sandbox.credentials.bot_token),
        "slack_app_token": SecretStr(sandbox.credentials.app_token),
        "slack_api_url": f"{sandbox.url}/api/",
        "data": data,
        "row_seconds": 0.0,
        "tick_seconds": 0.05,
    }
    return Settings().model_copy(update=quick | changes)


@asynccontextmanager
async def office_at(
    data: Path,
    *,
    only_demo: bool = True,
    clock: Clock | None = None,
    provider_urls: Mapping[str, str] | None = None,
    resolver: Resolver | None = None,
    parts: Parts[Any] | Finding | None = None,
    **changes: Any,
) -> AsyncIterator[Office]:
    """Open an office; `changes` are settings by their field names."""
    options = Options(rate_limits=False, ack_seconds=PATIENCE, trigger_seconds=PATIENCE)
    async with Sandbox(manifest=manifest(), options=options) as sandbox:
        settings = settings_for(sandbox, data, **changes)
        made_newest(settings.database)
        hosts = resolver or FictionalResolver(nowhere)
        outside = Outside(clock or SystemClock(), hosts, provider_urls or {}, parts)
        leadsmith = Application(settings, outside, only_demo=only_demo)
        try:
            await leadsmith.start()
            yield Office(sandbox, leadsmith)
            await sandbox.idle()
        finally:
            await leadsmith.stop()
