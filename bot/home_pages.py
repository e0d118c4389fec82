"""What stands on a person's Home, read from the use cases."""

from __future__ import annotations

from dataclasses import dataclass, field

from agent.execution.card import RunStatus
from agent.roles import Act, may
from agent.services import Services
from bot.admins import Admins
from bot.posting import Posting
from bot.views.home_page import HomePage
from bot.zones import Zones


@dataclass
class HomePages:
    """Reads Home's parts; `url` is the workspace's address, `services` and it are set once they are known."""

    posting: Posting
    zones: Zones
    services: Services = field(init=False)
    admins: Admins = field(init=False)
    url: str = ""

    async def of(self, workspace: str, user: str) -> HomePage:
        """A person's page as the store stands."""
        services, actor = self.services, await self.admins.of(workspace, user)
        proposed, recent = await services.planning.proposed(actor), await services.planning.recent(actor)
        waiting = await services.execution.with_status(actor, RunStatus.WAITING, RunStatus.STOPPED)
        running = await services.execution.with_status(actor, RunStatus.RUNNING)
        leads, count = await services.leads.latest(actor)
        plans = [card.id for card in (*proposed, *recent)]
        runs = [card.id for card in (*waiting, *running)]
        return HomePage(
            user=actor.user,
            proposed=proposed,
            waiting=waiting,
            running=running,
            recent=recent,
            week=await services.questions.week(actor, (await self.zones.of(actor.user)).info),
            leads=leads,
            lead_count=count,
            playbooks=await services.playbooks.visible(actor),
            schedules=await services.schedules.of(actor),
            connections=await services.connections.of(actor),
            links=await self._links(actor.workspace, plans, runs),
            priorities=await services.priorities.of(actor),
            person=await services.people.of(actor),
            settles=may(actor, Act.SETTLE),
            to_approve=await services.planning.to_approve(actor),
            to_review=await services.review.waiting(actor),
            prospects=await services.prospecting.of(actor) if services.prospecting is not None else None,
        )

    async def _links(self, workspace: str, plans: list[str], runs: list[str]) -> dict[str, str]:
        if not self.url:
            return {}
        keys = {f"plan:{plan_id}": plan_id for plan_id in plans} | {
            f"run:{run_id}": run_id for run_id in runs
        }
        posts = await self.posting.ts_of(workspace, list(keys))
        return {
            keys[key]: f"{self.url}archives/{channel}/p{ts.replace('.', '')}"
            for key, (channel, ts) in posts.items()
        }
