"""Asking for an account: its credentials, or the demo account where runs are simulated."""

from __future__ import annotations

from collections.abc import Mapping

from agent.planner.catalogue import Catalogue
from agent.planner.phantom import Account
from bot.views import blocks as b
from bot.views.plan import ACCOUNT_NAMES

PREFIX = "account:"
"""Blocks that hold credentials start with this, which is what keeps them out of every log."""
SHORT = 130
"""Characters of an example that helps; a longer one (a cookie's) only fills the window."""


def account_blocks(account: Account, catalogue: Catalogue, *, demo: bool) -> list[b.Block]:
    """The fields of one account."""
    used = sum(phantom.account is account for phantom in catalogue)
    shown = [
        b.section(f"*{ACCOUNT_NAMES[account]}*"),
        b.context(f"Used for {used} phantoms, stored encrypted, never shown again."),
    ]
    if demo:
        text = "Runs are simulated here, so the demo account is all you need."
        shown.append(b.section(text, b.button("Use the demo account", "connection_demo", account.value)))
    for field in catalogue.credentials(account):
        example = f" Example: {field.example}" if len(field.example) <= SHORT else ""
        block_id = f"{PREFIX}{account.value}:{field.name}"
        block = b.text_input(block_id, field.label, hint=f"{field.help}{example}")
        shown.append({**block, "optional": demo})
    return shown


def connection_modal(account: Account, catalogue: Catalogue, *, metadata: str, demo: bool) -> b.Block:
    """Set or replace one account; `metadata` carries the run that waits for it, if one does."""
    return b.modal(
        ACCOUNT_NAMES[account],
        "connection",
        metadata,
        account_blocks(account, catalogue, demo=demo),
        submit="Save",
    )


def connected_modal(account: Account) -> b.Block:
    """Says that an account is set."""
    text = f"The {ACCOUNT_NAMES[account]} is set. You can close this."
    return b.modal(ACCOUNT_NAMES[account], "done", "", [b.section(text)])


def credentials_in(values: Mapping[str, str]) -> dict[Account, dict[str, str]]:
    """The credentials among a modal's values, by account."""
    found: dict[Account, dict[str, str]] = {}
    for block_id, value in values.items():
        if block_id.startswith(PREFIX) and value:
            _, account, name = block_id.split(":", 2)
            found.setdefault(Account(account), {})[name] = value.strip()
    return found
