"""An import's card: how the file was understood, how far it is, what came of it, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from agent.imports.card import ImportCard, ImportStatus
from agent.imports.fields import LABELS, Field
from agent.imports.files import MOST_MEGABYTES
from agent.imports.mapping import problem
from agent.imports.table import MOST_ROWS, Column
from bot.views import blocks as b

SHOWN_COLUMNS = 20
"""Columns on a card; the window shows all."""
_BAR = 20
KINDS = ("csv", "tsv", "txt")
LIMITS = f"Up to {MOST_ROWS:,} rows and {MOST_MEGABYTES} MB; CSV or TSV in any common encoding."
HOW = (
    "Send me a CSV in our conversation, or choose one here. I show you how I read its columns, and import "
    "nothing before you say so."
)
RULE = (
    "Who is known already is not added again. The file's values count from when you sent it: what was seen "
    "after that, or entered by hand, stays."
)


def value_of(card: ImportCard) -> str:
    """What a button of this card carries: the import and the stretch it was shown with."""
    return f"{card.id}:{card.segment}"


def import_message(card: ImportCard) -> b.Message:
    """The card in any of its states."""
    text = f"{card.name}: {_STATE[card.status]}"
    return b.Message(b.escape(text), list(import_blocks(card)))


def import_blocks(card: ImportCard) -> Iterator[b.Block]:
    """The blocks of the card."""
    match card.status:
        case ImportStatus.DRAFT:
            yield from _draft(card)
        case ImportStatus.RUNNING | ImportStatus.STOPPING:
            yield from _running(card)
        case ImportStatus.FINISHED | ImportStatus.STOPPED:
            yield from _ended(card)
        case _:
            yield b.section(f"*{_name(card)}*\n{_SAID[card.status](card)}")


def _name(card: ImportCard) -> str:
    return b.escape(b.cut(card.name, 120))


def _draft(card: ImportCard) -> Iterator[b.Block]:
    columns = card.table.columns if card.table is not None else ()
    yield b.section(f"*{_name(card)}*\n{_rows(card)}, {len(columns):,} columns · {b.escape(card.written)}")
    yield b.section("\n".join(_column(each) for each in columns[:SHOWN_COLUMNS]))
    more = len(columns) - SHOWN_COLUMNS
    if more > 0:
        yield b.context(f"{more:,} more columns: press *Columns* to see them.")
    if card.missing:
        yield b.section(f":warning: {b.escape(card.missing)} Press *Columns* and say which it is.")
    else:
        yield b.context(f"Nothing is imported yet. {RULE} I forget the file after a day.")
    if card.said:
        yield b.context("I took the file only. What you wrote with it, say again once the people are here.")
    value = value_of(card)
    sure = b.confirm("Discard this file?", "I forget it; nothing was imported.", "Discard")
    buttons = [
        b.button("Columns", "import_columns", value),
        b.button("Discard", "import_discard", value, confirm=sure),
    ]
    if not card.missing:
        buttons.insert(0, b.button(f"Import {_rows(card)}", "import_start", value, style="primary"))
    yield b.actions(*buttons)


def _rows(card: ImportCard) -> str:
    return f"{card.rows:,} row{'' if card.rows == 1 else 's'}"


def _column(column: Column) -> str:
    title, label = b.escape(column.title), LABELS[column.field]
    samples = b.escape(" · ".join(b.cut(each, 30) for each in column.samples)) or "_empty_"
    if column.field is Field.IGNORE:
        return f"○  {title}: _ignored_ ({samples})"
    same = column.title.strip().casefold() == label.casefold()
    return f"●  *{label}*{'' if same else f' from “{title}”'}: {samples}"


def _running(card: ImportCard) -> Iterator[b.Block]:
    stopping = card.status is ImportStatus.STOPPING
    share = card.done / card.rows if card.rows else 1.0
    full = round(share * _BAR)
    bar = f"`{'█' * full}{'░' * (_BAR - full)}` {share:.0%}"
    yield b.section(f"*{'Stopping' if stopping else 'Importing'} {_name(card)}*\n{bar}\n{_figures(card)}")
    if not stopping:
        yield b.actions(b.button("Stop", "import_stop", value_of(card)))


def _figures(card: ImportCard) -> str:
    done = f"{card.done:,} of {_rows(card)}" if card.done < card.rows else _rows(card)
    parts = [done, f"{card.added:,} new", f"{card.merged:,} merged", f"{card.bad:,} bad"]
    return " · ".join(parts)


def _ended(card: ImportCard) -> Iterator[b.Block]:
    stopped = card.status is ImportStatus.STOPPED
    title = f"Stopped: {_name(card)}" if stopped else f"Imported {_name(card)}"
    yield b.section(f"*{title}*\n{_figures(card)}")
    if card.merged:
        yield b.context(f"Merged rows joined people who were known, or in an earlier row. {RULE}")
    if card.bad:
        yield b.context(
            "The bad rows are in the file below, with their lines and what is wrong. Mend them and send it."
        )
    value = value_of(card)
    buttons = [b.button("Undo import", "import_undo", value, confirm=_sure(card))]
    if stopped and card.kept:
        left = card.rows - card.done
        buttons.insert(0, b.button(f"Go on with {left:,}", "import_go_on", value, style="primary"))
    yield b.actions(*buttons)


def _sure(card: ImportCard) -> b.Block:
    people = "1 person" if card.added == 1 else f"{card.added:,} people"
    text = (
        f"Up to {people} whom only this file brought will go, and what it added to others. Who was found "
        "elsewhere too, decided over, edited, put on a priority list or marked as do not contact stays; so "
        "do two people whom it showed to be one."
    )
    return b.confirm("Undo this import?", text, "Undo import")


def columns_modal(card: ImportCard) -> b.Block:
    """The window in which somebody says what each column holds."""
    words = {field.value: label for field, label in LABELS.items()}
    columns = card.table.columns if card.table is not None else ()
    fields = [
        b.field(
            f"column_{place}",
            b.cut(column.title, 100),
            b.select(words, column.field.value),
            hint=f"For example {', '.join(column.samples)}" if column.samples else "It has no values.",
        )
        for place, column in enumerate(columns)
    ]
    return b.modal("Columns", "import_columns", card.id, fields, submit="Save", close="Back")


def import_modal() -> b.Block:
    """The window in which somebody chooses a file."""
    chooser: b.Block = {"type": "file_input", "filetypes": list(KINDS), "max_files": 1}
    blocks = [b.section(HOW), b.field("file", "Your list", chooser, hint=LIMITS), b.context(RULE)]
    return b.modal("Import leads", "import_file", "", blocks, submit="Read it")


def import_button(text: str = "Import a list") -> b.Block:
    """The way to that window."""
    return b.button(text, "import_open", "home")


def listed(card: ImportCard, place: str, *, alone: bool) -> Iterator[b.Block]:
    """An import in a list; one that is alone in full."""
    if alone:
        yield from import_blocks(card)
        return
    figures = f" · {_figures(card)}" if card.done else ""
    text = f"{place}*{_name(card)}*\n{_STATE[card.status]}{figures} · {b.when(card.created_at)}"
    undoable = card.status in {ImportStatus.FINISHED, ImportStatus.STOPPED}
    undo = b.button("Undo import", "import_undo", value_of(card), confirm=_sure(card))
    yield b.section(text, undo if undoable else None)


def wrong_columns(fields: tuple[Field, ...]) -> dict[str, str]:
    """What to say at which column of the window; nothing where all is well."""
    wrong = problem(fields)
    if wrong is None:
        return {}
    used = [(place, field) for place, field in enumerate(fields) if field is not Field.IGNORE]
    twice = [place for place, field in used if field in fields[:place]]
    return {f"column_{twice[0] if twice else 0}": wrong}


def _undone(card: ImportCard) -> str:
    stay = card.added - card.removed
    people = f"{card.removed:,} {'person is' if card.removed == 1 else 'people are'} removed"
    kept = f"; {stay:,} stay, since others brought them or you work with them" if stay > 0 else ""
    return f"Undone: {people}{kept}."


_STATE = {
    ImportStatus.READING: "reading",
    ImportStatus.REFUSED: "could not be read",
    ImportStatus.DRAFT: "waits for you",
    ImportStatus.RUNNING: "importing",
    ImportStatus.STOPPING: "stopping",
    ImportStatus.STOPPED: "stopped",
    ImportStatus.FINISHED: "imported",
    ImportStatus.UNDOING: "being undone",
    ImportStatus.UNDONE: "undone",
    ImportStatus.DISCARDED: "discarded",
    ImportStatus.EXPIRED: "forgotten",
}
_SAID: Mapping[ImportStatus, Callable[[ImportCard], str]] = {
    ImportStatus.READING: lambda _: "Reading the file…",
    ImportStatus.REFUSED: lambda card: f":warning: {b.escape(card.problem)}",
    ImportStatus.UNDOING: lambda card: f"Undoing the import… {card.removed:,} removed so far.",
    ImportStatus.UNDONE: _undone,
    ImportStatus.DISCARDED: lambda _: "Discarded; nothing was imported.",
    ImportStatus.EXPIRED: lambda _: (
        "Not imported within a day, so I have forgotten it. Send it again any time."
    ),
}
