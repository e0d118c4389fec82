"""The answer to a question: a sentence, a table or a chart, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.leads.service import Decision, LeadLine
from agent.questions.answer import (
    Answer,
    FiguresAnswer,
    GroupsAnswer,
    LeadsAnswer,
    QuestionCard,
)
from agent.questions.query import By
from agent.questions.saying import help_for, sentence, states_of
from agent.verdicts import Judged
from bot import limits
from bot.views import blocks as b
from bot.views.answer import not_meant
from bot.views.lead import BLOCKED, lead_menu
from bot.views.verdict import verdict_buttons

MOST = 10_000
"""Leads that can be paged to, and that a file holds."""
_COLUMNS: Mapping[str, str] = {
    "Name": "name",
    "Title": "title",
    "Company": "company",
    "E-mail": "email",
    "Place": "location",
    "Score": "score",
    "Tier": "tier",
    "Decision": "decision",
    "Reason": "reason",
}
_HEADS = {
    By.COMPANY: "Company",
    By.PLACE: "Place",
    By.TITLE: "Title",
    By.INDUSTRY: "Industry",
    By.SOURCE: "Phantom",
    By.DAY: "Day",
}


def report_message(card: QuestionCard, answer: Answer, note: str = "") -> b.Message:
    """The answer to a question that is asked at its times, under its own words."""
    shown = question_message(card, answer)
    notes = [b.context(b.escape(note))] if note else []
    head = b.section(f"*Report:* {b.escape(b.cut(card.text, 200))}")
    text = b.cut(f"Report: {shown.text}", limits.MESSAGE_TEXT_ADVISED)
    return b.Message(text, [head, *shown.blocks, *notes])


def question_message(card: QuestionCard, answer: Answer) -> b.Message:
    """A question's answer, and what one thinks of it."""
    shown = _answer(card, answer)
    text = b.cut(shown.text, limits.MESSAGE_TEXT_ADVISED)
    return b.Message(text, [*shown.blocks, verdict_buttons(Judged.ANSWER, card.id)])


def _answer(card: QuestionCard, answer: Answer) -> b.Message:
    match answer:
        case LeadsAnswer():
            return _leads(card, answer)
        case GroupsAnswer():
            return _groups(card, answer)
        case FiguresAnswer():
            return _figures(card, answer)


def _leads(card: QuestionCard, answer: LeadsAnswer) -> b.Message:
    text = b.escape(sentence(answer))
    blocks = [b.section(f"*{text}*")]
    if not answer.people:
        return _none(card, text, blocks, help_for(answer.query, answer.wider))
    blocks.append(b.table(lead_table(answer.lines)))
    pages = f"Page {answer.page + 1:,} of {answer.pages:,}" if answer.pages > 1 else ""
    farthest = f"Pages and the file hold the first {MOST:,}: ask for less." if answer.people > MOST else ""
    if pages or farthest:
        blocks.append(b.context(" · ".join(filter(None, (pages, farthest)))))
    menu = lead_menu(answer.lines)
    ways = [*_turns(card, answer), *([menu] if menu else []), _csv(card), not_meant(card.id)]
    return b.Message(text, [*blocks, b.actions(*ways)])


def _none(card: QuestionCard, text: str, blocks: list[b.Block], help_: str) -> b.Message:
    """Nothing was found: what would help."""
    return b.Message(text, [*blocks, b.context(b.escape(help_)), b.actions(not_meant(card.id))])


def _turns(card: QuestionCard, answer: LeadsAnswer) -> list[b.Block]:
    turns = []
    if answer.page > 0:
        turns.append(b.button("Previous", "question_page", f"{card.id}:{answer.page - 1}"))
    if answer.page < answer.pages - 1:
        turns.append(b.button("Next", "question_page_next", f"{card.id}:{answer.page + 1}"))
    return turns


def _csv(card: QuestionCard) -> b.Block:
    return b.button("CSV", "question_csv", card.id)


def lead_table(lines: Sequence[LeadLine]) -> list[list[str]]:
    """Leads under the columns that have something to show."""
    cells = {head: [_cell(line, field) for line in lines] for head, field in _COLUMNS.items()}
    cells["Contact"] = [BLOCKED if line.blocked else "" for line in lines]
    shown = {head: column for head, column in cells.items() if any(column)} or {"Name": [""] * len(lines)}
    return [list(shown), *(list(row) for row in zip(*shown.values(), strict=True))]


def _cell(line: LeadLine, field: str) -> str:
    """What stands in a cell; a decision that nobody has made yet is none."""
    value = getattr(line, field)
    return "" if value is None or value is Decision.PROPOSED else str(value)


def _groups(card: QuestionCard, answer: GroupsAnswer) -> b.Message:
    text = b.escape(sentence(answer))
    blocks = [b.section(f"*{text}*")]
    if not answer.people:
        return _none(card, text, blocks, help_for(answer.query, answer.wider))
    by = answer.query.by or By.COMPANY
    named = [(_name(by, group.name), group.people) for group in answer.groups]
    blocks.append(b.table([[_HEADS[by], "Leads"], *([name, f"{people:,}"] for name, people in named)]))
    if len(named) > 1:
        names, numbers = zip(*named, strict=True)
        blocks.append(b.chart(f"Leads by {by}", names, {"Leads": numbers}))
    if answer.group_count > len(answer.groups):
        blocks.append(b.context(f"The {len(answer.groups)} biggest of {answer.group_count:,}."))
    return b.Message(text, [*blocks, b.actions(_csv(card), not_meant(card.id))])


def _name(by: By, name: str | None) -> str:
    if name is None:
        return "unknown"
    return name.removesuffix(".js") if by is By.SOURCE else name


def _figures(card: QuestionCard, answer: FiguresAnswer) -> b.Message:
    text = b.escape(sentence(answer))
    blocks = [b.section(f"*{text}*")]
    if states := list(states_of(answer)):
        blocks.append(b.context(*map(b.escape, states)))
    if any(map(any, answer.series.values())):
        series = {what.value.capitalize(): numbers for what, numbers in answer.series.items()}
        blocks.append(b.chart("Over time", answer.labels, series))
    elif not any(answer.numbers.values()):
        blocks.append(b.context("Nothing in this time. Ask for a longer one, or send me a goal."))
    return b.Message(text, [*blocks, b.actions(not_meant(card.id))])
