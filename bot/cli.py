"""The command line: try, serve, sandbox, migrate, manifest, plan, phantoms, eval, export-training."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Literal, get_args

import click
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from agent.errors import AgentError
from agent.llm.actions import ActionMode
from agent.planner.phantom import Stage
from bot.settings import Settings

BAD_USE = 2
FAILED = 1


class Commands(click.Group):
    """A group whose errors are sentences with an exit code: 1 for what failed, 2 for wrong use."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AgentError as error:
            click.echo(f"leadsmith: {error}", err=True)
        except SQLAlchemyError as error:
            # Without the statement and the URL, which may hold a password.
            click.echo(f"leadsmith: the database refused: {getattr(error, 'orig', error)}", err=True)
        except BrokenPipeError:
            raise  # whoever read along has seen enough; click ends quietly
        except OSError as error:
            click.echo(f"leadsmith: {error}", err=True)
        return ctx.exit(FAILED)


def settings_or_exit() -> Settings:
    """The settings; wrong ones end the program, said in a sentence."""
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(f"{p['loc'][0]}: {p['msg']}" for p in error.errors())
        click.echo(f"leadsmith: the settings are wrong: {problems}", err=True)
        raise click.exceptions.Exit(BAD_USE) from error


def run(work: Callable[[Settings], Coroutine[Any, Any, None]], settings: Settings) -> None:
    asyncio.run(work(settings))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="leadsmith")
def main() -> None:
    """Leadsmith: a teammate in Slack who finds and develops leads.

    \b
    leadsmith try                     everything, on a local stand-in for Slack
    leadsmith serve                   on your workspace (SLACK_BOT_TOKEN, SLACK_APP_TOKEN)
    leadsmith sandbox                 a local Slack for your own bot
    leadsmith plan "find 50 CFOs in Texas and get their e-mails"
    leadsmith phantoms search "who liked our post"
    """


@main.command("try")
def try_() -> None:
    """Run on a local stand-in for Slack: no workspace, key or service.

    Opens http://127.0.0.1:8155 (PORT sets another port) and keeps everything in ./data (LEADSMITH_DATA).
    """
    from bot.process import loading, log_to_stderr

    with loading():
        from bot.trial import try_out

    settings = settings_or_exit()
    log_to_stderr(settings.log_level)
    run(try_out, settings)


@main.command()
def serve() -> None:
    """Run on a Slack workspace.

    \b
    SLACK_BOT_TOKEN        always
    SLACK_APP_TOKEN        Socket Mode, or
    SLACK_SIGNING_SECRET   HTTP: Slack posts to /slack/events
    PORT                   health and HTTP (8155)
    DATABASE_URL           postgresql://… (default: SQLite in ./data)
    LEADSMITH_SECRET_KEY   seals accounts: openssl rand -base64 32
    LEADSMITH_PUBLIC_URL   where others reach that port, for links out of Slack
    LEADSMITH_STREAM_ORIGINS  pages that may follow searches (docs/stream.md), separated by commas
    LEADSMITH_ADMINS       user ids that may decide, separated by commas
    OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL   a model to plan with; without one, rules plan
    OPENAI_EMBEDDING_MODEL                          a model that helps it to find phantoms
    READER_URL             a reader proxy that is asked for public pages first
    TAVILY_API_KEY         a vendor that reads pages that we could not, at a price
    """
    from bot.process import loading, log_to_stderr

    with loading():
        from bot.serving import serve as serve_workspace

    settings = settings_or_exit()
    log_to_stderr(settings.log_level)
    run(serve_workspace, settings)


