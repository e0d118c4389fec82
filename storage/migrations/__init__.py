"""Alembic migrations, run by `serve` and `try`, shipped with the package."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.models import PREFIX

VERSION_TABLE = f"{PREFIX}version"


def config(connection: Connection) -> Config:
    """Alembic's settings for a connection that is already open."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["connection"] = connection
    return settings


async def migrate(engine: AsyncEngine) -> None:
    """Bring our tables to the newest version."""
    async with engine.begin() as connection:
        await connection.run_sync(lambda open_one: command.upgrade(config(open_one), "head"))


async def is_newest(engine: AsyncEngine) -> bool:
    """Whether our tables are there, at the newest version."""

    def newest(connection: Connection) -> bool:
        scripts = ScriptDirectory.from_config(config(connection))
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        return context.get_current_revision() == scripts.get_current_head()

    async with engine.execution_options(begin="BEGIN").connect() as connection:
        return await connection.run_sync(newest)


async def check(engine: AsyncEngine) -> None:
    """Raise when the models say something that no migration does."""
    async with engine.begin() as connection:
        await connection.run_sync(lambda open_one: command.check(config(open_one)))
