"""The answer of a turn: sentences, lists with what can be done, and the question what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent.assistant.card import TurnCard
from agent.execution.card import RunCard, RunStatus
from agent.imports.card import ImportCard
from agent.leads.service import LeadLine
from agent.people.priorities import PriorityItem
from agent.people.service import Known
from agent.planner.card import PlanCard
from agent.playbooks.card import PlaybookCard
from agent.review.card import Summary
from agent.scheduling.card import TaskCard
from agent.tools.plan_goal import PLAN_GOAL
from agent.tools.shown import Asking, Listed, Offered, Said
from bot import limits
from bot.views import blocks as b
from bot.views.home_week import STATUS
from bot.views.lead import lead_text
from bot.views.lead_import import listed as import_part
from bot.views.plan import decision
from bot.views.playbook import playbook_line
from bot.views.preferences import preferences_part
from bot.views.priority import priority_line
from bot.views.prospecting_form import Place
from bot.views.review_summary import summary_part
from bot.views.run import cancel_button, run_message, value_of
from bot.views.schedule import listed as schedule_blocks

Card = RunCard | PlanCard | TaskCard | PlaybookCard | PriorityItem | LeadLine | Known | Summary | ImportCard
_RUN_STATES = {
    RunStatus.WAITING: "not started",
    RunStatus.RUNNING: "running",
    RunStatus.STOPPED: "stopped, and waits for you",
    RunStatus.FINISHED: "finished",
    RunStatus.CANCELLED: "cancelled",
}
_PHRASE = 250
FURTHER = "_One message shows one table only; the button below shows who is in this one._"


def answer_message(card: TurnCard, cards: Mapping[str, Card]) -> b.Message:
    """A turn in any of its states; `cards` are the things that it lists, by id."""
    blocks: list[b.Block] = []
    texts: list[str] = []
    seen: set[str] = set()
    asking = False
    for shown in card.shown:
        match shown:
            case Said():
                texts.append(shown.text)
                blocks += _said(card, shown)
            case Offered():
                texts.append(shown.text)
                blocks += _offered(card, shown)
            case Listed():
                texts.append(shown.text)
                blocks += _listed(shown, [cards[each] for each in shown.ids if each in cards.keys() - seen])
                seen.update(shown.ids)
            case Asking():
                asking = True
                texts.append(question(shown))
                blocks += _asking(card, shown)
    if not blocks:
        text = taken(card)
        return b.Message(text, [b.section(text)])
    blocks = list(_with_one_table(blocks))[: limits.MESSAGE_BLOCKS - 1]
    if not asking and card.others and card.tool:
        blocks.append(b.actions(not_meant(card.id)))
    return b.Message(b.escape(" ".join(texts)), blocks)


def _with_one_table(blocks: list[b.Block]) -> Iterator[b.Block]:
    """The blocks with the first table alone, since a message takes no more; every table has its buttons."""
    tables = 0
    for block in blocks:
        tables += block["type"] == "table"
        further = block["type"] == "table" and tables > limits.MESSAGE_TABLES
        yield b.context(FURTHER) if further else block


def not_meant(turn: str) -> b.Block:
    """The way to correct a guess."""
    return b.button("Not what I meant", "answer_wrong", turn)


def taken(card: TurnCard) -> str:
    """What takes the place of a question, once it is clear what was meant and shown elsewhere."""
    if card.tool == PLAN_GOAL.name:
        return "You want new people: I'll plan how to find them."
    return "All right."


def _said(card: TurnCard, shown: Said) -> Iterator[b.Block]:
    yield b.section(b.escape(shown.text))
    if shown.instead:
        buttons = [
            b.button(text, f"answer_say_{number}", f"{card.id}:{number}")
            for number, text in enumerate(shown.instead)
        ]
        yield b.actions(*buttons)


def _offered(card: TurnCard, shown: Offered) -> Iterator[b.Block]:
    place = Place(card.channel, card.thread_ts, shown.pasted)
    yield b.section(b.escape(shown.text))
    yield b.actions(b.button("Tell me about them", "icp_new", place.packed(), style="primary"))


def question(shown: Asking) -> str:
    """What is asked, as a sentence; not escaped."""
    phrases = list(dict.fromkeys(b.cut(each.phrase, _PHRASE) for each in shown.meanings))
    if not phrases:
        return "What did you mean?"
    if len(phrases) == 1:
        return f"Did you mean {phrases[0]}?"
    return f"Did you mean {', '.join(phrases[:-1])}, or {phrases[-1]}?"


def _asking(card: TurnCard, shown: Asking) -> Iterator[b.Block]:
    yield b.section(b.escape(question(shown)))
    if shown.note:
        yield b.context(f"_{b.escape(shown.note)}_")
    buttons = [
        b.button(meaning.label, f"answer_mean_{number}", f"{card.id}:{number}")
        for number, meaning in enumerate(shown.meanings)
    ]
    yield b.actions(*buttons, b.button("Something else", "answer_other", card.id))


def _listed(shown: Listed, cards: list[Card]) -> Iterator[b.Block]:
    yield b.section(f"*{b.escape(shown.text)}*")
    for number, card in enumerate(cards, 1):
        yield from _card(card, 0 if len(cards) == 1 else number)
    if shown.more:
        yield b.context(f"{shown.more:,} more, older ones. Ask for a time or a state to see them.")


def _card(card: Card, number: int) -> Iterator[b.Block]:
    """One thing with what can be done with it; one that is alone (0) in full."""
    place = f"{number}. " if number else ""
    match card:
        case RunCard():
            yield from _run(card, place, alone=not number)
        case PlanCard():
            yield from _plan(card, place, alone=not number)
        case TaskCard():
            yield from schedule_blocks(card)
        case PriorityItem():
            yield b.section(f"{place}{priority_line(card)}", b.button("Done", "priority_done", card.id))
        case Known():
            yield from preferences_part(card.person)
        case LeadLine():
            yield b.section(f"{place}{lead_text(card)}", b.button("Look", "lead_open", card.id))
        case Summary():
            yield from summary_part(card)
        case ImportCard():
            yield from import_part(card, place, alone=not number)
        case PlaybookCard():
            yield b.section(f"{place}{playbook_line(card)}", b.button("Start", "playbook_start", card.id))


def _plan(card: PlanCard, place: str, *, alone: bool) -> Iterator[b.Block]:
    yield b.section(
        f"{place}*{b.escape(card.goal_title)}*\n{STATUS[card.status]} · {b.when(card.created_at)}"
    )
    if alone and card.plan is not None:
        yield b.context(b.escape(" → ".join(each.removesuffix(".js") for each in card.plan.scripts)))
        yield from decision(card)


def _run(card: RunCard, place: str, *, alone: bool) -> Iterator[b.Block]:
    people = f" · {card.people:,} people, {card.emails:,} with an e-mail" if card.ended_at else ""
    text = f"{place}*{b.escape(card.title)}*\n{_RUN_STATES[card.status]}{people}"
    if alone:
        yield b.section(text)
        yield from run_message(card).blocks
        yield b.context(f"As of {b.when(card.at)}; the run's own card goes on.")
        return
    if card.status in {RunStatus.FINISHED, RunStatus.CANCELLED}:
        yield b.section(text, b.button("Run again", "run_again", value_of(card)))
    else:
        yield b.section(text, cancel_button(card))
