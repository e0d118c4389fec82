"""The plan message: what was understood, the steps with reasons, what will be asked, the decision."""

from __future__ import annotations

from agent.planner.card import PlanCard, PlanStatus
from agent.planner.catalogue import Catalogue
from agent.planner.chips import ChipKind, chips
from agent.planner.estimate import estimate
from agent.planner.goal import Goal
from agent.planner.phantom import Account
from agent.planner.plan import Need, Plan, PlannerKind, Question, Step
from agent.planner.work import Stage
from agent.playbooks.card import PlaybookCard
from agent.verdicts import Judged
from bot import limits
from bot.views import blocks as b
from bot.views.playbook import offer_block
from bot.views.verdict import verdict_buttons

ACCOUNT_NAMES = {
    Account.LINKEDIN: "LinkedIn account",
    Account.GITHUB: "GitHub account",
    Account.SLACK: "Slack account",
}
_COLUMNS = {
    "linkedinprofileurl": "profile",
    "fullname": "name",
    "jobtitle": "title",
    "companyname": "company",
    "email": "e-mail",
    "professionalemail": "work e-mail",
    "personalemail": "personal e-mail",
    "phonenumber": "phone",
    "linkedincompanyurl": "company page",
    "location": "location",
    "headline": "headline",
    "domainname": "web site",
    "message": "message",
    "employeecount": "employees",
    "companyindustry": "industry",
}
"""The outputs worth naming on a plan, most telling first."""
SHOWN_OUTPUTS = 5
_CHIPS = frozenset(ChipKind) - {ChipKind.SENIORITY, ChipKind.WANTED, ChipKind.FORBIDDEN, ChipKind.LANGUAGE}
"""What is shown of a goal: the titles say the seniority, the steps say what is wanted."""


def value_of(card: PlanCard) -> str:
    """What a button of this card carries: the plan and the version it was shown with."""
    return f"{card.id}:{card.version}"


def plan_message(card: PlanCard, catalogue: Catalogue, offer: PlaybookCard | None = None) -> b.Message:
    """The message for a plan in any of its states, with the playbook that could be used instead."""
    if card.plan is None:
        return _without_plan(card)
    text = f"Plan: {card.plan.goal.title}"
    return b.Message(
        b.escape(text),
        [
            b.section(f"*{b.escape(text)}*  ·  version {card.version}"),
            *_understood(card, card.plan.goal),
            *([b.context(f"Changed: {b.escape(card.changed)}")] if card.changed else []),
            *(part for n, step in enumerate(card.plan.steps, 1) for part in _step(n, step, catalogue)),
            b.context(_asks(card.plan, catalogue)),
            *_notes(card),
            *([offer_block(offer, _reader(card), value_of(card))] if offer else []),
            *decision(card),
            *([] if card.status is PlanStatus.PLANNING else [verdict_buttons(Judged.PLAN, value_of(card))]),
        ],
    )


def is_direct(channel: str) -> bool:
    """Whether one person alone reads along."""
    return channel.startswith("D")


def _reader(card: PlanCard) -> str | None:
    return card.author if is_direct(card.channel) else None


def _without_plan(card: PlanCard) -> b.Message:
    reason = card.refusal.reason if card.refusal else (card.notice or "I couldn't plan that.")
    found = [b.section(b.escape(reason))]
    if card.question is not None:
        found += _answers(card, card.question)
    elif card.refusal is not None and card.refusal.instead is not None:
        found.append(b.context(f"I could plan this instead: _{b.escape(card.refusal.instead)}_"))
        if card.status is PlanStatus.REFUSED:
            found.append(b.actions(b.button("Plan that", "plan_instead", value_of(card), style="primary")))
    if card.status is PlanStatus.FAILED:
        found.append(b.actions(b.button("Try again", "plan_retry", value_of(card))))
    return b.Message(b.cut(b.escape(reason), limits.MESSAGE_TEXT_ADVISED), found)


def _answers(card: PlanCard, question: Question) -> list[b.Block]:
    """The likely answers, each with the goal that would be planned; while nothing was answered."""
    if card.status is not PlanStatus.REFUSED:
        return []
    options = [
        b.section(
            f"*{b.escape(option.label)}*\n_{b.escape(option.goal_text)}_",
            b.button("Plan that", "plan_answer", f"{value_of(card)}:{number}"),
        )
        for number, option in enumerate(question.options)
    ]
    return [*options, b.context("Or send me your goal with a few words more.")]


