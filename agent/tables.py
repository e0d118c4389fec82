"""Tables that ship beside the modules which read them, as YAML."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Of libyaml where it is installed: ten times as fast."""


def load(text: str) -> Any:
    """One document of our own."""
    return yaml.load(text, LOADER)  # noqa: S506 - a safe loader either way


def shipped(package: str | None, name: str) -> Any:
    """The document of that name in a package."""
    return load((files(package or "") / name).read_text("utf-8"))
