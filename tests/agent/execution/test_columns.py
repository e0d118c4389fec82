from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agent.execution.columns import COLUMNS
from agent.execution.finding import Finding
from agent.market.market import Market
from agent.planner.catalogue import catalogue

OUTPUTS = sorted({output for phantom in catalogue() for output in phantom.outputs})
AT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize("output", OUTPUTS)
def test_every_output_of_the_catalogue_has_a_value_for_somebody(output: str):
    get = COLUMNS[output]
    given = {"slackworkspaceurl": "https://acme.slack.com", "hashtag": "#vegan"}
    people = Market().crowd("connections", "the account")
    assert any(get(Finding(given, AT, person=person, post="https://post")) for person in people)


def test_no_column_is_left_that_the_catalogue_does_not_name():
    assert set(COLUMNS) <= {*OUTPUTS}


@pytest.mark.parametrize(
    ("given", "workspace"),
    [
        ({"slackchannelurl": "https://acme.slack.com/archives/C0123456789"}, "https://acme.slack.com"),
        ({"slackchannelurl": "https://app.slack.com/client/T01/C01"}, "https://app.slack.com/client/T01"),
        (
            {
                "slackworkspaceurl": "https://b.slack.com",
                "slackchannelurl": "https://a.slack.com/archives/C0",
            },
            "https://b.slack.com",
        ),
        ({}, None),
    ],
)
def test_the_address_of_a_channel_names_its_workspace(given: dict[str, str], workspace: str | None):
    assert COLUMNS["slackworkspaceurl"](Finding(given, AT)) == workspace