@main.command()
@click.option("--port", default=8156, show_default=True, type=click.IntRange(0, 65_535))
@click.option("--manifest", type=click.Path(path_type=Path), help="The app's manifest, YAML or JSON.")
@click.option("--request-url", help="Where the app takes events over HTTP. Without it: Socket Mode.")
@click.option("--state", type=click.Path(file_okay=False, path_type=Path), help="A folder to keep it in.")
def sandbox(port: int, manifest: Path | None, request_url: str | None, state: Path | None) -> None:
    """Run a local Slack for your own bot, in Python or JavaScript.

    It prints the tokens and how a Bolt app is pointed at it. The page is for people, /sandbox/ for programs;
    docs/sandbox.md tells the rest.
    """
    from bot.standalone import Wanted, run_alone

    if request_url is not None and not request_url.startswith(("http://", "https://")):
        raise click.UsageError(f"{request_url} is no http address.")
    wanted = Wanted(port, manifest_of(manifest) if manifest else None, request_url, state)
    asyncio.run(run_alone(wanted))


def manifest_of(path: Path) -> dict[str, Any]:
    """The manifest of a file; a wrong one ends the program, said in a sentence."""
    from bot.sandbox.manifest_file import ManifestError, read

    try:
        return read(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path} cannot be read: {error}") from error
    except ManifestError as error:
        raise click.UsageError(f"{path} is no manifest: {error}.") from error


@main.command()
def migrate() -> None:
    """Bring the database to the newest version (serve and try do it, too)."""
    from storage.migrations import migrate as migrate_engine
    from storage.store import Store

    async def work(settings: Settings) -> None:
        store = Store.at(settings.database)
        try:
            await migrate_engine(store.engine)
        finally:
            await store.close()

    run(work, settings_or_exit())
    click.echo("The database is up to date.")


@main.command()
@click.option("--url", help="Print the manifest for HTTP with this https address.")
def manifest(url: str | None) -> None:
    """Print the Slack app manifest: for Socket Mode, or with --url for HTTP."""
    from bot.manifest import for_http, text

    click.echo(for_http(url) if url else text(), nl=False)


@main.command()
@click.argument("goal", required=False)
@click.option("--goals", type=click.Path(path_type=Path), help="A file with a goal a line (- for stdin).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a goal.")
def plan(goal: str | None, goals: Path | None, as_json: bool) -> None:
    """Plan a goal (or each line of a file) and print the plan; nothing runs."""
    from bot.planning import plan_lines, print_plan

    if (goal is None) == (goals is None):
        raise click.UsageError("Give one goal in quotes, or --goals FILE.")
    wanted = [goal] if goal is not None else lines(goals)

    async def work(settings: Settings) -> None:
        async for line in plan_lines(settings, wanted):
            click.echo(json.dumps(line, ensure_ascii=False) if as_json else print_plan(line))

    run(work, settings_or_exit())


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a workspace.")
def feedback(*, as_json: bool) -> None:
    """Count what people said of plans and answers, and name what was not good."""
    from bot import feedback as said

    async def work(settings: Settings) -> None:
        found = await said.tallies(settings)
        shown = [json.dumps(said.as_json(tally)) for tally in found] if as_json else said.table(found)
        for line in shown:
            click.echo(line)

    run(work, settings_or_exit())


@main.command("eval")
@click.option("--planner", type=click.Choice(["embedded", "model", "both"]), default="embedded")
@click.option("--part", type=click.Choice(["tuned", "reported", "all"]), default="all", help="Which goals.")
@click.option("--thorough", is_flag=True, help="Four times each, and planned anew three times.")
@click.option("--json", "as_json", is_flag=True, help="The reports as one JSON object, by planner and part.")
@click.option("--save", is_flag=True, help="Keep the reports in docs/evals (with --thorough only).")
def evaluate(
    planner: str, part: Literal["tuned", "reported", "all"], *, thorough: bool, as_json: bool, save: bool
) -> None:
    """Measure planners on the labelled goals (agent/evals/goals*.yaml), beside the reports in docs/evals.

    OPENAI_PRICE is what a million tokens of the model cost. What each figure means stands in
    agent/evals/report.py.
    """
    from bot.evaluating import Which, keep, measured, require_clone, shown

    settings = settings_or_exit()
    if planner != "embedded" and settings.openai_api_key is None:
        raise click.UsageError("A model needs OPENAI_API_KEY; --planner embedded needs none.")
    if save and not thorough:
        raise click.UsageError("Reports that are kept are whole: give --thorough with --save.")
    chosen: tuple[Which, ...] = tuple(name for name in get_args(Which) if planner in {name, "both"})

    if save:
        require_clone()

    async def work(settings: Settings) -> None:
        reports = await measured(settings, chosen, part, thorough=thorough)
        plain = {
            which: {each: report.model_dump(mode="json") for each, report in parts.items()}
            for which, parts in reports.items()
        }
        click.echo(json.dumps(plain, ensure_ascii=False) if as_json else "\n".join(shown(reports)))
        if save:
            keep(reports)

    run(work, settings)


