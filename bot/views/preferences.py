"""Preferences and what is known of a person: Home's part, the modal, everything, and its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent.people.person import GOAL_LIMIT, MOST_GOALS, Frequency, Metric, Person, QuietHours, Style
from agent.people.service import Known
from bot.views import blocks as b

STYLES: Mapping[Style, str] = {
    Style.BRIEF: "Brief: figures and what to decide",
    Style.FRIENDLY: "Friendly: whole sentences",
    Style.DETAILED: "Detailed: with the reasons",
}
FREQUENCIES: Mapping[Frequency, str] = {
    Frequency.DAILY: "Every day",
    Frequency.WEEKLY: "Every week",
    Frequency.IMPORTANT: "Only what is important",
    Frequency.NONE: "Nothing unasked",
}
METRICS: Mapping[Metric, str] = {
    Metric.LEADS: "New leads",
    Metric.EMAILS: "E-mails found",
    Metric.RUNS: "Runs",
    Metric.PLANS: "Plans",
}
_FORGET = b.confirm(
    "Forget all of it?",
    "Your preferences, goals, recent campaigns and important leads are forgotten. Your priority list, plans, "
    "runs and leads stay.",
    "Forget all of it",
)


def preferences_part(person: Person) -> Iterator[b.Block]:
    """How a person is told, and the ways to change it and to see all that is known."""
    yield b.section(_summary(person))
    yield b.actions(
        b.button("Change", "preferences_open", "home"),
        b.button("What do you know about me?", "person_known", "home"),
        block_id="preferences",
    )


def _summary(person: Person) -> str:
    quiet = f" · quiet {_hours(person.quiet)}" if person.quiet else ""
    goals = f"\n{b.escape(b.cut('; '.join(person.goals), 500))}" if person.goals else ""
    return f"{_short(STYLES[person.style])} · {FREQUENCIES[person.frequency].lower()}{quiet}{goals}"


def _short(words: str) -> str:
    return words.partition(":")[0]


def _hours(quiet: QuietHours) -> str:
    return f"{quiet.start:%H:%M}–{quiet.end:%H:%M}"


def preferences_modal(person: Person) -> b.Block:
    """Everything that a person can set."""
    times = (f"{person.quiet.start:%H:%M}", f"{person.quiet.end:%H:%M}") if person.quiet else ("", "")
    options = [b.option(words, metric.value) for metric, words in METRICS.items()]
    known = [b.option(METRICS[metric], metric.value) for metric in METRICS if metric in person.metrics]
    return b.modal(
        "Preferences",
        "preferences_form",
        "",
        [
            b.field("style", "How should I write?", b.select(_words(STYLES), person.style.value)),
            b.field(
                "frequency",
                "How often should I write unasked?",
                b.select(_words(FREQUENCIES), person.frequency.value),
            ),
            b.checkboxes("metrics", "Which figures come first?", options, known),
            b.text_input(
                "goals",
                "Your goals",
                hint=f"One a line, at most {MOST_GOALS}.",
                placeholder="20 demos with CFOs this month",
                value="\n".join(person.goals),
                multiline=True,
                optional=True,
                max_length=min(MOST_GOALS * GOAL_LIMIT, 3_000),
            ),
            b.field("quiet_from", "Quiet hours from", _time(times[0]), optional=True),
            b.field("quiet_to", "Quiet hours to", _time(times[1]), optional=True, hint="In your time zone."),
            b.field(
                "channel",
                "Where should I write?",
                _conversation(person.channel),
                optional=True,
                hint="Empty: in our conversation. I must be a member of a channel to write there.",
            ),
            b.actions(
                b.button("What do you know about me?", "person_known", "modal"), block_id="preferences"
            ),
        ],
        submit="Save",
        close="Cancel",
    )


def _words(options: Mapping[Style, str] | Mapping[Frequency, str]) -> dict[str, str]:
    return {value.value: words for value, words in options.items()}


def _time(at: str) -> b.Block:
    element: b.Block = {"type": "timepicker"}
    return {**element, "initial_time": at} if at else element


def _conversation(channel: str) -> b.Block:
    element: b.Block = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return {**element, "initial_conversation": channel} if channel else element


def saved_modal(person: Person) -> b.Block:
    """Says that preferences were saved, and what they are."""
    return b.modal("Saved", "done", "", [b.section(f"Saved. {_summary(person)}"), *_settings(person)])


def _settings(person: Person) -> Iterator[b.Block]:
    figures = ", ".join(METRICS[metric].lower() for metric in person.metrics) or "none in particular"
    place = f"<#{b.escape(person.channel)}>" if person.channel else "our conversation"
    yield b.context(f"Figures that come first: {figures} · I write in {place}.")


def known_modal(known: Known) -> b.Block:
    """All that is known of a person, and the button that ends it."""
    person = known.person
    goals = "\n".join(f"•  {b.escape(goal)}" for goal in person.goals)
    campaigns = "\n".join(
        f"•  {b.escape(b.cut(each.title, 150))} · {b.when(each.at)}" for each in person.campaigns
    )
    leads = "\n".join(f"•  {b.escape(b.cut(lead.name, 80))}{_at(lead.company)}" for lead in known.leads)
    return b.modal(
        "What I know about you",
        "done",
        "",
        [
            b.section(
                f"*How you want to be told*\n{_short(STYLES[person.style])} · "
                f"{FREQUENCIES[person.frequency].lower()} · "
                f"{f'quiet {_hours(person.quiet)}' if person.quiet else 'no quiet hours'}"
            ),
            *_settings(person),
            b.section(f"*Your goals*\n{goals or 'You told me none.'}"),
            b.section(f"*What you last approved or ran*\n{campaigns or 'Nothing yet.'}"),
            b.section(f"*Leads that you had to do with one by one*\n{leads or 'None yet.'}"),
            b.context("Kept for you alone: nobody else is shown it."),
            b.actions(
                b.button("Forget all of it", "person_forget", "all", style="danger", confirm=_FORGET),
                block_id="forget",
            ),
        ],
    )


def _at(company: str | None) -> str:
    return f" at {b.escape(b.cut(company, 60))}" if company else ""


def forgotten_modal() -> b.Block:
    """Says that everything is forgotten."""
    return b.modal("Forgotten", "done", "", [b.section("Forgotten. I know nothing about you any more.")])
