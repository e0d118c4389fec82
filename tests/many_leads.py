"""A PostgreSQL full of leads, and how long questions take there beside the bare SQL for the same."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg
import psycopg

from storage.filters import LeadFilter, LeadGroup, LeadOrder
from storage.migrations import migrate
from storage.repositories import Repositories
from storage.store import Store

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
WEEK_AGO = NOW - timedelta(days=7)
TWO_WEEKS_AGO = NOW - timedelta(days=14)
WEEKS = ((WEEK_AGO, NOW), (TWO_WEEKS_AGO, WEEK_AGO))
OWNERS = 4
TIMES, LOOKS = 15, 3
MOST = 2.0
"""How many times longer than the bare SQL a question may take."""
SESSION_SECONDS = 0.01
"""What a session may cost, on a machine that has other things to do."""
A_RUN = 500
"""Leads that a run delivers."""

_FILL = """
INSERT INTO ls_plan (id, workspace, author, channel, thread_ts, goal_ts, goal, status, version, drafts,
  feedback, created_at, expires_at, since)
SELECT 'p' || n, CASE WHEN n % 10 = 0 THEN 'T2' ELSE 'T1' END, 'U' || (n % 10 % {owners}), 'D1', n, n,
  'find people in Berlin', 'approved', 1, 1, '', '{now}', '{now}', 0
FROM generate_series(1, {runs}) n;
INSERT INTO ls_run (id, workspace, plan_id, plan_version, owner, status, segment, created_at, started_at,
  people, emails, known)
SELECT 'r' || substr(id, 2), workspace, id, 1, author, 'finished', 1, created_at, created_at, 0, 0, 0
FROM ls_plan;
INSERT INTO ls_lead (id, workspace, owner, created_at, updated_at, name, title, company, email, location,
  industry, source, title_words, company_words, location_words, industry_words)
SELECT md5(n::text), CASE WHEN r % 10 = 0 THEN 'T2' ELSE 'T1' END, 'U' || (r % 10 % {owners}),
  '{now}'::timestamptz - (n * 7919 % {number}) * interval '60 days' / {number},
  '{now}'::timestamptz - (n * 6101 % {number}) * interval '60 days' / {number},
  'Person ' || n, t, c, CASE WHEN n % 5 < 3 THEN 'p' || n || '@x.example' END, l, i, s,
  ' ' || lower(t) || ' ', ' ' || lower(c) || ' ', ' ' || replace(lower(l), ',', '') || ' ',
  ' ' || lower(i) || ' '
