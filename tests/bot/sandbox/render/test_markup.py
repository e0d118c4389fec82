from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.render.markdown import markdown
from bot.sandbox.render.mrkdwn import Reader, mrkdwn
from bot.sandbox.render.rich_text import rich_text

READER = Reader({"U1": "Dana"}, {"C1": "sales"}, 3600, datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*bold* _it_ ~no~", "<strong>bold</strong> <em>it</em> <del>no</del>"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("`*code*` ```a\nb```", "<code>*code*</code> <pre>a\nb</pre>"),
        ("&gt; a\n&gt; b\nc", "<blockquote>a<br>b</blockquote>c"),
        ("a\nb", "a<br>b"),
        (
            "<https://x.y|site>",
            '<a href="https://x.y" target="_blank" rel="noopener noreferrer">site</a>',
        ),
        ("<javascript:alert(1)|x>", "x"),
        (
            "<@U1> <#C1> <!here>",
            " ".join(f'<span class="mention">{m}</span>' for m in ("@Dana", "#sales", "@here")),
        ),
        ("a &lt;b&gt; <b>", "a &lt;b&gt; b"),
        (":white_check_mark: :unknown:", "✅ :unknown:"),
        ("<!date^1795262400^{date_short_pretty} at {time}^https://x.y|later>", None),
        ("<!date^1795262400^{date_short_pretty} at {time}|later>", "today at 13:00"),
        ("<!date^oops^{time}|later>", "later"),
    ],
)
def test_mrkdwn_is_shown_as_slack_shows_it(written: str, shown: str | None) -> None:
    html = mrkdwn(written, READER)
    assert html == shown if shown is not None else ">today at 13:00</a>" in html


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**a** *b* ~~c~~ `d*`", "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d*</code></p>"),
        ("# T\ntext", '<p class="heading h1">T</p><p>text</p>'),
        ("- a\n- b\n\n1. c", "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"),
        ("> q\n> r", "<blockquote>q<br>r</blockquote>"),
        ("```py\n<b>\n```", "<pre>&lt;b&gt;</pre>"),
        ("---", "<hr>"),
        ("[x](javascript:alert)", "<p>x</p>"),
        (
            "|a|b|\n|---|---|\n|1|<i>|",
            (
                '<div class="scroll"><table class="grid"><thead><tr><th>a</th><th>b</th></tr></thead>'
                "<tbody><tr><td>1</td><td>&lt;i&gt;</td></tr></tbody></table></div>"
            ),
        ),
    ],
)
def test_markdown_is_shown_in_its_basic_form(written: str, shown: str) -> None:
    assert markdown(written) == shown


PIECES = (
    "<script>",
    "<img src=x onerror=a>",
    "<",
    ">",
    "&lt;",
    "javascript:a",
    "https://x.y",
    "[a](",
    ")",
    "`",
)
TEXT = st.lists(st.sampled_from((*PIECES, *"\"'*_~|!@#^\n\x00 -1aA")), max_size=30).map("".join)


@given(TEXT)
def test_no_text_becomes_anything_that_can_run(dangers: Callable[[str], list[str]], text: str) -> None:
    assert dangers(mrkdwn(text, READER)) == []
    assert dangers(markdown(text)) == []


def test_rich_text_is_escaped_and_styled() -> None:
    runs = [
        {"type": "text", "text": "<b>", "style": {"bold": True}},
        {"type": "link", "url": "javascript:x", "text": "<i>"},
        {"type": "user", "user_id": "U1"},
    ]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": runs}]}
    expected = '<span><strong>&lt;b&gt;</strong>&lt;i&gt;<span class="mention">@Dana</span></span>'
    assert rich_text(block, READER) == expected
