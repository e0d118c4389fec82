"""A plan changed by hand: its steps in one modal, what was understood in another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import Message, Office, Thread, buttons, elements, fields, press, said

pytestmark = pytest.mark.long

LIKERS = "emails for the people who liked our post https://www.linkedin.com/posts/acme_activity-1"
EXPORT, FINDER = "LinkedIn Post Likers Export.js", "Professional Email Finder.js"


async def shown_after(office: Office, view: Message, act: Any) -> Message:
    """The modal, once it shows something else."""
    await act

    def look() -> Message | None:
        now = office.dana.views()
        return now[-1] if now and now[-1]["hash"] != view["hash"] else None

    return await office.until(look)


async def pressed(office: Office, view: Message, label: str, script: str) -> Message:
    """The modal after a step's button was pressed."""
    found = elements(view["blocks"])
    button = next(e for e in found if e.get("value") == script and e["text"]["text"] == label)
    return await shown_after(office, view, press(office.dana, view["id"], button))


async def chosen(office: Office, view: Message, action_id: str, value: str) -> Message:
    choosing = office.dana.select(view["id"], action_id, value=value)
    return await shown_after(office, view, choosing)


def scripts(view: Message) -> list[str]:
    """The steps that the modal shows, in order."""
    return [block_id.rpartition(":")[2] for block_id in fields(view)]


async def editing(office: Office, goal: str = LIKERS) -> tuple[Thread, Message]:
    thread = await office.plan(goal)
    return thread, await thread.opens("Edit")


async def test_a_step_removed_makes_the_next_version(office: Office) -> None:
    thread, view = await editing(office)
    assert scripts(view)[0] == EXPORT
    view = await pressed(office, view, "Remove", FINDER)
    assert await office.dana.submit(view["id"], {}) is None
    shown = await thread.shows("version 2", "Changed: By hand: Left out Professional Email Finder.")
    assert len(thread.messages) == 1
    assert "Professional Email Finder*" not in said(shown)


async def test_what_makes_no_plan_is_said_at_once_and_not_taken(office: Office) -> None:
    thread, view = await editing(office)
    for _ in scripts(view)[1:]:
        view = await pressed(office, view, "Move down", EXPORT)
    sentence = "LinkedIn Post Likers Export finds its own rows: put it first, or remove the steps before it."
    assert sentence in said(view)
    assert await office.dana.submit(view["id"], {}) is None
    assert sentence in said(office.dana.views()[-1])
    assert "version 1" in said(thread.plan)


async def test_steps_move_and_move_back(office: Office) -> None:
    _, view = await editing(office)
    before = scripts(view)
    view = await pressed(office, view, "Move up", before[1])
    assert scripts(view)[:2] == [before[1], before[0]]
    view = await pressed(office, view, "Move down", before[1])
    assert scripts(view) == before
    assert await office.dana.submit(view["id"], {}) is None
    assert "Nothing is changed yet." in said(office.dana.views()[-1])


async def test_a_step_is_swapped_for_an_alternative(office: Office) -> None:
    thread, view = await editing(office)
    menu = next(e for e in elements(view["blocks"]) if e["action_id"] == "plan_step_swap")
    other = menu["options"][0]["value"]
    view = await chosen(office, view, "plan_step_swap", other)
    assert other in scripts(view)
    assert await office.dana.submit(view["id"], {}) is None
    await thread.shows("version 2", f"now uses {other.removesuffix('.js')} instead of")


async def test_a_step_is_found_by_what_it_does_and_goes_where_it_belongs(office: Office) -> None:
    thread, view = await editing(office)
    offered = await office.dana.suggest(view["id"], "plan_step_add", "send connection requests")
    values = [option["value"] for option in offered["options"]]
    assert "LinkedIn Auto Connect.js" in values
    assert EXPORT not in values
    view = await chosen(office, view, "plan_step_add", "LinkedIn Auto Connect.js")
    assert scripts(view)[-1] == "LinkedIn Auto Connect.js"
    assert await office.dana.submit(view["id"], {}) is None
    await thread.shows("version 2", "By hand: Added LinkedIn Auto Connect.", "*4 · LinkedIn Auto Connect*")


