"""YAML in which a key that comes twice is an error, where the language itself would keep the last one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml

from agent.tables import LOADER


class StrictYamlError(ValueError):
    """The text is no YAML, or says one thing twice."""


def parse(text: str, *, named_by: str) -> Any:
    """One document. An error speaks of the entry whose key `named_by` says what it is called."""
    loader = LOADER(text)
    try:
        node = loader.get_single_node()
        for key, owner in _repeated(node, named_by, "top"):
            raise StrictYamlError(f"{owner}: the key {key} comes twice.")
        return loader.construct_document(node) if node else None
    except yaml.YAMLError as error:
        raise StrictYamlError(f"not readable as YAML: {error}") from error
    finally:
        loader.dispose()


def _repeated(node: yaml.Node | None, named_by: str, owner: str) -> Iterator[tuple[str, str]]:
    """Keys that come twice in a mapping, each with the name of the entry it belongs to."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated(item, named_by, owner)
    if isinstance(node, yaml.MappingNode):
        names = (value.value for key, value in node.value if key.value == named_by)
        owner = next(names, owner)
        times = Counter(str(key.value) for key, _ in node.value)
        yield from ((key, owner) for key, count in times.items() if count > 1)
        for key, value in node.value:
            yield from _repeated(value, named_by, owner if owner != "top" else key.value)
