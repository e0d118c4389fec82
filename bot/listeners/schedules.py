"""Schedules: asked for in words, previewed, saved, changed, paused, run now, deleted."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import InvalidError
from agent.questions.reporting import is_report
from agent.roles import Actor
from agent.scheduling.asking import BRIEF_NOW, BRIEFED, BRIEFING, LEAD_CHECK, REPORT, Wanted
from agent.scheduling.card import TaskCard
from agent.scheduling.service import Asked
from agent.tasks import GOAL, LEADS_CHECKED, PLAYBOOK, REMINDER
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, parts, typed
from bot.slack import UNREACHABLE, SlackError
from bot.views.blocks import Block
from bot.views.schedule import (
    CHANNEL,
    Form,
    announcement,
    history_modal,
    saved_modal,
    task_modal,
    tasks_modal,
)

OURS = {BRIEFING: BRIEFED, LEAD_CHECK: LEADS_CHECKED}
"""What is done by kinds that have no words of their own."""
NEW = {REMINDER, REPORT, BRIEFING}
"""What a window can begin with."""
NOT_THERE = "I cannot write there. Invite me first (/invite @Leadsmith in that channel), then save again."
CHOICE = re.compile(r"task_choose_\w+")
VERBS = ("remind", "schedule", "schedules")
"""What `/leadsmith` is followed by when it is about schedules."""
_ME = re.compile(r"^me\b", re.IGNORECASE)


class ScheduleListeners:
    """Clicks on schedules: in a thread, at Home, in their list, in their modal."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._schedules = desk.services.schedules

    async def new(self, click: Click) -> None:
        await click.open(task_modal(Form(click.value if click.value in NEW else REMINDER)))

    async def of_playbook(self, click: Click) -> None:
        card = await self._desk.services.playbooks.get(click.actor, click.value)
        await self._show(click, task_modal(Form(PLAYBOOK, card.id), card.goal))

    async def list(self, click: Click) -> None:
        await click.open(await self._listed(click))

    async def edit(self, click: Click) -> None:
        card = await self._schedules.get(click.actor, click.value)
        await self._show(click, edit_modal(card))

    async def submit(self, click: Click) -> dict[str, Any]:
        """Save what was shown; what was not shown yet, or changed since, is shown first."""
        form, values = Form.parse(click.view["private_metadata"]), typed(click.view)
        try:
            asked = await self._asked(click, form, values)
            card = await self._previewed(click, form, asked)
            if card.proposal is None:
                return {"response_action": "update", "view": saved_modal(card)}
            if form.version == card.version and card.preview is not None:
                await announce(self._desk, card)
                saved = await self._schedules.save(click.actor, card.id, card.version)
                return {"response_action": "update", "view": saved_modal(saved)}
        except InvalidError as error:
            field = error.field or "when"
            return {"response_action": "errors", "errors": {field: str(error)}}
        return {"response_action": "update", "view": preview_modal(card)}

    async def _asked(self, click: Click, form: Form, values: dict[str, str]) -> Asked:
        zone = await self._desk.zones.of(click.actor.user)
        what = OURS.get(form.kind) or values.get("what", "")
        channel = chosen_channel(click.view)
        if form.kind == REPORT and not is_report(what):
            raise InvalidError("Ask about your leads, plans or runs: _how many leads did I find?_", "what")
        return Asked(form.kind, what, values.get("when", ""), zone, form.target, channel=channel)

    async def _previewed(self, click: Click, form: Form, asked: Asked) -> TaskCard:
        if form.task_id:
            return await self._schedules.amend(click.actor, form.task_id, form.version, asked)
        return await self._schedules.propose(click.actor, f"view:{click.view['id']}", asked)

    async def choose(self, click: Click) -> None:
        number, _, target = click.value.partition(":")
        card = await self._schedules.choose(click.actor, *parts(target), int(number))
        if _in_modal(click):
            await click.update(preview_modal(card))

    async def save(self, click: Click) -> None:
        await announce(self._desk, await self._schedules.get(click.actor, click.target[0]))
        await self._schedules.save(click.actor, *click.target)

    async def discard(self, click: Click) -> None:
        await self._schedules.discard(click.actor, click.value)

    async def pause(self, click: Click) -> None:
        await self._schedules.pause(click.actor, click.value)
        await self._refresh(click)

    async def resume(self, click: Click) -> None:
        await self._schedules.resume(click.actor, click.value)
        await self._refresh(click)

    async def run(self, click: Click) -> None:
        at = datetime.fromtimestamp(float(click.action["action_ts"]), UTC)
        await self._schedules.run_now(click.actor, click.value, at)
        await click.whisper("I'm on it.")

    async def delete(self, click: Click) -> None:
        await self._schedules.delete(click.actor, click.value)
        await self._refresh(click)

    async def history(self, click: Click) -> None:
        card = await self._schedules.get(click.actor, click.value)
        await self._show(click, history_modal(card, await self._schedules.history(click.actor, click.value)))

    async def _show(self, click: Click, view: Block) -> None:
        await (click.update(view) if _in_modal(click) else click.open(view))

    async def _refresh(self, click: Click) -> None:
        """The list shows the change itself; Home is told of it."""
        if _in_modal(click):
            await click.update(await self._listed(click))

    async def _listed(self, click: Click) -> Block:
        return tasks_modal(await self._schedules.of(click.actor))


