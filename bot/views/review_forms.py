"""What a review asks for: why somebody is rejected, and which leads to look through."""

from __future__ import annotations

from collections.abc import Mapping

from agent.review.card import Decision, Detail, Place
from agent.review.place import COMPANY_LIMIT
from bot.views import blocks as b
from bot.views.review import DECIDED, TITLE, remembered
from bot.views.score_bar import TIERS

OTHER = "other"
REASONS: Mapping[str, str] = {
    "title": "Wrong person or role",
    "company": "Wrong company or industry",
    "customer": "Already a customer",
    "competitor": "A competitor",
    "contact": "No way to reach them",
    OTHER: "Another reason",
}
ANY, YES, NO = "any", "yes", "no"
_EMAIL: Mapping[str, str] = {ANY: "With or without", YES: "With an e-mail", NO: "Without an e-mail"}
_QUALIFIED: Mapping[str, str] = {
    ANY: "Qualified or not",
    YES: "✓ Qualified for a message",
    NO: "Not qualified",
}
_WHOSE: Mapping[str, str] = {NO: "My own", YES: "The whole team's"}
ALL_RUNS = "all"
_NOTE_LIMIT = 250


def reject_modal(place: Place, lead: Detail) -> b.Block:
    """Why; the reason stays with the lead."""
    name = b.escape(b.cut(lead.line.name or "this lead", 100))
    return b.modal(
        "Reject",
        "review_reject_form",
        remembered(place, target=lead.line.id, seen=lead.batch),
        [
            b.section(f"Why is *{name}* no lead for you? They will not come back by themselves."),
            b.field("reason", "Reason", b.select(REASONS)),
            b.text_input("note", "In your words", multiline=True, optional=True, max_length=_NOTE_LIMIT),
            b.actions(b.button("Back", "review_back", "0"), block_id="ways"),
        ],
        submit="Reject",
    )


def filter_modal(place: Place, runs: Mapping[str, str], *, team: bool) -> b.Block:
    """Which leads to look through; `team` offers those of others."""
    tiers = {tier.value: words for tier, words in TIERS.items()}
    blocks = [
        b.field("show", "Show", b.select(_SHOWN, place.show.value)),
        b.checkboxes(
            "tiers",
            "Tiers (none: all)",
            [b.option(words, value) for value, words in tiers.items()],
            [b.option(tiers[tier.value], tier.value) for tier in place.tiers],
        ),
        b.field("email", "E-mail", b.select(_EMAIL, _either(place.email))),
        b.field("qualified", "Qualified", b.select(_QUALIFIED, _either(place.qualified))),
        b.text_input("company", "Company", value=place.company, optional=True, max_length=COMPANY_LIMIT),
        b.field("run", "Found by the run", b.select(_runs(runs, place), place.run or ALL_RUNS)),
    ]
    if team:
        blocks.append(b.field("whose", "Whose leads?", b.select(_WHOSE, YES if place.team else NO)))
    blocks.append(b.actions(b.button("Back", "review_back", "0"), block_id="ways"))
    return b.modal(TITLE, "review_filter_form", remembered(place), blocks, submit="Show")


def _either(asked: bool | None) -> str:
    return ANY if asked is None else YES if asked else NO


_SHOWN: Mapping[str, str] = {decision.value: f"{DECIDED[decision].capitalize()}" for decision in Decision}


def _runs(runs: Mapping[str, str], place: Place) -> dict[str, str]:
    found = {ALL_RUNS: "All runs", **{run: b.cut(goal, 70) or "A run" for run, goal in runs.items()}}
    return found if not place.run or place.run in found else {**found, place.run: "The run you came from"}
