"""What is kept of a person, wherever it is: in tables of ours, and in those of the durable jobs."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import MetaData, select

from storage.models import Lead
from tests.support import Office


async def everything_kept(office: Office) -> dict[str, str]:
    """Every value of every table, those of the durable jobs included, as text without JSON's escapes."""
    metadata = MetaData()
    async with office.leadsmith.store.engine.connect() as connection:
        await connection.run_sync(metadata.reflect)
        if office.leadsmith.store.engine.dialect.name == "postgresql":
            await connection.run_sync(metadata.reflect, schema="dbos")
        assert {"workflow_status", "operation_outputs"} <= {table.name for table in metadata.tables.values()}
        found = {table: (await connection.execute(select(table))).all() for table in metadata.sorted_tables}
    return {
        table.name: "\n".join(text for row in rows for value in row for text in _readings(value))
        for table, rows in found.items()
    }


def _readings(value: Any) -> Iterator[str]:
    """A value as text; a file's bytes in the encodings that tests send them in."""
    if isinstance(value, bytes):
        yield value.decode("utf-8", "replace")
        yield value.decode("utf-16", "replace")
        return
    text = str(value)
    yield text
    with contextlib.suppress(ValueError):
        yield json.dumps(json.loads(text), ensure_ascii=False)


def names(lead: Lead, text: str) -> list[str]:
    """What of the person a text still says."""
    slug = (lead.profile_url or "").rpartition("/")[2]
    wanted = (lead.name, lead.email, lead.profile_url, slug)
    return [each for each in wanted if each and each.casefold() in text.casefold()]


async def named_in(office: Office, lead: Lead) -> dict[str, list[str]]:
    """The tables that name the person, and what they say."""
    kept = await everything_kept(office)
    return {table: found for table, text in kept.items() if (found := names(lead, text))}