FROM (
  SELECT n, 1 + n / {a_run} r,
    (ARRAY['CTO', 'Marketing Manager', 'Sale Director', 'Owner', 'Head of Growth'])[1 + n % 5] t,
    'Company ' || (n * 31 % {companies}) c,
    (ARRAY['Berlin, Germany', 'Lyon, France', 'Austin, Texas', 'Munich, Germany'])[1 + n / 5 % 4] l,
    (ARRAY['SaaS', 'Retail', 'Health'])[1 + n % 3] i,
    (ARRAY['A.js', 'B.js'])[1 + n % 2] s
  FROM generate_series(0::bigint, {number} - 1) n
) people;
INSERT INTO ls_run_lead (run_id, lead_id, known)
SELECT 'r' || (1 + n / {a_run}), md5(n::text), false FROM generate_series(0::bigint, {number} - 1) n;
INSERT INTO ls_run_lead (run_id, lead_id, known)
SELECT 'r' || (1 + n * 13 % {number} / {a_run}), md5(n::text), true
FROM generate_series(0::bigint, {number} - 1, 10) n
ON CONFLICT DO NOTHING;
"""


async def fill(url: str, number: int) -> Store:
    """A store with so many leads, the same ones each time: one person's runs found about a quarter."""
    store = Store.at(url)
    await migrate(store.engine)
    runs = -(-number // A_RUN)
    values = {"number": number, "runs": runs, "owners": OWNERS, "a_run": A_RUN, "companies": number // 50}
    text = _FILL.format(now=NOW.isoformat(), **values)
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in filter(str.strip, text.split(";\n")):
            connection.execute(statement.encode())
        connection.execute("VACUUM ANALYZE")
    return store


_MINE = """l.workspace = $1 AND EXISTS (
  SELECT 1 FROM ls_run_lead d JOIN ls_run r ON r.id = d.run_id
  WHERE d.lead_id = l.id AND r.workspace = $1 AND r.owner = $2)"""
_OF_A_RUN = """SELECT count(*), count(l.email)
FROM ls_lead l JOIN ls_run_lead d ON d.lead_id = l.id JOIN ls_run r ON r.id = d.run_id
WHERE l.workspace = $1 AND r.workspace = $1 AND r.owner = $2 AND r.id = $3"""
_ALL = LeadFilter("U1")
_BERLIN = LeadFilter("U1", titles=(" cto ",), locations=(" berlin ",))
_COLUMNS = "l.id, l.name, l.title, l.company, l.email, l.profile_url, l.location"
Ask = Callable[[Repositories], Awaitable[object]]


@dataclass(frozen=True)
class Asked:
    """One question: ours, and the bare SQL for the same with its values."""

    ours: Ask
    bare: tuple[tuple[str, tuple[object, ...]], ...]


def _bare(what: str, where: str = "", then: str = "", *values: object) -> tuple[str, tuple[object, ...]]:
    return f"SELECT {what} FROM ls_lead l WHERE {_MINE}{where} {then}", ("T1", "U1", *values)  # noqa: S608


async def _home(repos: Repositories) -> object:
    return await repos.leads.latest("U1"), await repos.leads.count("U1")


QUESTIONS: Mapping[str, Asked] = {
    "Home: the latest and how many": Asked(
        _home, (_bare(_COLUMNS, "", "ORDER BY l.updated_at DESC, l.name, l.id LIMIT 5"), _bare("count(*)"))
    ),
    "Home: the week beside the last": Asked(
        lambda r: r.lead_queries.by_time(LeadFilter("U1", since=TWO_WEEKS_AGO), WEEKS),
        (
            _bare(
                "count(*) FILTER (WHERE l.created_at >= $4 AND l.created_at < $5), "
                "count(*) FILTER (WHERE l.created_at >= $3 AND l.created_at < $4)",
                " AND l.created_at >= $3",
                "",
                TWO_WEEKS_AGO,
                WEEK_AGO,
                NOW,
            ),
        ),
    ),
    "how many leads": Asked(lambda r: r.lead_queries.count(_ALL), (_bare("count(*), count(l.email)"),)),
    "how many CTOs in Berlin": Asked(
        lambda r: r.lead_queries.count(_BERLIN),
        (
            _bare(
                "count(*), count(l.email)",
                " AND l.title_words LIKE $3 AND l.location_words LIKE $4",
                "",
                "% cto %",
                "% berlin %",
            ),
        ),
    ),
    "the newest without an e-mail": Asked(
        lambda r: r.lead_queries.page(LeadFilter("U1", email=False), limit=10),
        (_bare(_COLUMNS, " AND l.email IS NULL", "ORDER BY l.created_at DESC, l.id LIMIT 10"),),
    ),
    "found in the last week": Asked(
        lambda r: r.lead_queries.count(LeadFilter("U1", since=WEEK_AGO)),
        (_bare("count(*), count(l.email)", " AND l.created_at >= $3", "", WEEK_AGO),),
    ),
    "by name, page 100": Asked(
        lambda r: r.lead_queries.page(_ALL, LeadOrder.NAME, limit=10, offset=1_000),
        (_bare(_COLUMNS, "", "ORDER BY lower(l.name) NULLS LAST, l.id LIMIT 10 OFFSET 1000"),),
    ),
    "by company": Asked(
        lambda r: r.lead_queries.groups(_ALL, LeadGroup.COMPANY, limit=20),
        (_bare("min(l.company), count(*)", "", "GROUP BY l.company_words ORDER BY 2 DESC LIMIT 20"),),
    ),
    "of one run": Asked(
        lambda r: r.lead_queries.count(LeadFilter("U1", runs=("r1",))),
        ((_OF_A_RUN, ("T1", "U1", "r1")),),
    ),
}
"""What people ask most, and what Home shows."""


@dataclass(frozen=True)
class Measured:
    """Seconds within which 95 of 100 were answered: ours, the bare SQL's."""

    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.ours / self.bare

    @property
    def is_fair(self) -> bool:
        """At most twice the bare SQL; what takes a few milliseconds may take those of a session more."""
        return self.ratio <= MOST or self.ours - self.bare <= SESSION_SECONDS


async def measure(store: Store, url: str, question: Asked) -> Measured:
    """The best of a few looks, since other work on the machine only ever makes things look worse."""
    looks = []
    while not any(look.is_fair for look in looks) and len(looks) < LOOKS:
        looks.append(await _look(store, url, question, TIMES))
    return min(looks, key=lambda look: look.ratio)


async def _look(store: Store, url: str, question: Asked, times: int) -> Measured:
    """Ask in turn, so that both meet the same machine; the first time warms both up."""
    ours, bare = [], []
    connection = await asyncpg.connect(url)
    try:
        for at in range(times + 1):
            first, second = await _timed_ours(store, question), await _timed_bare(connection, question)
            if at:
                ours.append(first)
                bare.append(second)
    finally:
        await connection.close()
    return Measured(_p95(ours), _p95(bare))


async def _timed_ours(store: Store, question: Asked) -> float:
    started = time.perf_counter()
    async with store.reading("T1") as repos:
        await question.ours(repos)
    return time.perf_counter() - started


async def _timed_bare(connection: asyncpg.Connection, question: Asked) -> float:
    started = time.perf_counter()
    async with connection.transaction(readonly=True):
        for statement, values in question.bare:
            await connection.fetch(statement, *values)
    return time.perf_counter() - started


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]
