from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.manifest_file import ManifestError, read

NAMED = {"display_information": {"name": "Planner"}}


@pytest.mark.parametrize("text", [json.dumps(NAMED, indent="\t"), "display_information:\n  name: Planner\n"])
def test_a_manifest_is_yaml_or_json(text: str) -> None:
    assert read(text) == NAMED


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ({}, "display_information.name is missing"),
        ([1], "it holds no mapping"),
        ({"features": []}, "features must be a mapping"),
        (
            {**NAMED, "oauth_config": {"scopes": {"bot": "chat:write"}}},
            "oauth_config.scopes.bot must be a list",
        ),
        ({**NAMED, "oauth_config": {"scopes": {"user": [1]}}}, "oauth_config.scopes.user holds 1"),
        ({**NAMED, "features": {"slash_commands": [{"command": "/x"}]}}, "slash_commands has no description"),
        ({**NAMED, "features": {"shortcuts": ["x"]}}, "an entry of features.shortcuts has no name"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(document: Any, problem: str) -> None:
    with pytest.raises(ManifestError, match=problem):
        read(json.dumps(document))


@pytest.mark.parametrize("text", ["{", "a: [", "\x00"])
def test_what_is_neither_yaml_nor_json_is_said_in_one_line(text: str) -> None:
    with pytest.raises(ManifestError, match="neither YAML nor JSON") as error:
        read(text)
    assert "\n" not in str(error.value)
