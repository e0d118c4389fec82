"""Slack's text as a person wrote it, and a person's words as Slack must be given them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.blocks import cut, escape
from bot.views.text import plain_text


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("<@U0BOT> find CTOs", "find CTOs"),
        ("<@U0BOT|leadsmith> find CTOs", "find CTOs"),
        ("ask <@U2> and <@U3|max>", "ask @U2 and @max"),
        ("<!channel> <!here|here> <!subteam^S1|@sales>", "@channel @here @@sales"),
        ("<#C1|sales> <#C2>", "#sales #C2"),
        ("<https://a.example/x?y=1&amp;z=2|a link>", "https://a.example/x?y=1&z=2"),
        ("<mailto:a@b.example|a@b.example> <tel:+491|+49 1>", "a@b.example +491"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
    ],
)
def test_markup_becomes_what_was_written(stored: str, written: str) -> None:
    assert plain_text(stored, bot_user="U0BOT") == written


@given(st.text())
def test_escaped_text_holds_no_markup_and_reads_the_same(text: str) -> None:
    escaped = escape(text)
    assert not {"<", ">"} & set(escaped)
    assert plain_text(escaped) == text.strip()


@given(st.text(), st.integers(1, 50))
def test_cut_text_is_never_too_long(text: str, length: int) -> None:
    assert len(cut(text, length)) <= length
    assert cut(text, len(text) + 1) == text
