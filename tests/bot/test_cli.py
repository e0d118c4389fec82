"""The command line: what it prints, and how it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

SETTINGS = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "OPENAI_API_KEY",
    "OPENAI_EMBEDDING_MODEL",
    "DATABASE_URL",
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but a data folder."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEADSMITH_DATA", str(tmp_path / "data"))


def _run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=typed)


def _lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    "command",
    [
        "",
        "try",
        "serve",
        "sandbox",
        "migrate",
        "manifest",
        "plan",
        "phantoms",
        "phantoms search",
        "phantoms eval",
        "eval",
        "export-training",
    ],
)
def test_help_teaches(command: str) -> None:
    result = _run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_the_overall_help_shows_how_to_begin() -> None:
    assert "leadsmith try" in _run("--help").stdout
    assert "SLACK_BOT_TOKEN" in _run("serve", "--help").stdout


def test_a_plan_for_people() -> None:
    result = _run("plan", "find 20 CTOs in Berlin")
    assert result.exit_code == 0
    assert "1. LinkedIn Search Export.js" in result.stdout
    assert "asks: linkedinsearchurl (prefilled)" in result.stdout


def test_a_plan_for_programs_has_the_agreed_form() -> None:
    (line,) = _lines(_run("plan", "find 20 CTOs in Berlin", "--json"))
    assert line["goal"] == "find 20 CTOs in Berlin"
    assert line["refused"] is None
    assert line["planner"] == "embedded"
    assert line["asks"] == [
        {"script": "LinkedIn Search Export.js", "input": "linkedinsearchurl", "prefilled": True}
    ]
    (step,) = line["plan"]  # type: ignore[misc]
    assert step["stages"] == ["search"]
    assert step.keys() == {"script", "why", "stages"}
    assert line.keys() == {"goal", "plan", "asks", "refused", "planner", "turns", "tokens", "seconds"}


def test_goals_of_a_file_are_planned_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "goals.txt"
    file.write_text("find 20 CTOs in Berlin\n\n  tell me a joke  \n")
    planned, refused = _lines(_run("plan", "--goals", str(file), "--json"))
    assert planned["plan"]
    assert refused["goal"] == "tell me a joke"
    assert refused["plan"] == []
    assert isinstance(refused["refused"], str)


def test_goals_can_come_from_a_pipe() -> None:
    assert len(_lines(_run("plan", "--goals", "-", "--json", typed="find CTOs\nfind CFOs\n"))) == 2


def test_phantoms_are_found_best_first() -> None:
    result = _run("phantoms", "search", "who liked our post", "-k", "3", "--json")
    (line,) = _lines(result)
    hits = line["hits"]
    assert isinstance(hits, list)
    assert hits[0]["script"] == "LinkedIn Post Likers Export.js"
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert len(hits) <= 3


def test_a_stage_narrows_the_search() -> None:
    (line,) = _lines(_run("phantoms", "search", "linkedin profiles", "--stage", "contact", "--json"))
    assert line["hits"]
    assert "LinkedIn Search Export.js" not in str(line)


def test_queries_of_a_file_are_searched_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("group members\nfind emails\n")
    lines = _lines(_run("phantoms", "search", "--queries", str(file), "--json"))
    assert [line["query"] for line in lines] == ["group members", "find emails"]


def test_the_search_is_measured() -> None:
    result = _run("phantoms", "eval", "--part", "held")
    assert result.exit_code == 0
    first, _, *kinds = result.stdout.splitlines()
    assert first == "by words, held queries"
    assert kinds[0].startswith("paraphrase")
    assert "by words and meaning" not in result.stdout


def test_an_embedding_model_that_nobody_serves_costs_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    plain = _run("phantoms", "search", "group members", "--json").stdout
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_EMBEDDING_MODEL", "some-embedder")
    result = _run("phantoms", "search", "group members", "--json")
    assert result.exit_code == 0
    assert result.stdout == plain
    assert (
        "searched by words alone (1 times so far): The model's endpoint could not be reached." in caplog.text
    )


def test_the_search_for_people_says_when_there_is_nothing() -> None:
    assert "nothing found" in _run("phantoms", "search", "qqqq zzzz").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan",), "Give one goal in quotes, or --goals FILE."),
        (("plan", "x", "--goals", "y"), "Give one goal in quotes, or --goals FILE."),
        (("plan", "--goals", "/no/such/file"), "/no/such/file cannot be read"),
        (("phantoms", "search"), "Give one query in quotes, or --queries FILE."),
        (("phantoms", "search", "x", "-k", "0"), "-k"),
        (("phantoms", "search", "x", "--stage", "none"), "--stage"),
        (("nonsense",), "No such command"),
        (("sandbox", "--port", "many"), "--port"),
        (("sandbox", "--manifest", "/no/such/file"), "/no/such/file cannot be read"),
        (("sandbox", "--request-url", "localhost:3000"), "localhost:3000 is no http address"),
    ],
)
def test_wrong_use_is_explained_with_code_2(arguments: tuple[str, ...], said: str) -> None:
    result = _run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_file_that_is_no_text_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "goals.bin"
    file.write_bytes(b"\xff\xfe\x00")
    result = _run("plan", "--goals", str(file))
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_a_manifest_that_is_none_is_explained(tmp_path: Path) -> None:
    file = tmp_path / "manifest.yml"
    file.write_text("features: []\n")
    result = _run("sandbox", "--manifest", str(file))
    assert result.exit_code == 2
    assert "manifest.yml is no manifest: features must be a mapping." in " ".join(result.stderr.split())


def test_serve_without_a_token_says_what_to_set() -> None:
    result = _run("serve")
    assert result.exit_code == 1
    assert "SLACK_BOT_TOKEN is not set" in result.stderr
    assert "leadsmith try" in result.stderr


def test_serve_needs_a_way_for_slack_to_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-x")
    result = _run("serve")
    assert result.exit_code == 1
    assert "SLACK_APP_TOKEN" in result.stderr
    assert "SLACK_SIGNING_SECRET" in result.stderr


def test_wrong_settings_name_the_setting_and_do_not_repeat_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "many")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    result = _run("serve")
    assert result.exit_code == 2
    assert "the settings are wrong: port" in result.stderr
    assert "xoxb-secret" not in result.output


def test_migrating_makes_the_database(tmp_path: Path) -> None:
    result = _run("migrate")
    assert result.exit_code == 0
    assert result.stdout == "The database is up to date.\n"
    assert (tmp_path / "data" / "leadsmith.db").exists()


@pytest.mark.parametrize("url", ["mysql://u:hunter2@h/db", "hunter2"])
def test_another_database_is_declined_without_repeating_its_url(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    result = _run("migrate")
    assert result.exit_code == 2
    assert "database_url" in result.stderr
    assert "use postgresql" in result.stderr
    assert "hunter2" not in result.output


def test_the_manifest_is_printed_as_it_is_and_for_http() -> None:
    assert _run("manifest").stdout.startswith("#")
    assert "https://leads.example/slack/events" in _run("manifest", "--url", "https://leads.example").stdout
    declined = _run("manifest", "--url", "http://leads.example")
    assert declined.exit_code == 1
    assert "https" in declined.stderr
