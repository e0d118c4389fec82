"""The methods of the Web API, a family a file."""

from collections.abc import Mapping

from bot.sandbox.methods import (
    account,
    assistant,
    blocks,
    channels,
    chat,
    conversations,
    file_list,
    files,
    history,
    oauth,
    reactions,
    scheduled,
    streaming,
    users,
    views,
)
from bot.sandbox.methods.method import Call, Method

_FAMILIES = (
    account,
    assistant,
    blocks,
    channels,
    chat,
    conversations,
    file_list,
    files,
    history,
    oauth,
    reactions,
    scheduled,
    streaming,
    users,
    views,
)

METHODS: Mapping[str, Method] = {
    name: method for family in _FAMILIES for name, method in family.METHODS.items()
}

__all__ = ["METHODS", "Call", "Method"]
