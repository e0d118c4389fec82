"""Schedules: the preview in a thread, the modal, the list, Home's part, the history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.scheduling.card import ExecutionLine, Shown, TaskCard, TaskStatus
from agent.scheduling.proposal import UNKNOWN
from agent.scheduling.reading import Ambiguous, Understood, Unreadable
from bot.views import blocks as b

NO_SCHEDULES = "Write _remind me tomorrow at 10 to call Acme_, or schedule a playbook."
AT_HOME = 5
LISTED = 45
"""A schedule takes two of the hundred blocks of a modal."""
CHANNEL = "channel"
EXAMPLES = "tomorrow at 10 · in 20 minutes · every weekday at 8:30 · last Friday of the month at 5pm"
NAMES = {
    "reminder": "Reminder",
    "goal": "Goal",
    "playbook": "Playbook",
    "report": "Report",
    "briefing": "Briefing",
    "lead_check": "Lead check",
}
_LABELS = {
    "reminder": "What should I remind you of?",
    "goal": "What should I plan?",
    "playbook": "For whom?",
    "report": "Which question should I answer?",
}
_TITLES = {
    "reminder": "Reminder",
    "goal": "Schedule a goal",
    "playbook": "Schedule a playbook",
    "report": "Report",
    "briefing": "Briefing",
    "lead_check": "Lead check",
}
UNWORDED = {"briefing", "lead_check"}
"""Kinds whose words are ours: only their times are asked for."""
IN_CHANNELS = {"briefing", "report"}
"""Kinds that may be said in a channel."""
_MARKS = {"done": "✔", "failed": "✖", "skipped": "–", "running": "●"}
_STATES = {TaskStatus.PAUSED: "paused", TaskStatus.ENDED: "over"}


@dataclass(frozen=True)
class Form:
    """What the modal is about: a kind, a playbook, and the task once there is one."""

    kind: str
    target: str = ""
    task_id: str = ""
    version: int = 0

    @classmethod
    def parse(cls, metadata: str) -> Form:
        """From what `packed` made."""
        kind, target, task_id, version = metadata.split("|")
        return cls(kind, target, task_id, int(version))

    def packed(self) -> str:
        return f"{self.kind}|{self.target}|{self.task_id}|{self.version}"


def task_message(card: TaskCard) -> b.Message:
    """The message about a task in the thread where it was asked for, as it stands."""
    name = NAMES.get(card.kind, card.kind)
    head = f"*{name}:* {b.escape(card.what)}"
    if card.status is TaskStatus.DISCARDED:
        return b.Message(f"{name} cancelled", [b.section(f"{head}\nCancelled; nothing was saved.")])
    if card.status is TaskStatus.DELETED:
        return b.Message(f"{name} deleted", [b.section(f"{head}\nDeleted.")])
    if card.proposal is not None:
        head = f"*{name}:* {b.escape(card.proposal.what)}"
        return b.Message(f"{name}: save it?", [b.section(head), *_proposed(card), _decisions(card)])
    return b.Message(f"{name} saved", [b.section(f"{head}\n{_line(card)}"), *_runs(card.saved)])


def _proposed(card: TaskCard) -> Iterator[b.Block]:
    """How the words were read, with all that a person needs in order to say whether that is right."""
    if card.proposal is None:
        return
    reading = card.proposal.reading
    if isinstance(reading, Unreadable):
        yield b.section(b.escape(reading.reason))
        yield b.context(f"For example: {EXAMPLES}")
    if isinstance(reading, Ambiguous):
        yield b.section(b.escape(reading.question))
        choices = [
            b.button(words, f"task_choose_{number}", f"{number}:{value_of(card)}")
            for number, words in enumerate(card.options)
        ]
        yield b.actions(*choices, block_id=f"choices:{card.version}")
    if isinstance(reading, Understood) and card.preview is not None:
        yield b.section(f"*{b.escape(_capital(card.preview.words))}*")
        yield from _runs(card.preview)
        notes = [*reading.notes, *([] if card.proposal.zone_known else [UNKNOWN])]
        if notes:
            yield b.context(b.escape(" ".join(notes)))


def _runs(shown: Shown | None) -> Iterator[b.Block]:
    if shown is not None and shown.runs:
        label = "Next" if len(shown.runs) > 1 else "Once"
        yield b.context(f"{label}: {b.escape('; '.join(shown.runs))} ({b.escape(shown.zone)})")


def _decisions(card: TaskCard) -> b.Block:
    buttons = [b.button("Save", "task_save", value_of(card), style="primary")] if card.preview else []
    buttons.append(b.button("Edit", "task_edit", card.id))
    buttons.append(b.button("Cancel", "task_discard", card.id))
    return b.actions(*buttons, block_id=f"task:{card.version}")


def value_of(card: TaskCard) -> str:
    """Which version of a task a button was shown with."""
    return f"{card.id}:{card.version}"


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def task_modal(form: Form, what: str = "", when: str = "", card: TaskCard | None = None) -> b.Block:
    """Asks what and when; with a card it shows how that was read, and **Save** keeps what is shown."""
    shown = list(_proposed(card)) if card is not None else []
    words = b.text_input(
        "what", _LABELS.get(form.kind, "What?"), value=what, multiline=form.kind not in {"reminder", "report"}
    )
    ready = card is not None and card.preview is not None
    return b.modal(
        _TITLES.get(form.kind, "Schedule"),
        "task_form",
        form.packed(),
        [
            *([] if form.kind in UNWORDED else [words]),
            b.text_input("when", "When?", hint=f"For example: {EXAMPLES}", value=when),
            *([_channel(card)] if form.kind in IN_CHANNELS else []),
            *shown,
        ],
        submit="Save" if ready else "Preview",
        close="Cancel",
    )


def _channel(card: TaskCard | None) -> b.Block:
    """Where it is said: nothing chosen is the person's own conversation."""
    hint = "Nothing chosen: in our conversation. I must be a member of a channel to write there."
    return b.channel_input(CHANNEL, "In a channel instead?", hint, card.channel if card is not None else "")


