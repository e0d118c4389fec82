"""What is done to a lead, in its modal: edited, merged, marked as do not contact, deleted."""

from __future__ import annotations

from collections.abc import Mapping

from agent.leads.editing import FIELDS
from agent.leads.erasing import ErasurePreview
from agent.leads.merging import KEEP, OTHER, Differs, MergePreview
from agent.leads.record import LeadCard
from agent.leads.records import LONGEST_REASON
from bot.views import blocks as b

REASONS = {
    "asked": "They asked not to be contacted",
    "customer": "A customer already",
    "competitor": "Works at a competitor",
    "elsewhere": "Somebody else here is in touch",
    "other": "Another reason",
}
LONGEST_MORE = LONGEST_REASON - max(map(len, REASONS.values())) - 2
LONGEST = 1_000
"""Characters of a value that a field shows; what was found may be longer than what may be typed."""
_RULE = (
    "What you write counts from now on. What phantoms find later is shown beside it, and replaces nothing."
)


def edit_modal(
    card: LeadCard, version: str = "", typed: Mapping[str, str] | None = None, note: str = ""
) -> b.Block:
    """Every field that may be edited, as it stands or as it was typed; an empty one says there is none."""
    values = typed if typed is not None else {each.name: card.value(each.name) for each in FIELDS}
    blocks = [b.alert(b.escape(note))] if note else []
    blocks += [
        b.text_input(
            each.name,
            each.label,
            value=b.cut(values.get(each.name, ""), LONGEST),
            placeholder=each.example,
            max_length=max(each.longest, min(len(values.get(each.name, "")), LONGEST)),
            optional=True,
        )
        for each in FIELDS
    ]
    blocks += [b.context(_RULE), back_to(card.id)]
    return b.modal("Edit lead", "lead_edit", f"{card.id}|{version or card.version}", blocks, submit="Save")


def back_to(lead_id: str) -> b.Block:
    """The way back to the lead."""
    return b.actions(b.button("Back to the lead", "lead_show", lead_id), block_id="back")


def block_modal(card: LeadCard) -> b.Block:
    """Asks why nobody may contact a person."""
    text = (
        f"Nobody should contact *{b.escape(b.cut(card.name, 150))}* from now on. Steps of runs that write to "
        "people, invite or follow them leave this person out. You can allow it again."
    )
    more = b.text_input(
        "more", "What should others know?", multiline=True, max_length=LONGEST_MORE, optional=True
    )
    why = b.field("why", "Why?", b.select(REASONS, "asked"))
    blocks = [b.section(text), why, more, back_to(card.id)]
    return b.modal("Do not contact", "lead_block", card.id, blocks, submit="Do not contact")


def merge_modal(preview: MergePreview, lead_id: str) -> b.Block:
    """What becomes of two leads; where they differ, which value counts is chosen."""
    name, other = (b.escape(b.cut(each, 100)) for each in (preview.name, preview.other_name))
    head = f"*{name}* and *{other}* become one lead, the one that was found first."
    blocks = [b.section(head), *(_differs(each) for each in preview.differs)]
    if preview.same:
        lines = (f"*{label}*  {b.escape(b.cut(value, 150))}" for label, value in preview.same)
        blocks.append(b.section("\n".join(("Stays as it is:", *lines))))
    values = f"{preview.values:,} values with their sources"
    runs = f"{preview.runs:,} {'run' if preview.runs == 1 else 'runs'}"
    blocks.append(b.context(f"Kept of both: {values}, {runs}. You can undo this for 10 minutes."))
    blocks.append(back_to(lead_id))
    target = f"{preview.keep}|{preview.other}"
    return b.modal("Merge leads", "lead_merge", target, blocks, submit="Merge")


def _differs(field: Differs) -> b.Block:
    sides = {KEEP: field.keep, OTHER: field.other}
    options = {side: b.option(value, side) for side, value in sides.items()}
    element = {
        "type": "radio_buttons",
        "options": list(options.values()),
        "initial_option": options[field.stays],
    }
    return b.field(field.field, field.label, element)


def delete_modal(preview: ErasurePreview) -> b.Block:
    """Says what goes, what stays and that nothing brings it back."""
    where = f"the results of {preview.runs:,} runs" if preview.runs > 1 else "its run's results"
    lines = f"in lists, in {where}" if preview.runs else "in lists"
    goes = (
        f"•  the lead with its {preview.values:,} values\n"
        f"•  every line about the person {lines} and in files that I make from now on\n"
        "•  the name, addresses and profile wherever somebody wrote them to me"
    )
    stays = (
        "•  a fingerprint from which nobody can read who it was: whatever runs, lists, pages or "
        "contact providers say of the person again is left out\n"
        "•  a line in the audit trail that says somebody deleted a person, not whom\n"
        "•  what was posted in Slack, and what PhantomBuster keeps: delete that there"
    )
    blocks = [
        b.alert(
            f"*{b.escape(b.cut(preview.name, 100))}* will be deleted for good. This can't be undone.", "error"
        ),
        b.section(f"*What goes*\n{goes}"),
        b.section(f"*What stays*\n{stays}"),
        back_to(preview.lead),
    ]
    return b.modal(
        "Delete a person", "lead_delete", preview.lead, blocks, submit="Delete for good", close="Keep"
    )


def deleted_modal() -> b.Block:
    """Says that it is done, and what follows."""
    text = (
        "*Deleted.* The lead is gone. I clean every text that names the person now, and tell you once it is."
    )
    return b.modal("Deleted", "done", "", [b.section(text)])
