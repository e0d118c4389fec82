"""Whatever is in them, views keep Slack's rules and nothing in them pings anybody."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.alerts.service import AlertCard
from agent.assistant.card import TurnCard
from agent.briefings.service import BriefingCard
from agent.credentials import Connection
from agent.events import ReplyKind
from agent.execution.card import RunCard
from agent.planner.card import PlanCard
from agent.planner.catalogue import catalogue
from agent.planner.phantom import Account
from agent.playbooks.card import PlaybookCard
from agent.questions.answer import Answer
from agent.questions.week import Figure, Week
from agent.roles import Actor, Role
from agent.scheduling.card import ExecutionLine, TaskCard
from bot import limits
from bot.sandbox.validation import check_message, check_view
from bot.views.alert import alert_message
from bot.views.answer import Card, answer_message
from bot.views.blocks import Message
from bot.views.briefing import briefing_message
from bot.views.connection import connected_modal, connection_modal
from bot.views.home import home_view
from bot.views.home_page import HomePage
from bot.views.inputs import Opened, first_page, inputs_modal, need_id
from bot.views.lead import leads_modal
from bot.views.plan import plan_message, regenerate_modal
from bot.views.playbook import LISTED, playbooks_modal, rename_modal, start_modal
from bot.views.question import question_message, report_message
from bot.views.reply import greeting, help_text, reply
from bot.views.run import run_message
from bot.views.schedule import (
    AT_HOME,
    Form,
    announcement,
    history_modal,
    notice_message,
    saved_modal,
    task_message,
    task_modal,
    tasks_modal,
)
from tests.bot.views.cards import (
    NOW,
    alert_cards,
    answers,
    briefing_cards,
    execution_lines,
    lead_lines,
    plan_cards,
    playbook_cards,
    question_card,
    run_cards,
    task_cards,
    turns,
)

pytestmark = pytest.mark.long

OURS = re.compile(r"<@U[12]>|<#C1>|<!date\^\d+\^[^|]*\|[^>]*>|<https://[^|>]*\|[^<>]*>")
few = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def _live(node: Any) -> list[str]:
    """Texts in which something besides our own mentions, dates and links is live markup."""
    if isinstance(node, list):
        return [text for item in node for text in _live(item)]
    if not isinstance(node, dict):
        return []
    if node.get("type") == "mrkdwn":
        rest = OURS.sub("", node["text"])
        return [node["text"]] if "<" in rest or ">" in rest else []
    return [text for value in node.values() for text in _live(value)]


def _sound(message: Message) -> None:
    check_message(message.text, list(message.blocks))
    assert len(message.text) <= limits.MESSAGE_TEXT_ADVISED
    assert "<!channel" not in message.text
    assert _live(list(message.blocks)) == []


@few
@given(plan_cards(), st.none() | playbook_cards())
def test_a_plan(card: PlanCard, offer: PlaybookCard | None) -> None:
    _sound(plan_message(card, catalogue(), offer))
    check_view(regenerate_modal(card), "modal")


@few
@given(run_cards())
def test_a_run(card: RunCard) -> None:
    _sound(run_message(card))


@few
@given(run_cards(), st.booleans(), st.booleans(), st.data())
def test_the_inputs_of_a_run(card: RunCard, demo: bool, own: bool, data: st.DataObject) -> None:
    page = data.draw(
        st.sampled_from([first_page(card), *(Opened("run1", s.position) for s in card.form.steps)])
    )
    keys = tuple(need_id(step, number) for step in card.form.steps for number, _ in enumerate(step.needs))
    opened = Opened("run1", page.step, page.chosen, keys)
    for each in (page, opened):
        view = inputs_modal(card, each, catalogue(), demo=demo, own=own)
        check_view(view, "modal")
        assert _live(view["blocks"]) == []
        assert Opened.parse(view["private_metadata"]) == each


@few
@given(
    st.lists(plan_cards(), max_size=5),
    st.lists(run_cards(), max_size=5),
    st.lists(lead_lines, max_size=5),
    st.lists(playbook_cards(), max_size=7),
    task_cards(),
    st.booleans(),
)
def test_home(
    plans: list[PlanCard],
    runs: list[RunCard],
    leads: list[Any],
    playbooks: list[PlaybookCard],
    task: TaskCard,
    linked: bool,
) -> None:
    link = "https://acme.slack.com/archives/D1/p1"
    page = HomePage(
        user="U1",
        week=Week(Figure(3, 1), Figure(0, 2), Figure(len(leads), 0), (0, 7, len(leads))),
        proposed=plans,
        waiting=runs,
        running=runs,
        recent=plans,
        leads=leads,
        lead_count=len(leads),
        playbooks=playbooks,
        schedules=[replace(task, id=f"task{number}") for number in range(AT_HOME + 1)],
        connections={account.value: Connection(account.value, linked, NOW) for account in Account if linked},
        links={"plan1": link, "run1": link} if linked else {},
    )
    view = check_view(home_view(page), "home")
    assert _live(view["blocks"]) == []


@few
@given(playbook_cards(), st.integers(0, 3), st.booleans())
def test_playbooks(card: PlaybookCard, copies: int, admin: bool) -> None:
    cards = [replace(card, id=f"plan{n}") for n in range(copies)]
    for view in (
        playbooks_modal(cards, Actor("T1", "U2", Role.ADMIN if admin else Role.REP)),
        start_modal(card),
        rename_modal(card),
    ):
        assert _live(check_view(view, "modal")["blocks"]) == []


@settings(few, max_examples=1)
@given(playbook_cards())
def test_more_playbooks_than_a_modal_holds(card: PlaybookCard) -> None:
    cards = [replace(card, id=f"plan{n}") for n in range(LISTED + 2)]
    shown = check_view(playbooks_modal(cards, Actor("T1", "U1")), "modal")["blocks"]
    assert len(shown) == 2 * LISTED + 1
    assert "2 more" in shown[-1]["elements"][0]["text"]


@few
@given(task_cards(), st.lists(execution_lines, max_size=20), st.booleans(), st.text(max_size=5_000))
def test_schedules(card: TaskCard, lines: list[ExecutionLine], with_card: bool, text: str) -> None:
    form = Form(card.kind, "plan1", card.id, card.version)
    assert Form.parse(form.packed()) == form
    _sound(task_message(card))
    _sound(notice_message(f"Reminder: {text}", text))
    for view in (
        task_modal(form, text, text, card if with_card else None),
        tasks_modal([replace(card, id=f"task{number}") for number in range(50)]),
        saved_modal(card),
        history_modal(card, lines),
    ):
        assert _live(check_view(view, "modal")["blocks"]) == []


@few
@given(st.text(max_size=2_000), st.lists(lead_lines, max_size=45), st.integers(0, 2))
def test_leads(title: str, leads: list[Any], page: int) -> None:
    view = check_view(leads_modal(title, leads, "run1", page), "modal")
    assert _live(view["blocks"]) == []


@few
@given(answers)
def test_an_answer(answer: Answer) -> None:
    _sound(question_message(question_card(answer), answer))


@few
@given(turns())
def test_a_turn(turn: tuple[TurnCard, dict[str, Card]]) -> None:
    _sound(answer_message(*turn))


@pytest.mark.parametrize("account", list(Account))
@pytest.mark.parametrize("demo", [True, False])
def test_accounts(account: Account, demo: bool) -> None:
    check_view(connection_modal(account, catalogue(), metadata="x|", demo=demo), "modal")
    check_view(connected_modal(account), "modal")


def test_every_reply() -> None:
    for message in (greeting("U1"), help_text(), *map(reply, ReplyKind)):
        _sound(message)


@few
@given(briefing_cards())
def test_a_briefing(card: BriefingCard) -> None:
    _sound(briefing_message(card))


@few
@given(alert_cards)
def test_an_alert(card: AlertCard) -> None:
    _sound(alert_message(card))


@few
@given(answers)
def test_a_report(answer: Answer) -> None:
    _sound(report_message(question_card(answer), answer, "Late."))


@few
@given(task_cards())
def test_an_announcement(card: TaskCard) -> None:
    _sound(announcement(card))
