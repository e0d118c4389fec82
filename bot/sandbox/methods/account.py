"""api, apps, auth, bots, emoji, team: who one is, where one is, and how one connects."""

from __future__ import annotations

from bot.sandbox.errors import SlackError
from bot.sandbox.identity import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, TokenKind
from bot.sandbox.methods.method import ANY_TOKEN, APP_ONLY, NO_TOKEN, Answer, Call, Method
from bot.sandbox.ratelimits import OFTEN, TIER_2, TIER_4


def _test(call: Call) -> Answer:
    user = call.caller.user
    answer: Answer = {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": user.name,
        "team_id": TEAM_ID,
        "user_id": user.id,
        "is_enterprise_install": False,
    }
    if call.caller.kind is TokenKind.BOT:
        answer["bot_id"] = BOT_ID
    ends = call.slack.tokens.live(call.caller.token).expires_at
    if ends is not None:
        answer["expires_in"] = int(ends - call.slack.now())
    return answer


def _teams(_call: Call) -> Answer:
    return {"teams": [{"id": TEAM_ID, "name": TEAM_NAME}], "response_metadata": {"next_cursor": ""}}


def _bot(call: Call) -> Answer:
    if call.arguments.get("bot") not in (None, BOT_ID):
        raise SlackError("bot_not_found")
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


def _team(call: Call) -> Answer:
    if call.arguments.get("team") not in (None, TEAM_ID):
        raise SlackError("team_not_found")
    icon = {"image_default": True}
    about = {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "email_domain": "acme.example"}
    return {"team": about | {"url": f"https://{TEAM_DOMAIN}.slack.com/", "icon": icon}}


def _emoji(call: Call) -> Answer:
    """The custom emoji of the workspace: it has none."""
    return {"emoji": {}, "cache_ts": str(call.slack.now())}


def _connect(call: Call) -> Answer:
    origin = call.origin.replace("http", "ws", 1)
    return {"url": f"{origin}/link?ticket={call.slack.socket.ticket()}&app_id={APP_ID}"}


def _api_test(call: Call) -> Answer:
    """Answers with what it was given, or with the error that was asked for."""
    error = call.arguments.get("error")
    if error is not None:
        raise SlackError(error, args=call.arguments.raw)
    return {"args": call.arguments.raw}


METHODS = {
    "api.test": Method(_api_test, tokens=NO_TOKEN, tier=TIER_4),
    "apps.connections.open": Method(_connect, tokens=APP_ONLY),
    "auth.test": Method(_test, tokens=ANY_TOKEN | APP_ONLY, tier=OFTEN),
    "auth.teams.list": Method(_teams, tier=TIER_2),
    "bots.info": Method(_bot, ("users:read",)),
    "emoji.list": Method(_emoji, ("emoji:read",), tier=TIER_2),
    "team.info": Method(_team, ("team:read",)),
}