@main.command("export-training")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option(
    "--actions",
    type=click.Choice([ActionMode.TOOLS.value, ActionMode.JSON.value]),
    default=ActionMode.TOOLS.value,
    show_default=True,
    help="How the model that learns from it calls: with tools, or with JSON in its text.",
)
def export_training(file: Path, *, force: bool, actions: str) -> None:
    """Write approved plans to FILE (- for stdout), as conversations for fine-tuning a small model.

    A line is one conversation in OpenAI's chat format: what the planning model is told, and the calls that
    lead to the approved plan. Addresses, numbers, links, quoted messages and every word that could be a name
    are replaced by invented ones; a plan that says something else without them is left out. Read the file
    before you give it away: docs/guide.md tells what may stay.
    """
    from bot.training import export

    target = None if str(file) == "-" else file
    if target is not None:
        require_free(target, force=force)

    async def work(settings: Settings) -> None:
        click.echo(await export(settings, target, ActionMode(actions)), err=True)

    run(work, settings_or_exit())


def require_free(file: Path, *, force: bool) -> None:
    """Wrong use where a file cannot be put, or another one is that nobody gave up."""
    if not file.parent.is_dir():
        raise click.UsageError(f"There is no folder {file.parent}.")
    if file.exists() and not file.is_file():
        raise click.UsageError(f"{file} is no file.")
    if file.exists() and not force:
        raise click.UsageError(f"{file} is there already; --force replaces it.")


@main.group()
def phantoms() -> None:
    """Look into the catalogue."""


@phantoms.command()
@click.argument("query", required=False)
@click.option("--queries", type=click.Path(path_type=Path), help="A file with a query a line (- for stdin).")
@click.option("-k", default=5, show_default=True, type=click.IntRange(1, 50), help="How many.")
@click.option("--stage", type=click.Choice([stage.value for stage in Stage]), help="Only this stage.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a query.")
def search(query: str | None, queries: Path | None, k: int, stage: str | None, as_json: bool) -> None:
    """Find phantoms for what somebody wants to do."""
    from bot.searching import print_hits, search_lines

    if (query is None) == (queries is None):
        raise click.UsageError("Give one query in quotes, or --queries FILE.")
    wanted = [query] if query is not None else lines(queries)

    async def work(settings: Settings) -> None:
        async for line in search_lines(settings, wanted, k=k, stage=Stage(stage) if stage else None):
            click.echo(json.dumps(line, ensure_ascii=False) if as_json else print_hits(line))

    run(work, settings_or_exit())


@phantoms.command("eval")
@click.option("--part", type=click.Choice(["open", "held", "all"]), default="open", help="Which queries.")
def measure_search(part: Literal["open", "held", "all"]) -> None:
    """Measure the search on the labelled queries (agent/evals/queries.yaml).

    With OPENAI_EMBEDDING_MODEL also by meaning.
    """
    from bot.evaluating import search_figures

    async def work(settings: Settings) -> None:
        async for text in search_figures(settings, part):
            click.echo(text)

    run(work, settings_or_exit())


def lines(path: Path | None) -> list[str]:
    """The lines of a file that say something."""
    try:
        text = sys.stdin.read() if str(path) == "-" else Path(str(path)).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path} cannot be read: {error}") from error
    return [line.strip() for line in text.splitlines() if line.strip()]
