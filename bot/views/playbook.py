"""Playbooks: the offer on a plan, the list, starting one, naming one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.playbooks.card import PlaybookCard
from agent.roles import Actor
from bot.views import blocks as b

NO_PLAYBOOKS = "Each plan that you approve is kept here, to be used again for another goal."
AT_HOME = 5
LISTED = 45
"""A playbook takes two of the hundred blocks of a modal."""
_DAY = "{date_short_pretty}"


def offer_block(offer: PlaybookCard, reader: str | None, plan: str) -> b.Block:
    """Says that another plan was approved for something alike, to one reader or (None) to a channel.

    `plan` is the value of the plan's buttons.
    """
    who = "You" if offer.owner == reader else f"<@{offer.owner}>"
    day = b.when(offer.approved_at, "{date_short}")
    text = f"{who} approved this plan for “{b.escape(offer.title)}” on {day}. Use it?"
    steps = b.escape(" → ".join(offer.steps))
    use = b.button("Use it", "playbook_use", f"{offer.id}:{plan}")
    return b.section(f"{text}\n{steps}", use)


def playbook_part(playbooks: Sequence[PlaybookCard]) -> Iterator[b.Block]:
    """The playbooks that Home shows, and the way to the others."""
    for card in playbooks[:AT_HOME]:
        yield b.section(playbook_line(card), b.button("Start", "playbook_start", card.id))
    if playbooks:
        yield b.actions(b.button("All playbooks", "playbooks_open", "all"))


def playbooks_modal(playbooks: Sequence[PlaybookCard], actor: Actor) -> b.Block:
    """Every playbook that a person sees, with what they may do with it."""
    shown = [part for card in playbooks[:LISTED] for part in _listed(card, actor)]
    hidden = len(playbooks) - LISTED
    if hidden > 0:
        shown.append(b.context(f"{hidden:,} more, unused for longer. Delete some to see them."))
    return b.modal("Playbooks", "done", "", shown or [b.section(NO_PLAYBOOKS)])


def _listed(card: PlaybookCard, actor: Actor) -> list[b.Block]:
    buttons = [
        b.button("Start", "playbook_start", card.id, style="primary"),
        b.button("Schedule", "playbook_schedule", card.id),
    ]
    if actor.admin or actor.user == card.owner:
        buttons += _decisions(card)
    return [b.section(playbook_line(card)), b.actions(*buttons, block_id=f"playbook:{card.id}")]


def _decisions(card: PlaybookCard) -> list[b.Block]:
    sure = b.confirm(
        "Delete this playbook?", "Its plan and its runs stay; the playbook is gone for everyone.", "Delete it"
    )
    visibility = (
        b.button("Make private", "playbook_unshare", card.id)
        if card.shared
        else b.button("Share", "playbook_share", card.id)
    )
    return [
        b.button("Rename", "playbook_rename", card.id),
        visibility,
        b.button("Delete", "playbook_delete", card.id, confirm=sure),
    ]


def playbook_line(card: PlaybookCard) -> str:
    """A playbook in three lines."""
    facts = [f"last used {b.when(card.used_at, _DAY)}"]
    if card.shared and card.shared_by and card.shared_at:
        facts.append(f"shared by <@{card.shared_by}>, {b.when(card.shared_at, _DAY)}")
    return f"*{b.escape(card.name)}*\n{b.escape(' → '.join(card.steps))}\n{' · '.join(facts)}"


def start_modal(card: PlaybookCard) -> b.Block:
    """Asks for the goal; the old one is there, so that the same again is one click."""
    return b.modal(
        "Start a playbook",
        "playbook_start",
        card.id,
        [
            b.section(f"*{b.escape(card.name)}*\n{b.escape(' → '.join(card.steps))}"),
            b.text_input(
                "goal",
                "Who do you want to reach?",
                hint="I'll plan this with the same phantoms, and show you the plan before anything runs.",
                value=card.goal,
                multiline=True,
            ),
        ],
        submit="Plan it",
    )


def rename_modal(card: PlaybookCard) -> b.Block:
    """Asks for another name."""
    return b.modal(
        "Rename a playbook",
        "playbook_rename",
        card.id,
        [b.text_input("name", "Name", value=card.name)],
        submit="Rename",
    )