def _understood(card: PlanCard, goal: Goal) -> list[b.Block]:
    """Chips; while the plan waits for a decision, each is a button that opens what was understood."""
    shown = [(chip.kind, chip.text) for chip in chips(goal) if chip.kind in _CHIPS]
    if Stage.OUTREACH in goal.forbidden or Stage.OUTREACH not in goal.wanted:
        shown.append((ChipKind.FORBIDDEN, "no outreach"))
    if card.status is not PlanStatus.PROPOSED:
        words = "  ".join(b.code(text) for _, text in shown)
        return [b.context(f"I understood: {words}")] if shown else []
    buttons = [b.button(text, f"plan_chip_{kind}", value_of(card)) for kind, text in shown]
    more = b.button("More", "plan_understood", value_of(card))
    return [
        b.context("I understood (press what is wrong):"),
        b.actions(*buttons, more, block_id="understood"),
    ]


def _step(number: int, step: Step, catalogue: Catalogue) -> list[b.Block]:
    name = b.escape(catalogue.phantom(step.script).name)
    return [
        b.section(f"*{number} · {name}*\n{b.escape(step.why)}"),
        b.context(needs_and_gives(step, catalogue)),
    ]


def needs_and_gives(step: Step, catalogue: Catalogue) -> str:
    """What a step takes and from where, and what it yields, in one line."""
    outputs = catalogue.phantom(step.script).outputs
    gives = [word for output, word in _COLUMNS.items() if output in outputs][:SHOWN_OUTPUTS]
    arrow = f"  →  gives: {', '.join(gives)}" if gives else ""
    return f"needs: {_needs(step, catalogue)}{arrow}"


def _needs(step: Step, catalogue: Catalogue) -> str:
    words = [_need(need, catalogue) for need in step.needs if not need.optional]
    account = catalogue.phantom(step.script).account
    if account is not None:
        words.append(ACCOUNT_NAMES[account])
    return ", ".join(words) or "nothing from you"


def _need(need: Need, catalogue: Catalogue) -> str:
    if need.wired:
        steps = sorted({need.wires[name].step for name in need.wired})
        names = " and ".join(catalogue.fields[name].label for name in need.wired)
        return f"{names} (from step {', '.join(map(str, steps))})"
    shown = need.proposed
    names = " and ".join(catalogue.fields[name].label for name in shown)
    return f"{names} (prefilled)" if all(name in need.prefills for name in shown) else names


def _asks(plan: Plan, catalogue: Catalogue) -> str:
    accounts = dict.fromkeys(
        account for step in plan.steps if (account := catalogue.phantom(step.script).account) is not None
    )
    names = [
        f"{catalogue.fields[ask.input].label}{' (prefilled)' if ask.prefilled else ''}" for ask in plan.asks
    ]
    names += [f"your {ACCOUNT_NAMES[account]}" for account in accounts]
    things = (
        f"*{len(names)} thing{'s' if len(names) != 1 else ''}*: {', '.join(names)}" if names else "nothing"
    )
    cost = estimate(plan, catalogue)
    return (
        f"I'll ask you for {things}. About {cost.minutes} min · "
        f"up to {cost.daily_limit:,} {cost.limit_unit} a day."
    )


def _notes(card: PlanCard) -> list[b.Block]:
    by_model = card.plan is not None and card.plan.planner is PlannerKind.MODEL
    planner = "Planned with a model; every step was checked." if by_model else None
    notes = [card.notice, card.plan.note if card.plan else None, planner]
    return [b.context(f"_{b.escape(note)}_") for note in notes if note]


def decision(card: PlanCard) -> list[b.Block]:
    """What can be decided on a plan, or what was."""
    value = value_of(card)
    if card.status is PlanStatus.PROPOSED:
        sure = b.confirm(
            "Cancel this plan?", "The goal is dropped. You can send it again.", "Cancel the plan"
        )
        return [
            b.actions(
                b.button("Approve", "plan_approve", value, style="primary"),
                b.button("Regenerate", "plan_regenerate", value),
                b.button("Edit", "plan_edit", value),
                b.button("Cancel", "plan_cancel", value, confirm=sure),
            )
        ]
    if card.status is PlanStatus.PLANNING:
        return [b.context("Planning again…")]
    if card.status is PlanStatus.EXPIRED:
        return [
            b.context("This plan expired: nobody decided on it in time."),
            b.actions(b.button("Plan again", "plan_retry", value)),
        ]
    word = "Approved" if card.status is PlanStatus.APPROVED else "Cancelled"
    at = f", {b.when(card.decided_at)}" if card.decided_at else ""
    return [b.context(f"{word} by <@{card.decided_by}>{at}")]


def regenerate_modal(card: PlanCard) -> b.Block:
    """Asks what should change; an empty answer is fine."""
    chips = [b.option(text, text) for text in ("Fewer steps", "Include outreach", "Another source")]
    return b.modal(
        "Plan again",
        "plan_regenerate",
        value_of(card),
        [
            b.text_input(
                "feedback",
                "What should change?",
                placeholder="For example: use Sales Navigator, skip the e-mails",
                multiline=True,
                optional=True,
            ),
            b.checkboxes("chips", "Or pick", chips, ()),
        ],
        submit="Plan again",
        close="Keep this plan",
    )
