"""The review of leads: clicks on one lead, on the table, and in the forms."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncApp

from agent.errors import AgentError, InvalidError, NotFoundError, StaleError
from agent.review.card import Decision, Place, Tier
from agent.review.service import Review
from agent.roles import Act, may
from bot.desk import Desk
from bot.listeners.common import Click, chosen, on_click, on_submit, typed
from bot.views.blocks import Block
from bot.views.review import DECIDED, MINE, review_modal, table_modal
from bot.views.review_forms import ALL_RUNS, ANY, OTHER, REASONS, YES, filter_modal, reject_modal

AT_ONCE = re.compile(r"review_all_\w+")


class ReviewListeners:
    """A review is one modal, which shows a lead, a table or a form in turn."""

    def __init__(self, desk: Desk) -> None:
        self._review: Review = desk.services.review
        self._look_ups = desk.services.look_ups

    async def open(self, click: Click) -> None:
        place = Place() if click.value == MINE else Place(run=click.value)
        await click.open(await self._card(click, place))

    async def approve(self, click: Click) -> None:
        await self._decide(click, Decision.APPROVED)

    async def skip(self, click: Click) -> None:
        await self._decide(click, Decision.SKIPPED)

    async def _decide(self, click: Click, decision: Decision) -> None:
        lead, _, seen = click.value.rpartition(":")
        place = await self._decided(click, _place(click), (lead, seen), decision)
        await click.update(await self._card(click, place))

    async def _decided(
        self, click: Click, place: Place, target: tuple[str, str], decision: Decision, why: str = ""
    ) -> Place:
        """The place after a decision: what came of it is said, and who was quicker if it did not."""
        try:
            act = await self._review.decide(click.actor, *target, decision, why)
        except (StaleError, NotFoundError) as error:
            return place.but(lead="", target="", seen="", said=str(error)[:600])
        said = f"{DECIDED[decision].capitalize()}: {act.name[:200]}{f' ({why})' if why else ''}"[:600]
        return place.but(lead="", target="", seen="", said=said, done=place.done + 1)

    async def ask_why(self, click: Click) -> None:
        """The form for a reason; of a lead that somebody else decided over meanwhile, that is said first."""
        lead, _, seen = click.value.rpartition(":")
        place = _place(click)
        look = await self._review.look(click.actor, place.but(lead=lead))
        if look.lead is None or look.lead.batch != seen:
            await click.update(await self._card(click, place.but(lead=lead, said="")))
            return
        await click.update(reject_modal(place, look.lead))

    async def reject(self, click: Click) -> dict[str, Any]:
        """Reject with a reason; one that is not said is asked for at its field."""
        place, picked = _place(click), chosen(click.view, "reason")
        note = " ".join(typed(click.view).get("note", "").split())
        reason = REASONS[picked[0]] if picked and picked[0] != OTHER else ""
        if not reason and not note:
            field = "note" if picked else "reason"
            return {"response_action": "errors", "errors": {field: "Say why, so that nobody asks later."}}
        why = ": ".join(filter(None, (reason, note)))
        try:
            after = await self._decided(click, place, (place.target, place.seen), Decision.REJECTED, why)
        except InvalidError as error:
            return {"response_action": "errors", "errors": {"note": str(error)}}
        return {"response_action": "update", "view": await self._card(click, after)}

    async def undo(self, click: Click) -> None:
        """Take an act back, and say what of it others have decided anew since."""
        place = _place(click)
        try:
            undone = await self._review.undo(click.actor, click.value)
        except NotFoundError as error:
            place = place.but(lead="", said=str(error))
        else:
            what = undone.act.name if undone.act.people == 1 else f"{undone.back:,} leads"
            kept = f" {undone.kept:,} stay, decided again since." if undone.kept and undone.back else ""
            said = (
                f"Taken back: {what}.{kept}" if undone.back else "Nothing to take back: decided again since."
            )
            place = place.but(lead="", said=said[:600], done=max(0, place.done - undone.back))
        await click.update(await self._card(click, place))

    async def at_once(self, click: Click) -> None:
        """A whole tier, as many as the button said."""
        tier, decision, number = click.value.split(":")
        place = _place(click)
        try:
            done = await self._review.decide_tier(
                click.actor, place, Tier(tier), Decision(decision), int(number)
            )
        except AgentError as error:
            place = place.but(said=str(error)[:600])
        else:
            said = f"{DECIDED[Decision(decision)].capitalize()}: {done:,} {tier} leads."
            place = place.but(said=said, done=place.done + done)
        await click.update(await self._card(click, place.but(lead="")))

    async def table(self, click: Click) -> None:
        place = _place(click).but(lead="", page=int(click.value))
        await click.update(table_modal(await self._review.table(click.actor, place)))

    async def show(self, click: Click) -> None:
        await click.update(await self._card(click, _place(click).but(lead=click.value)))

    async def back(self, click: Click) -> None:
        await click.update(await self._card(click, _place(click)))

    async def ask_which(self, click: Click) -> None:
        runs = await self._review.runs(click.actor)
        team = may(click.actor, Act.SEE_LEADS)
        await click.update(filter_modal(_place(click), runs, team=team))

    async def filter(self, click: Click) -> dict[str, Any]:
        view = await self._card(click, _filtered(click))
        return {"response_action": "update", "view": view}

    async def look_up(self, click: Click) -> None:
        """Look up what is missing; the card says that it goes on."""
        lead, _, number = click.value.rpartition(":")
        place = _place(click)
        try:
            await self._look_ups.begin(click.actor, lead, int(number))
        except NotFoundError as error:
            place = place.but(lead="", said=str(error))
        await click.update(await self._card(click, place))

    async def _card(self, click: Click, place: Place) -> Block:
        look = await self._review.look(click.actor, place)
        found = await self._look_ups.of(click.actor, look.lead.line.id) if look.lead is not None else None
        return review_modal(look, found)


def _place(click: Click) -> Place:
    return Place.model_validate_json(click.view["private_metadata"] or "{}")


def _filtered(click: Click) -> Place:
    """The place that a form asks for; what was decided before counts no more for its position."""
    view = click.view
    email, qualified, run = (chosen(view, each)[0] for each in ("email", "qualified", "run"))
    return Place(
        show=Decision(chosen(view, "show")[0]),
        tiers=tuple(Tier(each) for each in chosen(view, "tiers")),
        email=None if email == ANY else email == YES,
        qualified=None if qualified == ANY else qualified == YES,
        company=" ".join(typed(view).get("company", "").split()),
        run="" if run == ALL_RUNS else run,
        team=chosen(view, "whose") == [YES],
    )


def register(app: AsyncApp, desk: Desk) -> None:
    reviews = ReviewListeners(desk)
    on_click(app, desk, "review_open", reviews.open)
    on_click(app, desk, "review_approve", reviews.approve)
    on_click(app, desk, "review_reject", reviews.ask_why)
    on_click(app, desk, "review_skip", reviews.skip)
    on_click(app, desk, "review_undo", reviews.undo)
    on_click(app, desk, AT_ONCE, reviews.at_once)
    on_click(app, desk, "review_table", reviews.table)
    on_click(app, desk, "review_page", reviews.table)
    on_click(app, desk, "review_page_next", reviews.table)
    on_click(app, desk, "review_show", reviews.show)
    on_click(app, desk, "review_back", reviews.back)
    on_click(app, desk, "review_filter", reviews.ask_which)
    on_click(app, desk, "review_look_up", reviews.look_up)
    on_submit(app, desk, "review_reject_form", reviews.reject)
    on_submit(app, desk, "review_filter_form", reviews.filter)
