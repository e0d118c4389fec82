"""assistant.threads and agents.sessions: status line, title, prompts, session state."""

from __future__ import annotations

from typing import Any

from bot import limits
from bot.sandbox.errors import SlackError
from bot.sandbox.methods.method import BOT_ONLY, Answer, Call, Method
from bot.sandbox.ratelimits import OFTEN
from bot.sandbox.workspace import Channel

_SESSION_STATES = ("active", "processing", "suspended", "closed")
_CUSTOMIZE = "chat:write.customize"
_STOPPED = "agent_session_stopped"


def _thread(call: Call, channel: Channel) -> str:
    thread_ts = call.arguments.text("thread_ts")
    if channel.messages.get(thread_ts) is None:
        raise SlackError("invalid_thread_ts")
    return thread_ts


def _status(call: Call) -> Answer:
    channel = call.joined_channel("channel_id")
    thread_ts = _thread(call, channel)
    loading = call.arguments.json("loading_messages") or []
    if not isinstance(loading, list) or len(loading) > limits.LOADING_MESSAGES:
        raise SlackError(
            "invalid_arguments",
            [f"no more than {limits.LOADING_MESSAGES} items allowed [json-pointer:/loading_messages]"],
        )
    call.slack.statuses.set(
        channel.id, thread_ts, call.arguments.get("status") or "", tuple(map(str, loading))
    )
    call.slack.live.changed()
    return {}


def _title(call: Call) -> Answer:
    channel = call.joined_channel("channel_id")
    channel.titles[_thread(call, channel)] = call.arguments.text("title")
    call.slack.changed()
    return {}


def _prompts(call: Call) -> Answer:
    channel = call.joined_channel("channel_id")
    prompts = call.arguments.json("prompts")
    _check_prompts(prompts)
    if call.arguments.get("thread_ts") is None:  # with a thread_ts an agent_view app shows nothing
        channel.prompts = {"title": call.arguments.get("title") or "", "prompts": prompts}
        channel.keep()
        call.slack.changed()
    return {}


def _check_prompts(prompts: Any) -> None:
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= limits.SUGGESTED_PROMPTS:
        problem = f"no more than {limits.SUGGESTED_PROMPTS} items allowed [json-pointer:/prompts]"
        raise SlackError("invalid_arguments", [problem])
    for index, prompt in enumerate(prompts):
        if not isinstance(prompt, dict) or not prompt.get("title") or not prompt.get("message"):
            problem = f"missing required field: title or message [json-pointer:/prompts/{index}]"
            raise SlackError("invalid_arguments", [problem])


def _session_of(call: Call) -> tuple[Channel, str]:
    """Where a session is: in a thread of a conversation that the app belongs to."""
    channel = call.channel("channel_id")
    if call.caller.user.id not in channel.members:
        raise SlackError("not_authorized")
    thread_ts = call.arguments.get("thread_ts")
    if thread_ts is None:
        raise SlackError("thread_ts_required")
    return channel, thread_ts


def _session_title(title: str) -> str:
    if len(title) > limits.SESSION_TITLE:
        problem = f"must be less than {limits.SESSION_TITLE + 1} characters [json-pointer:/title]"
        raise SlackError("invalid_arguments", [problem])
    return title


def _session(call: Call) -> Answer:
    channel, thread_ts = _session_of(call)
    status = call.arguments.get("status")
    if status not in _SESSION_STATES:
        raise SlackError("invalid_status")
    _may_look_otherwise(call)
    title = _session_title(call.arguments.get("title") or "")
    session = channel.sessions.get(thread_ts, {"title": title}) | {"status": status}
    channel.sessions[thread_ts] = session
    call.slack.changed()
    answer: Answer = {"status": status, "title": session["title"]}
    if not call.slack.manifest.subscribes(_STOPPED):
        answer["warning"] = f"missing_{_STOPPED}_event_subscription"
    return answer


def _may_look_otherwise(call: Call) -> None:
    """An agent that shows another name or icon needs a scope of its own for it."""
    otherwise = any(call.arguments.get(name) for name in ("icon_emoji", "icon_url", "username"))
    if otherwise and not call.caller.may(_CUSTOMIZE):
        raise SlackError("missing_scope", needed=_CUSTOMIZE, provided=",".join(call.caller.scopes or ()))


def _rename(call: Call) -> Answer:
    channel, thread_ts = _session_of(call)
    title = _session_title(call.arguments.text("title"))
    session = channel.sessions.get(thread_ts)
    if session is None:
        raise SlackError("session_not_found")
    session["title"] = title
    channel.sessions[thread_ts] = session
    call.slack.changed()
    return {"title": session["title"]}


_STATUS = ("chat:write", "assistant:write")
_AGENT = ("assistant:write",)

METHODS = {
    "assistant.threads.setStatus": Method(_status, _STATUS, BOT_ONLY, tier=OFTEN),
    "assistant.threads.setTitle": Method(_title, _AGENT, BOT_ONLY),
    "assistant.threads.setSuggestedPrompts": Method(_prompts, _AGENT, BOT_ONLY),
    "agents.sessions.setStatus": Method(_session, ("chat:write",), BOT_ONLY),
    "agents.sessions.rename": Method(_rename, ("chat:write",), BOT_ONLY),
}
