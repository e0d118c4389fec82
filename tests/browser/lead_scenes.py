"""Walks through one lead: looked at from every list, corrected, merged, not to be contacted, deleted."""

from __future__ import annotations

from tests.browser.visitor import Visitor

GOAL = "find 50 saas marketing managers in berlin and get their emails"


async def _found(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")


async def correct_a_lead(dana: Visitor) -> None:
    await _found(dana)
    await dana.press("leads_open")
    await dana.press("lead_open")
    await dana.reads("Delivered by", "#modal")
    await dana.press("lead_edit")
    await dana.reads("What you write counts from now on", "#modal")
    await dana.press("lead_show")
    await dana.reads("History", "#modal")
    await dana.press("lead_edit")
    await dana.field("email").fill("no address")
    await dana.page.click("#modal-submit")
    await dana.reads("That is no e-mail address", "#modal")
    await dana.field("email").fill("ada@acme.example")
    await dana.field("title").fill("Chief Everything Officer")
    await dana.page.click("#modal-submit")
    await dana.reads("Saved.", "#modal")
    await dana.reads("Chief Everything Officer", "#modal")
    await dana.reads("Before:", "#modal")


async def leave_somebody_alone(dana: Visitor) -> None:
    await _found(dana)
    await dana.say("show my leads sorted by name")
    await dana.reads("Page 1 of 5")
    await dana.action("lead_pick").select_option(index=1)
    await dana.reads("History", "#modal")
    dana.pressed.add("lead_pick")
    await dana.press("lead_block")
    await dana.field("more").fill("told us in May")
    await dana.page.click("#modal-submit")
    await dana.reads("Do not contact:", "#modal")
    await dana.close()
    await dana.say("which leads must I not contact?")
    await dana.reads("1 lead that must not be contacted")
    await dana.action("lead_pick").select_option(index=1)
    await dana.press("lead_unblock")
    await dana.reads("may be contacted again", "#modal")


async def merge_two_leads(dana: Visitor) -> None:
    await _found(dana)
    name = await _rename_the_second(dana)
    await dana.say(f"show me the lead {name}")
    await dana.reads("Several leads are called")
    await dana.press("lead_open")
    await dana.reads("Perhaps the same person", "#modal")
    await dana.press("lead_merge")
    await dana.reads("become one lead", "#modal")
    await dana.page.click("#modal-submit")
    await dana.reads("Merged.", "#modal")
    await dana.press("lead_unmerge")
    await dana.reads("Both leads are as they were;", "#modal")


async def _rename_the_second(dana: Visitor) -> str:
    """Make the second lead look like the first, as a duplicate would; its name."""
    await dana.say("show my leads sorted by name")
    await dana.reads("Page 1 of 5")
    labels = await dana.action("lead_pick").locator("option").all_inner_texts()
    name, _, company = next(each for each in labels if " · " in each).partition(" · ")
    await dana.action("lead_pick").select_option(index=2)
    await dana.reads("History", "#modal")
    await dana.press("lead_edit")
    await dana.field("name").fill(name)
    await dana.field("company").fill(company)
    await dana.page.click("#modal-submit")
    await dana.reads("Saved.", "#modal")
    await dana.close()
    return name


async def delete_a_person(dana: Visitor) -> None:
    await _found(dana)
    await dana.tab("home")
    await dana.reads("Leads · 50", "#content")
    await dana.press("lead_open")
    await dana.reads("History", "#modal")
    await dana.press("lead_delete")
    await dana.reads("will be deleted for good", "#modal")
    await dana.page.click("#modal-submit")
    await dana.reads("Deleted.", "#modal")
    await dana.close()
    await dana.reads("Leads · 49", "#content")
    await dana.tab("messages")
    await dana.reads("Deleted as requested", "#content")


LEAD_SCENES = (
    (correct_a_lead, ("lead_open", "lead_edit", "lead_show")),
    (leave_somebody_alone, ("lead_pick", "lead_block", "lead_unblock")),
    (merge_two_leads, ("lead_merge", "lead_unmerge")),
    (delete_a_person, ("lead_delete",)),
)
"""Each walk, and the actions that it clicks."""
