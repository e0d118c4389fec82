"""Short answers: greeting, thanks, help, and what cannot be planned."""

from __future__ import annotations

from agent.events import ReplyKind
from agent.planner.intake import GOAL_LIMIT
from bot.views import blocks as b

EXAMPLES = (
    "Find 50 SaaS marketing managers in Berlin and get their e-mails",
    "E-mails for everyone in a LinkedIn group",
    "People who commented on our last post",
)

LOOKALIKES = "Find customers like ours"
_TITLES = ("Find people with e-mails", "E-mails of a group", "People who commented")


def prompts(*, lookalikes: bool) -> list[dict[str, str]]:
    """What the conversation suggests to say; `lookalikes`: where companies can be searched for."""
    said = list(zip(_TITLES, EXAMPLES, strict=True))
    if lookalikes:
        said[1:2] = [(LOOKALIKES, LOOKALIKES)]
    what = "What can you do?"
    return [{"title": title, "message": message} for title, message in (*said, (what, what))]


_WORDS = {
    ReplyKind.THANKS: "You're welcome. Tell me the next goal whenever you like.",
    ReplyKind.DECISION: (
        "Decisions are made with the buttons: *Approve*, *Regenerate* or *Cancel* under a plan, "
        "*Run* or *Cancel run* on a run's card."
    ),
    ReplyKind.EMPTY: f"Tell me who you want to reach, for example: _{EXAMPLES[0]}_",
    ReplyKind.NO_TEXT: (
        "Of files I read lists of leads only, as CSV. Otherwise tell me in a sentence who you want to reach, "
        "and I'll plan it."
    ),
    ReplyKind.TOO_LONG: (
        f"That is longer than a goal can be ({GOAL_LIMIT:,} characters). "
        "Tell me in a sentence or two who you want to reach and what should happen."
    ),
    ReplyKind.REMIND_WHAT: "Tell me of what and when, for example: _remind me tomorrow at 10 to call Acme_",
    ReplyKind.STOPPED: "Stopped. Nothing of it was run.",
    ReplyKind.STRANGER: (
        "Hello. I work for the people of one company only, so I can't help you here; nothing of theirs is "
        "mine to show. Please ask the colleague who invited you to this channel."
    ),
    ReplyKind.SHARED: (
        "This channel is shared with another company, so I answer in our own conversation, where only you "
        "read along."
    ),
    ReplyKind.EDITED_TOO_LATE: (
        "You changed that goal after its plan was decided, so the plan stays as it is. "
        "Send the new goal as a message of its own."
    ),
}


COMMANDS = (
    ("a goal or a question", "plans or answers it in our conversation"),
    ("remind me tomorrow at 10 to call Acme", "saves a reminder, once you have seen how I read it"),
    ("schedule every Monday at 9: find 50 CFOs in Texas", "plans a goal again and again"),
    ("schedules", "lists what is scheduled, to change, pause, run now or delete it"),
    ("playbooks", "lists the plans that you approved, to use them again"),
    ("preferences", "sets how and when I write to you"),
    ("icp", "finds companies like your best customers, with contacts"),
    ("import", "takes a list of leads as a CSV, and shows it before anything is imported"),
    ("settings", "sets roles, approvals and connections, for those who may"),
    ("help", "shows this"),
)
"""What may follow `/leadsmith`, and what it does."""
_ABOUT = (
    "I find and develop leads with PhantomBuster phantoms. You tell me a goal, I show you a plan with "
    "reasons, and nothing runs before you approve it. I ask only for what I cannot know, report in the "
    "thread, and hand you the leads as a table and a CSV."
)
_EXAMPLES = "\n".join(("Try one of these:", *(f"•  _{example}_" for example in EXAMPLES)))
_MORE = (
    "Ask about what is there, too: _how many of my leads have no e-mail?_, _show my leads by company_, "
    "_how did my runs go this week?_ A reply in the thread goes on with it: _only those in Berlin_.\n\n"
    "_Show me Ada Lovelace_, or _look at the second one_, opens all that is known of one lead, with its "
    "sources: correct it, merge duplicates, mark it as do not contact, or delete the person for good.\n\n"
    "_Review my leads_ shows the best first, one by one, to approve or reject; _who are my best leads?_ and "
    "_rejected leads with reasons_ list them.\n\n"
    "_Remind me tomorrow at 10 to call Acme_ does just that, and _every Monday at 9: find 50 CFOs in "
    "Texas_ plans it each time. I show what I understood before anything is saved.\n\n"
    "_Find customers like ours_ asks for your best customers, reads their sites, and finds companies like "
    "them with contacts; you confirm before anything is read, and before anything is paid.\n\n"
    "_Research Ada Lovelace_, _deep research on the second one_ or _what do you know about acme.example_ "
    "reads the company's public pages and tells what they say, each line with its source.\n\n"
    "In a channel, mention me once: I follow the thread and take what you say to me there. "
    "_stop_ stops what I am doing for you in a conversation."
)
_COMMANDS = "\n".join(("In any channel:", *(f"•  `/leadsmith {words}` {does}" for words, does in COMMANDS)))


def greeting(user: str) -> b.Message:
    """The first thing a person reads."""
    text = f"Hi <@{user}>. Tell me who you want to reach and I'll plan how to find them, for your approval."
    return b.Message(text, [b.section(text)])


def help_text() -> b.Message:
    """What Leadsmith can do in a few lines, with the way to the rest."""
    text = f"{_ABOUT}\n\n{_EXAMPLES}"
    return b.Message("What I can do", [b.section(text), b.actions(b.button("Show all", "help_all", "help"))])


def full_help() -> b.Message:
    """What Leadsmith can do, by example, and every command."""
    return b.Message("What I can do", [b.section(text) for text in (_ABOUT, _EXAMPLES, _MORE, _COMMANDS)])


def help_modal() -> b.Block:
    """All of that in a window."""
    return b.modal("What I can do", "done", "", full_help().blocks)


def reply(kind: ReplyKind) -> b.Message:
    """The answer for a kind of message."""
    if kind is ReplyKind.HELP:
        return help_text()
    if kind is ReplyKind.GREETING:
        text = "Hello. Who do you want to reach?"
        return b.Message(text, [b.section(f"{text} For example: _{EXAMPLES[0]}_")])
    return b.Message(_WORDS[kind], [b.section(_WORDS[kind])])
