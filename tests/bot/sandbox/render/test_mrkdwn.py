from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sandbox.render.mrkdwn import Reader, mrkdwn

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


def test_a_readers_own_name_is_set_off() -> None:
    own = Reader(READER.users, READER.channels, READER.offset, READER.now, own="U1")
    assert mrkdwn("<@U1>", own) == '<span class="mention mine">@Dana</span>'
