"""Walks through everything that Leadsmith shows, each ending where the last button has its answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import expect

from agent.prospecting.parts import Parts
from tests.browser import enrich_scenes, icp_scenes, import_scenes, market_scenes, stream_scenes
from tests.browser.lead_scenes import LEAD_SCENES
from tests.browser.score_scenes import WALKS as REVIEWS
from tests.browser.visitor import Visitor

GOAL = "find 50 saas marketing managers in berlin and get their emails"
LIKERS = "emails for the people who liked our post https://www.linkedin.com/posts/acme_activity-1"
"""Planned as three steps, wired to each other, one with alternatives."""
REFUSED = "whatsapp all dentists in Berlin"


@dataclass(frozen=True)
class Scene:
    """One walk: what it plays, the actions that it clicks, and the settings and parts that it needs."""

    play: Callable[[Visitor], Awaitable[None]]
    clicks: frozenset[str]
    settings: Mapping[str, Any] = field(default_factory=dict)
    parts: Callable[[], AbstractAsyncContextManager[Parts[Any] | None]] = nullcontext


async def plan_again_and_drop_it(dana: Visitor) -> None:
    await dana.plan(GOAL)
    await dana.press("plan_regenerate")
    await dana.page.check('#modal input[value="Include outreach"]')
    await dana.submit()
    await dana.reads("version 2")
    await dana.reads("Changed:")
    await dana.press("plan_cancel")
    await dana.reads("Cancelled by @Dana")
    await expect(dana.action("plan_approve")).to_have_count(0)


async def edit_the_plan(dana: Visitor) -> None:
    await dana.plan(LIKERS)
    await dana.press("plan_edit")
    await dana.press("plan_step_down")
    await dana.reads("belongs before", "#modal")
    await dana.press("plan_step_up")
    await dana.search("plan_step_add", "send connection requests", "LinkedIn Auto Connect · outreach")
    await dana.reads("4 · LinkedIn Auto Connect", "#modal")
    await dana.press("plan_step_remove")
    await dana.choose("plan_step_swap", "Sales Navigator Profile Scraper")
    await dana.submit()
    await dana.reads("version 2")
    await dana.reads("Changed: By hand: Step 3 now uses Sales Navigator Profile Scraper")


async def correct_what_was_understood(dana: Visitor) -> None:
    await dana.plan(GOAL)
    await dana.press("plan_chip_place")
    await dana.field("place").fill("Hamburg")
    await dana.submit()
    await dana.reads("Corrected by hand: The same phantoms")
    await dana.press("plan_understood")
    await dana.field("count").fill("30")
    await dana.submit()
    await dana.reads("version 3")


async def come_back_too_late(dana: Visitor) -> None:
    await dana.say(GOAL)
    await dana.reads("This plan expired")
    await dana.press("plan_retry")
    await dana.offered("plan_approve")


async def take_the_nearest_goal(dana: Visitor) -> None:
    await dana.say(REFUSED)
    await dana.reads("WhatsApp")
    await dana.press("plan_instead")
    await dana.reads("Plan:")
    await dana.offered("plan_approve")


async def answer_the_question(dana: Visitor) -> None:
    await dana.say("find people")
    await dana.reads("Whom are you looking for?")
    await dana.press("plan_answer")
    await dana.reads("Plan:")
    await dana.offered("plan_approve")


async def read_the_leads_and_run_again(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.press("leads_open")
    await dana.reads("50 leads · page 1 of 3", "#modal")
    await dana.press("leads_page_next")
    await dana.reads("page 2 of 3", "#modal")
    await dana.press("leads_page")
    await dana.reads("page 1 of 3", "#modal")
    await dana.close()
    await dana.press("run_again")
    await dana.reads("Ready to run")
    await dana.press("run_cancel")
    await dana.reads("Run cancelled by @Dana")


async def update_the_cookie(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.press("run_reconnect")
    await dana.press("connection_demo")
    await dana.reads("is set", "#modal")
    await dana.close()
    await dana.reads("50 people")


async def try_the_step_again(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.reads("stopped after 10 people")
    await dana.press("run_retry")
    await dana.reads("50 people")


async def go_on_with_what_there_is(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.reads("Go on with 10")
    await dana.press("run_skip")
    await dana.reads("10 people")
    await dana.offered("run_again")


async def keep_the_accounts(dana: Visitor) -> None:
    await dana.tab("home")
    await dana.press("connection_set")
    await dana.press("connection_demo")
    await dana.close()
    await dana.reads("the demo account", "#content")
    await dana.press("connection_remove")
    await expect(dana.action("connection_remove")).to_have_count(0)


async def find_everything_at_home(dana: Visitor) -> None:
    await dana.tab("home")
    await dana.press("help_open")
    await dana.reads("/leadsmith playbooks", "#modal")
    await dana.close()
    await dana.press("goal_new")
    await dana.field("goal").fill(GOAL)
    await dana.submit()
    # Nobody opens Home again: it follows.
    await dana.reads("waits for your decision", "#content")
    await dana.reads("1 plan ▲ 1 more", "#content")


async def take_all_leads_along(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")
    await dana.tab("home")
    await dana.reads("50 new leads", "#content")
    await dana.reads("New leads by day", "#content")
    await dana.action("leads_export").click()
    await dana.tab("messages")
    await dana.reads("leads.csv", "#content")
    dana.pressed.add("leads_export")


async def say_how_good_it_was(dana: Visitor) -> None:
    await dana.plan(GOAL)
    await dana.press("verdict")
    await dana.reads("what should be different")
    await dana.say("help")
    await dana.press("help_all")
    await dana.reads("In any channel")


async def stop_what_runs(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.reads("Running")
    await dana.say("stop")
    await dana.press("run_keep")
    await dana.reads("it goes on")
    await dana.say("stop")
    await dana.press("run_stop")
    await dana.reads("Cancelled by @Dana")


async def give_other_inputs(dana: Visitor) -> None:
    await dana.plan(LIKERS)
    await dana.press("plan_approve")
    await dana.press("run_inputs")
    await dana.press("connection_demo")
    await dana.page.locator('#modal [data-value="3:0"]').wait_for()
    await dana.press("inputs_open")
    await dana.choose("inputs_choose", "Website domain")
    await dana.field("1:linkedinposturl").fill("no address")
    await dana.page.click("#modal-submit")
    await expect(dana.page.locator("#modal .field-error:visible")).to_have_count(1)
    await dana.field("1:linkedinposturl").fill("https://www.linkedin.com/posts/acme_activity-1")
    await dana.submit()
    await dana.reads("Ready to run")


async def use_a_plan_again(dana: Visitor) -> None:
    await dana.plan(GOAL)
    await dana.press("plan_regenerate")
    await dana.submit()
    await dana.reads("version 2")
    await dana.press("plan_approve")
    await dana.plan("find 30 lawyers in hamburg and get their emails")
    await dana.reads("You approved this plan for")
    await dana.press("playbook_use")
    await dana.reads("Now with the phantoms of the playbook")
    await dana.tab("home")
    await dana.press("playbook_start")
    await dana.field("goal").fill("20 nurses in oslo")
    await dana.submit()
    await dana.tab("messages")
    await dana.reads("20 nurses in oslo", "#content")


async def keep_the_playbooks(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")
    await dana.tab("home")
    # The end of the run brings Home up to date once more.
    await dana.reads("Leads · 50", "#content")
    await dana.press("playbooks_open")
    await dana.press("playbook_share")
    await dana.reads("shared by", "#modal")
    await dana.press("playbook_unshare")
    await expect(dana.action("playbook_share")).to_be_visible()
    await dana.press("playbook_rename")
    await dana.field("name").fill("Berlin")
    await dana.page.click("#modal-submit")
    await dana.reads("Berlin", "#modal")
    await dana.press("playbook_delete")
    await dana.reads("is kept here", "#modal")
    await dana.close()
    await dana.tab("messages")
    await dana.page.locator("#content .replies").last.click()
    await dana.press("playbook_save")
    await dana.reads("Kept as the playbook")


async def be_reminded(dana: Visitor) -> None:
    await dana.say("remind me every Monday at 5 to write the report")
    await dana.reads("Which of these do you mean?")
    await dana.press("task_choose_1")
    await dana.reads("Every Monday at 17:00")
    await dana.press("task_save")
    await dana.reads("· next")
    await dana.say("remind me tomorrow at 10 to call Acme")
    await dana.reads("call Acme")
    await dana.press("task_discard")
    await dana.reads("nothing was saved")


async def alone(dana: Visitor) -> None:
    """Delete what everybody gets at first contact: it never comes again."""
    await dana.tab("home")
    await dana.reads("Lead check:", "#content")
    await dana.press("tasks_open")
    await dana.press("task_delete")
    await dana.press("task_delete")
    await dana.reads("Write remind me", "#modal")
    await dana.close()
    await dana.tab("messages")


async def be_briefed(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")
    await dana.plan(LIKERS)
    await dana.tab("messages")
    await dana.say("brief me")
    await dana.reads("Worth doing today", "#content")
    await dana.action(r"briefing_say_2").wait_for()
    await dana.press("plan_review")
    await dana.page.locator('#content [data-action-id="plan_approve"]').wait_for()
    await dana.press("briefing_say_2")
    await dana.reads("find e-mails for my leads without an e-mail", "#content")
    await dana.press("briefing_snooze_monday")
    await dana.reads("Snoozed. The next briefing comes", "#content")


async def check_the_leads(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")
    await dana.tab("home")
    await dana.reads("Lead check:", "#content")
    await dana.action("task_run").click()
    await dana.tab("messages")
    await dana.reads("Your leads: 50 new leads", "#content")
    await dana.press("alert_say_0")
    await dana.reads("show my newest leads", "#content")


async def keep_the_schedules(dana: Visitor) -> None:
    await alone(dana)
    await dana.tab("home")
    await dana.press("task_new")
    await dana.field("what").fill("call Acme")
    await dana.field("when").fill("every weekday at 8:30")
    await dana.page.click("#modal-submit")
    await dana.reads("Every weekday at 08:30", "#modal")
    await dana.page.click("#modal-submit")
    await dana.reads("every weekday at 08:30 · next", "#modal")
    await dana.close()
    await dana.reads("every weekday at 08:30 · next", "#content")
    await dana.press("task_pause")
    await dana.reads("paused", "#content")
    await dana.press("task_resume")
    await dana.reads("every weekday at 08:30 · next", "#content")
    await dana.press("tasks_open")
    await dana.press("task_edit")
    await dana.reads("When?", "#modal")
    await dana.close()
    await dana.press("tasks_open")
    await dana.press("task_history")
    await dana.reads("It was not due yet.", "#modal")
    await dana.close()
    await dana.press("tasks_open")
    await dana.press("task_delete")
    await dana.reads("Write remind me", "#modal")
    await dana.close()


async def run_a_schedule_now(dana: Visitor) -> None:
    await alone(dana)
    await dana.say("remind me every day at noon to call Acme")
    await dana.press("task_save")
    await dana.reads("· next")
    await dana.tab("home")
    await dana.reads("call Acme", "#content")
    # Home is published once more within a second of a change: a click must not fall into that.
    await dana.page.wait_for_timeout(1_500)
    await dana.action("task_run").click()
    await dana.tab("messages")
    await dana.reads("Reminder: call Acme", "#content")
    dana.pressed.add("task_run")


async def schedule_a_playbook(dana: Visitor) -> None:
    await dana.plan(GOAL)
    await dana.press("plan_approve")
    await dana.offered("run_inputs")
    await dana.tab("home")
    await dana.reads("Playbooks", "#content")
    # Home is published once more within a second of a change: a click must not fall into that.
    await dana.page.wait_for_timeout(1_500)
    await dana.press("playbooks_open")
    await dana.press("playbook_schedule")
    await dana.field("when").fill("every Monday at 9")
    await dana.page.click("#modal-submit")
    await dana.reads("Every Monday at 09:00", "#modal")
    await dana.page.click("#modal-submit")
    await dana.reads("every Monday at 09:00 · next", "#modal")
    await dana.close()


async def ask_what_is_there(dana: Visitor) -> None:
    await dana.ready(GOAL)
    await dana.press("run_start")
    await dana.offered("run_again")
    await dana.say("show my leads sorted by name")
    await dana.reads("Page 1 of 5")
    await dana.press("question_page_next")
    await dana.reads("Page 2 of 5")
    await dana.press("question_page")
    await dana.reads("Page 1 of 5")
    await dana.press("question_csv")
    await dana.reads("leads.csv")
    await dana.say("how many of my leads by company?")
    await dana.reads("Leads by company")
    await dana.say("stats for this week")
    await dana.reads("50 leads")


async def say_what_was_meant(dana: Visitor) -> None:
    await dana.tab("messages")
    await dana.say("list leads in Spain")
    await dana.press("answer_mean_0")
    await dana.reads("No leads in Spain")
    await dana.press("answer_wrong")
    await dana.reads("Did you mean")
    await dana.say("list leads in Italy")
    await dana.press("answer_other")
    await dana.reads("Ask me in other words")
    await dana.say("list leads in Portugal")
    await dana.press("answer_mean_1")
    await dana.offered("plan_approve")
    await dana.say("what is our open rate?")
    await dana.reads("no open, click or reply rates")
    await dana.press("answer_say_0")
    await dana.reads("this month")


async def say_how_to_be_told(dana: Visitor) -> None:
    await dana.tab("home")
    await dana.press("preferences_open")
    await dana.press("person_known")
    await dana.reads("You told me none.", "#modal")
    await dana.page.click("#modal-close")
    await dana.reads("How should I write?", "#modal")
    await dana.field("goals").fill("20 demos with CFOs")
    await dana.page.click("#modal-submit")
    await dana.reads("Saved.", "#modal")
    await dana.close()
    await dana.reads("20 demos with CFOs", "#content")
    await dana.press("person_known")
    await dana.reads("20 demos with CFOs", "#modal")
    await dana.press("person_forget")
    await dana.reads("I know nothing about you any more.", "#modal")
    await dana.close()


async def put_first_things_first(dana: Visitor) -> None:
    await dana.tab("home")
    await dana.press("priority_open")
    for number in range(16):
        await dana.field(f"text:{number}").fill(f"entry {number}")
        await dana.page.click("#modal-submit")
        await dana.reads(f"{number + 1}. entry {number}", "#modal")
    await dana.press("priority_page")
    await dana.reads("page 1 of 2", "#modal")
    await dana.press("priority_up")
    await dana.reads("14. entry 14", "#modal")
    await dana.press("priority_first")
    await dana.reads("1. entry 13", "#modal")
    await dana.press("priority_page_next")
    await dana.reads("16. entry 15", "#modal")
    await dana.press("priority_remove")
    await dana.reads("15. entry 14", "#modal")
    await dana.close()
    await dana.press("priority_done")
    await dana.reads("All 14", "#content")


async def settle_who_may_do_what(dana: Visitor) -> None:
    await dana.page.click('[data-user-switch="manager"]')
    await dana.tab("home")
    await dana.press("settings_open")
    await dana.page.uncheck('#modal input[value="author"]')
    await dana.page.click("#modal-submit")
    await dana.reads("Plans are approved by: managers, admins.", "#modal")
    await dana.press("settings_back")
    await dana.press("audit_open")
    await dana.reads("changed the settings", "#modal")
    await dana.page.click("#modal-close")
    await dana.offered("audit_open")
    await dana.close()
    await dana.page.click('[data-user-switch="rep"]')
    await dana.plan(GOAL)
    await dana.page.click('[data-user-switch="manager"]')
    await dana.tab("home")
    await dana.press("approval_open")
    await dana.page.click("#modal-submit")
    await dana.reads("Approved. @Dana sees it", "#modal")
    await dana.close()


async def read_the_trail(dana: Visitor) -> None:
    await dana.page.click('[data-user-switch="manager"]')
    await dana.tab("home")
    for _ in range(6):
        await dana.press("connection_set")
        await dana.press("connection_demo")
        await dana.close()
        await dana.press("connection_remove")
        await expect(dana.action("connection_remove")).to_have_count(0)
    await dana.press("settings_open")
    await dana.press("audit_open")
    await dana.reads("page 1 of 2", "#modal")
    await dana.press("audit_page_next")
    await dana.reads("page 2 of 2", "#modal")
    await dana.press("audit_page")
    await dana.reads("page 1 of 2", "#modal")


SCENES = (
    Scene(say_how_to_be_told, frozenset({"preferences_open", "person_known", "person_forget"})),
    Scene(
        put_first_things_first,
        frozenset(
            {
                "priority_open",
                "priority_page",
                "priority_page_next",
                "priority_up",
                "priority_first",
                "priority_remove",
                "priority_done",
            }
        ),
    ),
    Scene(
        settle_who_may_do_what, frozenset({"settings_open", "settings_back", "audit_open", "approval_open"})
    ),
    Scene(read_the_trail, frozenset({"audit_page", "audit_page_next"})),
    Scene(be_briefed, frozenset({r"briefing_say_\w+", r"briefing_snooze_\w+", "plan_review"})),
    Scene(check_the_leads, frozenset({r"alert_say_\w+"})),
    Scene(be_reminded, frozenset({r"task_choose_\w+", "task_save", "task_discard"})),
    Scene(
        keep_the_schedules,
        frozenset(
            {
                "task_new",
                "task_pause",
                "task_resume",
                "tasks_open",
                "task_edit",
                "task_history",
                "task_delete",
            }
        ),
    ),
    Scene(run_a_schedule_now, frozenset({"task_run"})),
    Scene(schedule_a_playbook, frozenset({"playbook_schedule"})),
    Scene(plan_again_and_drop_it, frozenset({"plan_regenerate", "plan_cancel"})),
    Scene(
        edit_the_plan,
        frozenset(
            {
                "plan_edit",
                "plan_step_up",
                "plan_step_down",
                "plan_step_remove",
                "plan_step_swap",
                "plan_step_add",
            }
        ),
    ),
    Scene(correct_what_was_understood, frozenset({r"plan_chip_\w+", "plan_understood"})),
    Scene(come_back_too_late, frozenset({"plan_retry"}), {"plan_expires_seconds": 1.0}),
    Scene(take_the_nearest_goal, frozenset({"plan_instead"})),
    Scene(answer_the_question, frozenset({"plan_answer"})),
    Scene(
        read_the_leads_and_run_again,
        frozenset(
            {
                "plan_approve",
                "run_inputs",
                "connection_demo",
                "run_start",
                "leads_open",
                "leads_page_next",
                "leads_page",
                "run_again",
                "run_cancel",
            }
        ),
    ),
    Scene(update_the_cookie, frozenset({"run_reconnect"}), {"faults": "1=expired_cookie@20"}),
    Scene(try_the_step_again, frozenset({"run_retry"}), {"faults": "1=rate_limit@10"}),
    Scene(go_on_with_what_there_is, frozenset({"run_skip"}), {"faults": "1=unavailable@10"}),
    Scene(find_everything_at_home, frozenset({"goal_new", "help_open"})),
    Scene(take_all_leads_along, frozenset({"leads_export"})),
    Scene(say_how_good_it_was, frozenset({"verdict", "help_all"})),
    Scene(stop_what_runs, frozenset({"run_stop", "run_keep"}), {"row_seconds": 0.4}),
    Scene(keep_the_accounts, frozenset({"connection_set", "connection_remove"})),
    Scene(use_a_plan_again, frozenset({"playbook_use", "playbook_start"})),
    Scene(
        keep_the_playbooks,
        frozenset(
            {
                "playbooks_open",
                "playbook_share",
                "playbook_unshare",
                "playbook_rename",
                "playbook_delete",
                "playbook_save",
            }
        ),
    ),
    Scene(ask_what_is_there, frozenset({"question_page_next", "question_page", "question_csv"})),
    Scene(
        say_what_was_meant, frozenset({r"answer_mean_\w+", "answer_other", "answer_wrong", r"answer_say_\w+"})
    ),
    Scene(give_other_inputs, frozenset({"inputs_open", "inputs_choose"})),
    *(Scene(play, frozenset(clicks)) for play, clicks in LEAD_SCENES),
    *(Scene(play, clicks) for play, clicks in REVIEWS),
    *(Scene(play, clicks) for play, clicks in import_scenes.PLAYED),
    *(Scene(play, clicks) for play, clicks in enrich_scenes.PLAYED),
    *(Scene(play, clicks, parts=icp_scenes.lookalikes) for play, clicks in icp_scenes.PLAYED),
    *(
        Scene(play, clicks, market_scenes.TRY, market_scenes.fewer_sites)
        for play, clicks in market_scenes.PLAYED
    ),
    *(Scene(play, clicks, parts=icp_scenes.lookalikes) for play, clicks in stream_scenes.PLAYED),
)

# Each part's scenes stand in a file of its own, which needs what is above.
from tests.browser.research_scenes import RESEARCH_SCENES  # noqa: E402
from tests.browser.source_scenes import SOURCE_SCENES  # noqa: E402

SCENES += (*RESEARCH_SCENES, *SOURCE_SCENES)
