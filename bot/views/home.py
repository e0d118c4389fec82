"""The Home tab: its parts in their order, each of which says what would fill it while it is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agent.credentials import Connection
from agent.planner.phantom import Account
from bot import limits
from bot.views import blocks as b
from bot.views.approval import approval_part
from bot.views.home_page import HomePage
from bot.views.home_week import is_quiet, week_part
from bot.views.home_work import new_goal, running_part, waiting_part
from bot.views.lead import ALL, lead_section
from bot.views.lead_import import import_button
from bot.views.plan import ACCOUNT_NAMES
from bot.views.playbook import NO_PLAYBOOKS, playbook_part
from bot.views.preferences import preferences_part
from bot.views.priority import priority_part
from bot.views.prospecting import prospecting_part
from bot.views.review import MINE
from bot.views.schedule import schedule_part
from bot.views.settings import settings_part

MORE = "There is more than fits here. Ask me for it in *Messages*."


def home_view(page: HomePage) -> b.Block:
    """The Home tab; what does not fit is said."""
    blocks = [
        block for title, part in PARTS if (shown := part(page)) for block in (b.header(title(page)), *shown)
    ]
    if len(blocks) > limits.VIEW_BLOCKS:
        blocks = [*blocks[: limits.VIEW_BLOCKS - 1], b.context(MORE)]
    return {"type": "home", "blocks": blocks}


def _week(page: HomePage) -> list[b.Block]:
    if is_quiet(page.week) and not page.recent:
        return [b.context("Your plans will be here, with what ran and what it found.")]
    return week_part(page)


def _leads(page: HomePage) -> list[b.Block]:
    if not page.leads:
        text = "The leads of your first run will be here, and those of a list that you import."
        return [b.section(text, new_goal("Find people")), b.actions(import_button())]
    see = b.button("See all", "leads_open", f"{ALL}:0")
    review = [b.button(f"Review {page.to_review:,}", "review_open", MINE)] if page.to_review else []
    acts = b.actions(*review, see, _export(), import_button())
    return [*(lead_section(lead) for lead in page.leads), acts]


def _export() -> b.Block:
    return b.button("Export", "leads_export", ALL)


def _playbooks(page: HomePage) -> list[b.Block]:
    return list(playbook_part(page.playbooks)) or [b.section(NO_PLAYBOOKS, new_goal())]


def _schedules(page: HomePage) -> list[b.Block]:
    return list(schedule_part(page.schedules))


def _connections(page: HomePage) -> list[b.Block]:
    return [
        block
        for account, name in ACCOUNT_NAMES.items()
        for block in _connection(page, account, name, page.connections.get(account.value))
    ]


def _connection(
    page: HomePage, account: Account, name: str, connection: Connection | None
) -> Iterator[b.Block]:
    if connection is None:
        set_it = b.button("Set", "connection_set", account.value)
        yield b.section(f"○  {name}\nnot set; a run that needs it asks for it", set_it)
        return
    demo = "the demo account, " if connection.demo else ""
    sure = b.confirm(f"Remove the {name}?", "Runs that need it will stop until it is set again.", "Remove")
    yield b.section(f"●  {name}\n{demo}set by <@{page.user}> {b.when(connection.set_at, '{ago}')}")
    yield b.actions(
        b.button("Replace", "connection_set", account.value),
        b.button("Remove", "connection_remove", account.value, confirm=sure),
        block_id=f"connection:{account.value}",
    )


def _help(_page: HomePage) -> list[b.Block]:
    text = "Write to me in *Messages*, mention me in a channel, or send `/leadsmith help` anywhere."
    return [b.section(text, b.button("What can you do?", "help_open", "home"))]


def _named(title: str) -> Callable[[HomePage], str]:
    return lambda _page: title


Title = Callable[[HomePage], str]
Part = Callable[[HomePage], list[b.Block]]
PARTS: tuple[tuple[Title, Part], ...] = (
    (_named("To approve"), lambda page: list(approval_part(page.to_approve))),
    (_named("Waiting for you"), waiting_part),
    (_named("Running"), running_part),
    (_named("This week"), _week),
    (lambda page: f"Leads · {page.lead_count:,}", _leads),
    (_named("Customers like yours"), lambda page: list(prospecting_part(page.prospects))),
    (_named("Priority list"), lambda page: list(priority_part(page.priorities))),
    (_named("Schedules"), _schedules),
    (_named("Playbooks"), _playbooks),
    (_named("Connections"), _connections),
    (_named("Preferences"), lambda page: list(preferences_part(page.person))),
    (_named("Settings"), lambda page: list(settings_part()) if page.settles else []),
    (_named("Help"), _help),
)
"""Home from top to bottom; a part is one function and one line here, and is left out when it has nothing."""
