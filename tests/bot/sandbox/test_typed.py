from __future__ import annotations

import pytest

from bot.sandbox.typed import Known, as_typed, escaped, rich_text, typed

KNOWN = Known({"Leadsmith": "U0SANDBOT1"}, {"sales": "C0SALES001"})


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        (
            "<!channel> <@U999> <https://x.example|y>",
            "&lt;!channel&gt; &lt;@U999&gt; &lt;<https://x.example>|y&gt;",
        ),
        ("@channel @here", "<!channel> <!here>"),
        ("@Leadsmith hi", "<@U0SANDBOT1> hi"),
        ("<@U0SANDBOT1> hi", "<@U0SANDBOT1> hi"),
        ("mail ada@acme.example.", "mail <mailto:ada@acme.example|ada@acme.example>."),
        ("see linkedin.com/in/ada now", "see <http://linkedin.com/in/ada|linkedin.com/in/ada> now"),
        ("(https://a.example/b?c=1&d=2).", "(<https://a.example/b?c=1&amp;d=2>)."),
        ("v1.2 and a.b", "v1.2 and a.b"),
        ("ask #sales, not #sales-team", "ask <#C0SALES001|sales>, not #sales-team"),
    ],
)
def test_what_is_typed_is_stored_as_slack_stores_it(written: str, stored: str) -> None:
    assert typed(written, KNOWN) == stored


@pytest.mark.parametrize(
    "written",
    ["a < b & c", "@here", "<@U0SANDBOT1> hi", "mail ada@acme.example", "see x.com/a&b", "#sales"],
)
def test_an_edit_begins_with_what_was_typed(written: str) -> None:
    assert as_typed(typed(written, KNOWN)) == written


def test_rich_text_holds_the_text_as_it_was_typed() -> None:
    (block,) = rich_text(typed("@Leadsmith a < b https://x.example in #sales", KNOWN))
    assert block["elements"][0]["elements"] == [
        {"type": "user", "user_id": "U0SANDBOT1"},
        {"type": "text", "text": " a < b "},
        {"type": "link", "url": "https://x.example"},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": "C0SALES001"},
    ]


def test_a_command_may_ask_for_ids() -> None:
    assert escaped("@leadsmith < #sales", KNOWN) == "<@U0SANDBOT1|Leadsmith> < <#C0SALES001|sales>"
