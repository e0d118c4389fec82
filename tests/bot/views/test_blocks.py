"""Block Kit as functions."""

from __future__ import annotations

from bot.views import blocks as b


def test_a_chip_holds_any_word_together() -> None:
    assert b.code("sales `ops` <@U1>") == "`sales ʼopsʼ &lt;@U1&gt;`"
