"""The window with the link by which a search is followed elsewhere."""

from __future__ import annotations

from datetime import datetime

from bot.views import blocks as b

TELLS = "Programs and dashboards can follow this search as it happens, as server-sent events:"
SECRET = "Whoever has this address can read the search's progress, so pass it on with care."  # noqa: S105 - words
LOCAL = (
    "This is my address on the machine that I run on. For others, whoever runs me sets LEADSMITH_PUBLIC_URL."
)


def link_modal(url: str, until: datetime, *, public: bool) -> b.Block:
    """The address and until when it is good; unless it is `public`, who can use it."""
    shown = [
        b.section(f"{TELLS}\n```{b.escape(url)}```"),
        b.section(f"Good until {b.when(until)}. {SECRET}"),
        b.context("docs/stream.md tells how it is read."),
    ]
    if not public:
        shown.insert(2, b.alert(LOCAL, "info"))
    return b.modal("Follow elsewhere", "done", "", shown)