async def test_a_reason_in_own_words_survives_whatever_else_is_changed(office: Office) -> None:
    thread, view = await editing(office)
    field = next(block_id for block_id in fields(view) if block_id.endswith(EXPORT))
    remove = (e for e in elements(view["blocks"]) if e["action_id"] == "plan_step_remove")
    button = next(each for each in remove if each["value"] == FINDER)
    act = office.dana.click(view["id"], button["action_id"], value=FINDER, values={field: "For the fair."})
    view = await shown_after(office, view, act)
    assert fields(view)[f"own::{EXPORT}"] == "For the fair."
    assert await office.dana.submit(view["id"], {}) is None
    await thread.shows("version 2", "For the fair.")


async def test_an_emptied_reason_is_ours_again(office: Office) -> None:
    thread, view = await editing(office)
    reason = fields(view)
    field = next(block_id for block_id in reason if block_id.endswith(EXPORT))
    assert await office.dana.submit(view["id"], {field: "For the fair."}) is None
    await thread.shows("version 2", "By hand: another reason for step 1.")
    view = await thread.opens("Edit")
    assert await office.dana.submit(view["id"], {f"own::{EXPORT}": ""}) is None
    await thread.shows("version 3", str(reason[field]))


async def test_an_edit_of_an_old_version_changes_nothing(office: Office) -> None:
    thread, view = await editing(office)
    await office.dana.send("with 20 people only", thread_ts=thread.ts)
    await thread.shows("version 2")
    field = next(iter(fields(view)))
    assert await office.dana.submit(view["id"], {field: "For the fair."}) is None
    assert "That was version 1; version 2 is above." in said(office.dana.views()[-1])
    assert "version 2" in said(thread.plan)


async def test_a_stranger_may_change_nothing(office: Office) -> None:
    mention = f"@Leadsmith {LIKERS}"
    thread = await office.says(mention, channel="sales")
    await thread.offers("Approve")
    for label in ("Edit", "More"):
        told = await office.whisper(office.sam, lambda label=label: thread.click(label, office.sam), "sales")
        assert told.startswith("Only")
    assert office.sam.views() == []


async def test_a_chip_opens_what_was_understood_with_its_field_first(office: Office) -> None:
    thread = await office.plan()
    view = await thread.opens("Berlin")
    assert next(iter(fields(view).items())) == ("place", "Berlin")
    assert fields(view)["count"] == "50"
    assert view["blocks"][0]["element"]["focus_on_load"]


async def test_a_correction_keeps_the_steps_and_is_planned_for_at_once(office: Office) -> None:
    thread = await office.plan()
    view = await thread.opens("Berlin")
    assert await office.dana.submit(view["id"], {"place": "Hamburg", "count": "30"}) is None
    shown = await thread.shows("version 2", "Changed: Corrected by hand: The same phantoms, now for: 30 SaaS")
    assert {"Hamburg", "30 people"} <= buttons(shown).keys()
    assert "Berlin" not in said(shown)


async def test_what_was_corrected_still_holds_when_the_plan_is_made_again(office: Office) -> None:
    thread = await office.plan()
    view = await thread.opens("Berlin")
    assert await office.dana.submit(view["id"], {"place": "Hamburg"}) is None
    await thread.shows("version 2")
    await office.dana.send("40 people are enough", thread_ts=thread.ts)
    shown = await thread.shows("version 3")
    assert {"Hamburg", "40 people"} <= buttons(shown).keys()


async def test_another_platform_or_stage_wants_other_steps(office: Office) -> None:
    thread = await office.plan()
    view = await thread.opens("More")
    assert await office.dana.submit(view["id"], {"platform": "Sales Navigator"}) is None
    await thread.shows("version 2", "Sales Navigator", "Planned with rules, for what was corrected.")
    view = await thread.opens("no outreach")
    assert view["blocks"][0]["block_id"] == "forbidden"
    assert (
        await office.dana.submit(view["id"], {"wanted": ["search"], "forbidden": ["contact", "outreach"]})
        is None
    )
    shown = await thread.shows("version 3")
    assert "e-mail" not in next(iter(thread.plan["blocks"]))["text"]["text"]
    assert "Approve" in buttons(shown)


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"count": "many"}, {"count": "How many is a whole number from 1 to 100,000."}),
        ({"platform": "the moon"}, {"platform": "I don't know the platform “the moon”."}),
        ({}, {"place": "Nothing is changed yet."}),
    ],
)
async def test_what_a_field_cannot_take_is_said_there(
    office: Office, values: dict[str, str], wrong: dict[str, str]
) -> None:
    thread = await office.plan()
    view = await thread.opens("Berlin")
    assert await office.dana.submit(view["id"], values) == wrong
    assert "version 1" in said(thread.plan)