async def announce(desk: Desk, card: TaskCard) -> None:
    """Tell a channel what will be said there; that it works is the proof that I may."""
    if not card.channel or card.proposal is None:
        return
    key = f"announce:{card.id}:{card.version}:{card.channel}"
    try:
        await desk.posting.once(card.workspace, key, (card.channel, None), announcement(card))
    except SlackError as error:
        if error.code not in UNREACHABLE:
            raise
        raise InvalidError(NOT_THERE, CHANNEL) from error


def chosen_channel(view: dict[str, Any]) -> str:
    """The channel that was chosen in a modal, if one was."""
    states = view["state"]["values"].get(CHANNEL, {}).values()
    return next((state.get("selected_conversation") or "" for state in states), "")


def _in_modal(click: Click) -> bool:
    return bool(click.body.get("view", {}).get("type") == "modal")


def form_of(card: TaskCard) -> Form:
    """The modal's memory of a task as it stands."""
    return Form(card.kind, card.target, card.id, card.version)


def preview_modal(card: TaskCard) -> Block:
    """The modal with how its words were read."""
    waiting = card.proposal
    return task_modal(
        form_of(card), waiting.what if waiting else card.what, waiting.when if waiting else "", card
    )


def edit_modal(card: TaskCard) -> Block:
    """The modal for a task, with what waits to be saved or else what was."""
    if card.proposal is not None:
        return preview_modal(card)
    return task_modal(form_of(card), card.what, card.saved.words if card.saved is not None else "")


async def commanded(desk: Desk, actor: Actor, verb: str, text: str, key: str) -> Block:
    """What the command shows: the list, or the modal with what was understood of its text."""
    schedules = desk.services.schedules
    if verb == "schedules":
        return tasks_modal(await schedules.of(actor))
    zone = await desk.zones.of(actor.user)
    if verb == "remind":
        found: Wanted | None = schedules.reminder(_ME.sub("", text), zone)
    else:
        found = schedules.wanted(text, zone) or Wanted(GOAL, text, "")
    if found is not None and found.kind == BRIEF_NOW:
        await desk.services.briefings.now(actor, key)
        return tasks_modal(await schedules.of(actor))
    if found is None or not (found.what and found.when):
        return task_modal(Form(REMINDER if verb == "remind" else GOAL), found.what if found else "")
    return preview_modal(await schedules.propose(actor, key, Asked(found.kind, found.what, found.when, zone)))


def register(app: AsyncApp, desk: Desk) -> None:
    schedules = ScheduleListeners(desk)
    on_click(app, desk, "task_new", schedules.new)
    on_click(app, desk, "tasks_open", schedules.list)
    on_click(app, desk, "playbook_schedule", schedules.of_playbook)
    on_click(app, desk, "task_edit", schedules.edit)
    on_click(app, desk, CHOICE, schedules.choose)
    on_click(app, desk, "task_save", schedules.save)
    on_click(app, desk, "task_discard", schedules.discard)
    on_click(app, desk, "task_pause", schedules.pause)
    on_click(app, desk, "task_resume", schedules.resume)
    on_click(app, desk, "task_run", schedules.run)
    on_click(app, desk, "task_delete", schedules.delete)
    on_click(app, desk, "task_history", schedules.history)
    on_submit(app, desk, "task_form", schedules.submit)
