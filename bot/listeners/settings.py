"""Settings of the workspace: policies, roles, the audit trail."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import InvalidError
from agent.people.members import Members
from agent.roles import Act, Actor, Approver, LeadScope, Policy, Role, may, require
from bot.desk import Desk
from bot.listeners.common import Click, chosen, on_click, on_submit
from bot.views.blocks import Block
from bot.views.settings import AS_IN_SLACK, audit_modal, saved_modal, settings_modal, sure_modal

Given = tuple[str, Role | None]
"""A person and the role that they are to have; None is what Slack says."""
NAMED = "The operator named them an admin, which cannot be changed here."


class SettingListeners:
    """Clicks on Home's settings and in their modals."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._members = desk.services.members
        self._audit = desk.services.audit

    async def open(self, click: Click) -> None:
        await click.open(await shown(self._members, click.actor))

    async def back(self, click: Click) -> None:
        await click.update(await shown(self._members, click.actor))

    async def save(self, click: Click) -> dict[str, Any]:
        """Keep what was changed; what cannot be is said at its field, and nothing is kept then."""
        try:
            policy, given = _policy(click), self._given(click)
        except InvalidError as error:
            return {"response_action": "errors", "errors": {error.field or "approvers": str(error)}}
        await self._members.settle(click.actor, policy)
        if given is not None and await self._gives_up(click.actor, given):
            return {"response_action": "update", "view": sure_modal(given[1])}
        if given is not None:
            await self._members.give(click.actor, *given)
        return {"response_action": "update", "view": saved_modal(policy, given)}

    def _given(self, click: Click) -> Given | None:
        person, role = chosen(click.view, "person"), chosen(click.view, "role")
        if not person and not role:
            return None
        if not person:
            raise InvalidError("Choose who is to have that role.", "person")
        if not role:
            raise InvalidError("Choose the role.", "role")
        if self._desk.admins.names(person[0]):
            raise InvalidError(NAMED, "person")
        return person[0], _role(role[0])

    async def _gives_up(self, actor: Actor, given: Given) -> bool:
        """Whether an admin would be none any more by what they ask for."""
        user, role = given
        if user != actor.user or not actor.admin:
            return False
        return (role or await self._desk.admins.by_slack(user)) is not Role.ADMIN

    async def give_up(self, click: Click) -> dict[str, Any]:
        """An admin is sure that they want to be none any more."""
        role = _role(click.view["private_metadata"])
        standing = await self._members.standing(click.actor.workspace, click.actor.user)
        if standing.role is not role:
            await self._members.give(click.actor, click.actor.user, role)
        now = await self._desk.admins.of(click.actor.workspace, click.actor.user)
        view = saved_modal(now.policy, (click.actor.user, role), settles=may(now, Act.SETTLE))
        return {"response_action": "update", "view": view}

    async def audit(self, click: Click) -> None:
        await click.push(audit_modal(await self._audit.page(click.actor)))

    async def turn(self, click: Click) -> None:
        await click.update(audit_modal(await self._audit.page(click.actor, int(click.value))))


def _role(value: str) -> Role | None:
    return None if value == AS_IN_SLACK else Role(value)


def _policy(click: Click) -> Policy:
    """The policy as it stands, with what was changed of the one that was shown."""
    view = click.view
    before = Policy.model_validate_json(view["private_metadata"])
    approvers = frozenset(Approver(each) for each in chosen(view, "approvers"))
    if not approvers:
        raise InvalidError("Somebody has to approve plans.", "approvers")
    settlers = chosen(view, "settlers")
    wanted: dict[str, Any] = {
        "approvers": approvers,
        "manager_leads": LeadScope(chosen(view, "leads")[0]),
        "connections": Role(chosen(view, "connections")[0]),
        "settings": Role(settlers[0]) if settlers else before.settings,
    }
    changed = {name: value for name, value in wanted.items() if value != getattr(before, name)}
    return click.actor.policy.model_copy(update=changed)


async def shown(members: Members, actor: Actor) -> Block:
    """The settings, for somebody who may change them."""
    require(actor, Act.SETTLE)
    return settings_modal(actor, await members.all(actor))


async def commanded(desk: Desk, actor: Actor) -> Block:
    """What the command shows."""
    return await shown(desk.services.members, actor)


def register(app: AsyncApp, desk: Desk) -> None:
    settings = SettingListeners(desk)
    on_click(app, desk, "settings_open", settings.open)
    on_click(app, desk, "settings_back", settings.back)
    on_click(app, desk, "audit_open", settings.audit)
    on_click(app, desk, "audit_page", settings.turn)
    on_click(app, desk, "audit_page_next", settings.turn)
    on_submit(app, desk, "settings_form", settings.save)
    on_submit(app, desk, "settings_sure", settings.give_up)
