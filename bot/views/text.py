"""Slack's text as a person wrote it."""

from __future__ import annotations

import re

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|([^>]*))?>")
_BROADCAST = re.compile(r"<!(?:subteam\^[A-Z0-9]+\|?)?([^>|]*)(?:\|([^>]*))?>")
_CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^>]*))?>")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^>|]+)(?:\|([^>]*))?>")


def plain_text(text: str, *, bot_user: str | None = None) -> str:
    """The text without Slack's markup: links as their addresses, mentions as names, our own mention gone."""
    if bot_user:
        text = re.sub(rf"<@{re.escape(bot_user)}(\|[^>]*)?>", " ", text)
    text = _LINK.sub(lambda found: found[1].removeprefix("mailto:").removeprefix("tel:"), text)
    text = _MENTION.sub(lambda found: f"@{found[2] or found[1]}", text)
    text = _CHANNEL.sub(lambda found: f"#{found[2] or found[1]}", text)
    text = _BROADCAST.sub(lambda found: f"@{found[2] or found[1]}", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
