"""Alembic migrations, run by `serve` and `try`, shipped with the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.models import PREFIX

if TYPE_CHECKING:
    from alembic.config import Config

HERE = Path(__file__).parent
VERSION_TABLE = f"{PREFIX}version"


def config(connection: Connection) -> Config:
    """Alembic's settings for a connection that is already open."""
    from alembic.config import Config  # noqa: PLC0415 - see migrate

    settings = Config()
    settings.set_main_option("script_location", str(HERE))
    settings.attributes["connection"] = connection
    return settings


def newest() -> str:
    """The newest version; the names of migrations begin with theirs."""
    return max(path.name for path in HERE.glob("versions/[0-9]*.py")).partition("_")[0]


async def migrate(engine: AsyncEngine) -> None:
    """Bring our tables to the newest version. Where they are, Alembic is not even imported: it takes long."""

    def upgrade(connection: Connection) -> None:
        if _version(connection) == newest():
            return
        from alembic import command  # noqa: PLC0415

        command.upgrade(config(connection), "head")

    async with engine.begin() as connection:
        await connection.run_sync(upgrade)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.scalar(select(literal_column("version_num")).select_from(table(VERSION_TABLE)))


async def is_newest(engine: AsyncEngine) -> bool:
    """Whether our tables are there, at the newest version."""
    async with engine.execution_options(begin="BEGIN").connect() as connection:
        return await connection.run_sync(_version) == newest()


async def check(engine: AsyncEngine) -> None:
    """Raise when the models say something that no migration does."""
    from alembic import command  # noqa: PLC0415

    async with engine.begin() as connection:
        await connection.run_sync(lambda open_one: command.check(config(open_one)))
