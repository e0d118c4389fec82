"""Walks through the review of leads, and through the weights that they are scored by."""

from __future__ import annotations

from tests.browser.score_pictures import picture
from tests.browser.visitor import Visitor

GOAL = "find 50 saas marketing managers in berlin and get their emails"


async def _finished(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("review_open")


async def review_one_by_one(dana: Visitor) -> None:
    await _finished(dana)
    await dana.press("review_open")
    await dana.reads("1 of 50", "#modal")
    await picture(dana, "card")
    await dana.press("review_approve")
    await dana.reads("2 of 50", "#modal")
    await dana.press("review_skip")
    await dana.reads("3 of 50", "#modal")
    await dana.press("review_reject")
    await dana.field("reason").select_option(label="A competitor")
    await picture(dana, "reject")
    await dana.page.click("#modal-submit")
    await dana.reads("4 of 50", "#modal")
    await dana.reads("Rejected:", "#modal")
    await dana.press("review_undo")
    await dana.reads("Taken back:", "#modal")
    await dana.reads("3 of 50", "#modal")
    await picture(dana, "undone")
    await dana.close()
    await dana.say("review my leads")
    await dana.reads("48 leads wait for your review")
    await picture(dana, "summary")
    await dana.press("review_open")
    await dana.reads("1 of 48", "#modal")


async def review_in_a_table_and_at_once(dana: Visitor) -> None:
    await _finished(dana)
    await dana.press("review_open")
    await dana.press("review_table")
    await dana.reads("page 1 of 5", "#modal")
    await picture(dana, "table")
    await dana.press("review_page_next")
    await dana.reads("page 2 of 5", "#modal")
    await dana.press("review_page")
    await dana.reads("page 1 of 5", "#modal")
    await dana.press("review_show")
    await dana.reads("50 in all", "#modal")
    await dana.press("review_table")
    await dana.press("review_back")
    await dana.reads("1 of 50", "#modal")
    at_once = dana.page.locator('#modal [data-action-id^="review_all_"]').first
    action = await at_once.get_attribute("data-action-id") or ""
    await dana.press(action)
    await dana.reads("Approved:", "#modal")
    await picture(dana, "at-once")
    await dana.press("review_filter")
    await dana.field("show").select_option(label="Approved")
    await picture(dana, "filter")
    await dana.page.click("#modal-submit")
    await dana.reads("approved", "#modal")
    await picture(dana, "approved")


async def weigh_what_counts(dana: Visitor) -> None:
    await _finished(dana)
    await dana.page.click('[data-user-switch="manager"]')
    await dana.tab("home")
    await dana.press("settings_open")
    await dana.press("scoring_open")
    await dana.reads("Whole numbers that sum to 100", "#modal")
    await picture(dana, "weights")
    await dana.press("scoring_defaults")
    await dana.press("scoring_preset_savings")
    await dana.reads("what the company could save", "#modal")
    await dana.page.click("#modal-submit")
    await dana.reads("change tier", "#modal")
    await picture(dana, "preview")
    await dana.press("scoring_back")
    await dana.reads("Whole numbers that sum to 100", "#modal")
    await dana.page.click("#modal-submit")
    await dana.reads("change tier", "#modal")
    await dana.page.click("#modal-submit")
    await dana.reads("Saved.", "#modal")
    await dana.page.click("#modal-close")
    await dana.offered("scoring_open")
    await dana.close()
    await dana.tab("messages")
    await dana.reads("50 leads are scored anew", "#content")
    await picture(dana, "rescored")
    await dana.page.click('[data-user-switch="rep"]')
    await dana.tab("messages")
    await dana.say("review my leads")
    await dana.reads("50 leads wait for your review")
    await dana.press("review_open")
    await dana.reads("number of sites.", "#modal")
    await dana.press("review_look_up")
    await dana.reads("number of sites comes here", "#modal")


WALKS = (
    (
        review_one_by_one,
        frozenset({"review_open", "review_approve", "review_skip", "review_reject", "review_undo"}),
    ),
    (
        review_in_a_table_and_at_once,
        frozenset(
            {
                "review_table",
                "review_page",
                "review_page_next",
                "review_show",
                "review_back",
                r"review_all_\w+",
                "review_filter",
            }
        ),
    ),
    (
        weigh_what_counts,
        frozenset(
            {
                "scoring_open",
                r"scoring_preset_\w+",
                "scoring_defaults",
                "scoring_back",
                "review_look_up",
            }
        ),
    ),
)
"""Each walk with the actions that it clicks."""
