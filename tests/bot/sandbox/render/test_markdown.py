from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.render.markdown import markdown
from bot.sandbox.render.mrkdwn import Reader, mrkdwn

READER = Reader({"U1": "Dana"}, {"C1": "sales"}, 3600, datetime(2026, 11, 21, 12, tzinfo=UTC))


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


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**a** *b* ~~c~~ `d*`", "<p><strong>a</strong> <em>b</em> <del>c</del> <code>d*</code></p>"),
        ("# T\ntext", '<p class="heading h1">T</p><p>text</p>'),
        ("- a\n- b\n\n1. c", "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"),
        (
            "- a\n  - b\n    1. c\n- d",
            "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>",
        ),
        ("- [ ] a\n- [x] b", "<ul><li>☐ a</li><li>☑ b</li></ul>"),
        ("    - a\n  - b\n- c", "<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>"),
        ("![map](javascript:alert)", "<p>map</p>"),
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


@given(TEXT)
def test_no_text_becomes_anything_that_can_run(dangers: Callable[[str], list[str]], text: str) -> None:
    assert dangers(mrkdwn(text, READER)) == []
    assert dangers(markdown(text)) == []
