"""auth, bots, team, apps: who one is and how one connects."""

from __future__ import annotations

from bot.sandbox.identity import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, TokenKind
from bot.sandbox.methods.method import ANY_TOKEN, APP_ONLY, NO_TOKEN, Answer, Call, Method
from bot.sandbox.ratelimits import OFTEN, TIER_4


def _test(call: Call) -> Answer:
    user = call.caller.user
    answer = {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": user.name,
        "team_id": TEAM_ID,
        "user_id": user.id,
        "is_enterprise_install": False,
    }
    return answer | {"bot_id": BOT_ID} if call.caller.kind is TokenKind.BOT else answer


def _bot(call: Call) -> Answer:
    name = call.slack.bot.first_name
    return {
        "bot": {
            "id": BOT_ID,
            "deleted": False,
            "name": name,
            "updated": 0,
            "app_id": APP_ID,
            "user_id": BOT_USER,
        }
    }


def _team(_call: Call) -> Answer:
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "email_domain": "acme.example"}}


def _connect(call: Call) -> Answer:
    origin = call.origin.replace("http", "ws", 1)
    return {"url": f"{origin}/link?ticket={call.slack.socket.ticket()}&app_id={APP_ID}"}


def _api_test(call: Call) -> Answer:
    return {"args": call.arguments.raw}


METHODS = {
    "api.test": Method(_api_test, tokens=NO_TOKEN, tier=TIER_4),
    "apps.connections.open": Method(_connect, tokens=APP_ONLY),
    "auth.test": Method(_test, tokens=ANY_TOKEN | APP_ONLY, tier=OFTEN),
    "bots.info": Method(_bot, ("users:read",)),
    "team.info": Method(_team, ("team:read",)),
}
