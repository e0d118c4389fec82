"""Searches for customers like one's own: told, confirmed, changed, enriched, cancelled."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import InvalidError
from agent.icp.intake import as_text, checked
from agent.icp.profile import Field
from agent.prospecting.service import Asked, Prospecting
from agent.roles import Actor
from bot.desk import Desk
from bot.listeners.common import Click, on_click, on_submit, parts, typed
from bot.views.blocks import Block
from bot.views.prospecting_companies import companies_modal
from bot.views.prospecting_form import (
    CUSTOMERS,
    EXAMPLE_WEBSITE,
    LOST,
    WEBSITE,
    Place,
    intake_modal,
    profile_modal,
)

COMMAND = "icp"
"""What `/leadsmith` is followed by."""


class ProspectingListeners:
    """Clicks on a search's card and in its windows."""

    def __init__(self, prospecting: Prospecting) -> None:
        self._prospecting = prospecting

    async def new(self, click: Click) -> None:
        await click.open(await opened(self._prospecting, click.actor, Place.parse(click.value)))

    async def again(self, click: Click) -> None:
        """The same once more, to be changed."""
        card = await self._prospecting.get(click.actor, click.value)
        place = Place(*card.place) if card.place is not None else Place()
        await click.open(intake_modal(place, *as_text(card.intake)))

    async def submit(self, click: Click) -> dict[str, Any] | None:
        """Begin, or say everything that is wrong where it is."""
        values = typed(click.view)
        found = checked(values.get(WEBSITE, ""), values.get(CUSTOMERS, ""), values.get(LOST, ""))
        if found.intake is None:
            errors: dict[str, str] = {}
            for problem in found.problems:
                errors[problem.field] = f"{errors.get(problem.field, '')} {problem.sentence}".strip()
            return {"response_action": "errors", "errors": errors}
        place = Place.parse(click.view["private_metadata"])
        asked = Asked(f"view:{click.view['id']}", found.intake, (place.channel, place.thread_ts), found.notes)
        await self._prospecting.begin(click.actor, asked)
        return None

    async def confirm(self, click: Click) -> None:
        await self._prospecting.confirm(click.actor, click.value)

    async def enrich(self, click: Click) -> None:
        """Find contacts, for no more than what the button told."""
        session_id, _, most = click.value.partition(":")
        await self._prospecting.enrich(click.actor, session_id, int(most) if most else None)

    async def cancel(self, click: Click) -> None:
        await self._prospecting.cancel(click.actor, click.value)

    async def profile(self, click: Click) -> None:
        await click.open(profile_modal(await self._prospecting.get(click.actor, click.value)))

    async def companies(self, click: Click) -> None:
        await click.open(companies_modal(await self._prospecting.get(click.actor, click.value)))

    async def edit(self, click: Click) -> dict[str, Any] | None:
        """Keep the profile as it was typed; an emptied field is one without lines."""
        session_id, version = parts(click.view["private_metadata"])
        values = typed(click.view)
        try:
            lines = {field: values.get(field.value, "") for field in Field}
            await self._prospecting.edit(click.actor, session_id, version, lines)
        except InvalidError as error:
            return {"response_action": "errors", "errors": {error.field or Field.INDUSTRY.value: str(error)}}
        return None


async def opened(prospecting: Prospecting, actor: Actor, place: Place) -> Block:
    """The window that asks for the customers, with the site that was told last, or with examples."""
    website = await prospecting.website_of(actor)
    if prospecting.example and not place.pasted:
        return intake_modal(place, website or EXAMPLE_WEBSITE, prospecting.example, example=True)
    return intake_modal(place, website)


def register(app: AsyncApp, desk: Desk) -> None:
    """Listen, where there is somebody who can do it."""
    if desk.services.prospecting is None:
        return
    prospecting = ProspectingListeners(desk.services.prospecting)
    on_click(app, desk, "icp_new", prospecting.new)
    on_click(app, desk, "icp_again", prospecting.again)
    on_click(app, desk, "icp_confirm", prospecting.confirm)
    on_click(app, desk, "icp_enrich", prospecting.enrich)
    on_click(app, desk, "icp_cancel", prospecting.cancel)
    on_click(app, desk, "icp_profile", prospecting.profile)
    on_click(app, desk, "icp_companies", prospecting.companies)
    on_submit(app, desk, "icp_form", prospecting.submit)
    on_submit(app, desk, "icp_profile_form", prospecting.edit)