def announcement(card: TaskCard) -> b.Message:
    """Tells a channel what will be said in it, and who wants that."""
    when = f" {card.preview.words}" if card.preview is not None else ""
    what = "their briefing" if card.kind == "briefing" else f"“{b.escape(b.cut(card.what, 200))}”"
    text = f"<@{card.owner}> wants me to put {what} here{b.escape(when)}."
    return b.Message(text, [b.section(text)])


def saved_modal(card: TaskCard) -> b.Block:
    """Says that a task was saved, and when it is due."""
    text = f"*{NAMES.get(card.kind, card.kind)}:* {b.escape(card.what)}\n{_line(card)}"
    return b.modal("Saved", "done", "", [b.section(text), *_runs(card.saved)])


def schedule_part(cards: Sequence[TaskCard]) -> Iterator[b.Block]:
    """The newest schedules that go on, and the way to the others."""
    going_on = [card for card in cards if card.status is not TaskStatus.ENDED]
    for card in going_on[:AT_HOME]:
        yield from listed(card)
    if not going_on:
        yield b.context(NO_SCHEDULES)
    buttons = [b.button("New reminder", "task_new", "reminder")]
    if cards:
        buttons.append(b.button("All schedules", "tasks_open", "all"))
    yield b.actions(*buttons)


def tasks_modal(cards: Sequence[TaskCard]) -> b.Block:
    """Every schedule of a person, with what they may do with it."""
    shown = [part for card in cards[:LISTED] for part in listed(card)]
    hidden = len(cards) - LISTED
    if hidden > 0:
        shown.append(b.context(f"{hidden:,} more, older ones. Delete some to see them."))
    return b.modal("Schedules", "done", "", shown or [b.section(NO_SCHEDULES)])


def listed(card: TaskCard) -> list[b.Block]:
    """A schedule with what its owner may do with it."""
    name = NAMES.get(card.kind, card.kind)
    sure = b.confirm("Delete this schedule?", "It is never due again. What it did stays.", "Delete it")
    turn = {
        TaskStatus.ACTIVE: [b.button("Pause", "task_pause", card.id)],
        TaskStatus.PAUSED: [b.button("Resume", "task_resume", card.id)],
    }
    return [
        b.section(f"*{name}:* {b.escape(b.cut(card.what, 200))}\n{_line(card)}"),
        b.actions(
            b.button("Edit", "task_edit", card.id),
            *turn.get(card.status, []),
            b.button("Run now", "task_run", card.id),
            b.button("History", "task_history", card.id),
            b.button("Delete", "task_delete", card.id, confirm=sure),
            block_id=f"task:{card.id}",
        ),
    ]


def _line(card: TaskCard) -> str:
    """How often, and when next in the reader's own time."""
    words = b.escape(card.saved.words) if card.saved is not None else ""
    if card.channel:
        words = f"{words} · in <#{card.channel}>"
    if card.status is TaskStatus.ACTIVE and card.next_at is not None:
        return f"{words} · next {b.when(card.next_at)}"
    return f"{words} · {_STATES.get(card.status, 'over')}"


def history_modal(card: TaskCard, lines: Sequence[ExecutionLine]) -> b.Block:
    """The newest times that a task was due."""
    head = b.section(f"*{NAMES.get(card.kind, card.kind)}:* {b.escape(b.cut(card.what, 200))}")
    shown = [
        b.section(
            f"{_MARKS[line.outcome.value]}  {b.when(line.due_at)}\n{b.escape(line.sentence) or 'going on'}"
        )
        for line in lines
    ]
    return b.modal("History", "done", "", [head, *(shown or [b.section("It was not due yet.")])])


def notice_message(text: str, note: str) -> b.Message:
    """Something that is due to a person."""
    words = b.escape(text)
    return b.Message(b.cut(words, 3_000), [b.section(words), *([b.context(b.escape(note))] if note else [])])
