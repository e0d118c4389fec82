"""The workspace's settings: roles of people, policies, the audit trail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agent.audit import AuditAct, AuditLine, AuditPage
from agent.people.members import Member
from agent.roles import Actor, Approver, LeadScope, Policy, Role
from bot.views import blocks as b

LISTED = 30
AS_IN_SLACK = "slack"
ROLES: Mapping[str, str] = {
    Role.REP.value: "Rep",
    Role.MANAGER.value: "Manager",
    Role.ADMIN.value: "Admin",
    AS_IN_SLACK: "As in Slack: its admins and owners are admins",
}
APPROVERS: Mapping[Approver, str] = {
    Approver.AUTHOR: "Whoever asked for the plan",
    Approver.MANAGERS: "Managers",
    Approver.ADMINS: "Admins",
}
SCOPES: Mapping[str, str] = {
    LeadScope.OWN.value: "Only their own",
    LeadScope.TEAM.value: "Everybody's",
}
LEAST: Mapping[str, str] = {
    Role.REP.value: "Everybody, their own",
    Role.MANAGER.value: "Managers and admins, their own",
    Role.ADMIN.value: "Admins, their own",
}
SETTLERS: Mapping[str, str] = {
    Role.MANAGER.value: "Managers and admins, but for roles",
    Role.ADMIN.value: "Admins",
}
ACTS: Mapping[AuditAct, str] = {
    AuditAct.PLAN_APPROVED: "approved a plan",
    AuditAct.PLAN_CANCELLED: "cancelled a plan",
    AuditAct.RUN_STARTED: "started a run",
    AuditAct.ENRICHMENT_STARTED: "had contacts found",
    AuditAct.RUN_RETRIED: "let a run try again",
    AuditAct.RUN_SKIPPED: "let a run go on without the rest of a step",
    AuditAct.RUN_CANCELLED: "cancelled a run",
    AuditAct.RUN_REPEATED: "repeated a run",
    AuditAct.LEADS_EXPORTED: "exported leads",
    AuditAct.LEADS_IMPORTED: "imported leads",
    AuditAct.IMPORT_UNDONE: "undid an import",
    AuditAct.PLAYBOOK_DELETED: "deleted a playbook",
    AuditAct.SCHEDULE_DELETED: "deleted a schedule",
    AuditAct.ACCOUNT_SET: "set an account",
    AuditAct.ACCOUNT_REMOVED: "removed an account",
    AuditAct.ROLE_CHANGED: "changed a role",
    AuditAct.SETTINGS_CHANGED: "changed the settings",
    AuditAct.CONTACTS_SOUGHT: "had e-mails looked for",
    AuditAct.CONTEXT_FORGOTTEN: "had everything about them forgotten",
    AuditAct.LEAD_EDITED: "edited a lead",
    AuditAct.LEADS_MERGED: "merged two leads",
    AuditAct.MERGE_UNDONE: "undid a merge of two leads",
    AuditAct.LEAD_BLOCKED: "marked a lead as do not contact",
    AuditAct.LEAD_UNBLOCKED: "let a lead be contacted again",
    AuditAct.LEAD_DELETED: "deleted a person",
    AuditAct.LEADS_APPROVED: "approved leads",
    AuditAct.LEADS_REJECTED: "rejected leads",
    AuditAct.LEADS_SKIPPED: "skipped leads",
    AuditAct.REVIEW_UNDONE: "took a decision over leads back",
    AuditAct.SCORING_CHANGED: "changed how leads are scored",
}


def settings_part() -> Iterator[b.Block]:
    """The way to the settings, for those who may change them."""
    yield b.section("Roles, approvals and connections", b.button("Settings", "settings_open", "home"))


def settings_modal(actor: Actor, members: Sequence[Member]) -> b.Block:
    """What the actor may change; what was shown is remembered, so that only changes are saved."""
    policy = actor.policy
    return b.modal(
        "Settings",
        "settings_form",
        policy.model_dump_json(),
        [*_policies(policy), *(_governing(policy, members) if actor.admin else []), *_providers()],
        submit="Save",
        close="Cancel",
    )


def _providers() -> Iterator[b.Block]:
    yield b.section("Who is asked for e-mails", b.button("Contact providers", "providers_open", "settings"))
    sources = b.button("Search sources", "sources_open", "settings")
    yield b.section("Where companies like your customers are searched for", sources)


def _policies(policy: Policy) -> Iterator[b.Block]:
    options = [b.option(words, approver.value) for approver, words in APPROVERS.items()]
    checked = [b.option(words, each.value) for each, words in APPROVERS.items() if each in policy.approvers]
    yield {**b.checkboxes("approvers", "Who may approve a plan?", options, checked), "optional": False}
    yield b.field("leads", "Whose leads does a manager see?", b.select(SCOPES, policy.manager_leads.value))
    yield b.field(
        "connections", "Who may set and remove accounts?", b.select(LEAST, policy.connections.value)
    )


def _governing(policy: Policy, members: Sequence[Member]) -> Iterator[b.Block]:
    yield b.field("settlers", "Who may change these settings?", b.select(SETTLERS, policy.settings.value))
    yield b.divider()
    yield b.section(f"*Roles given here*\n{_listed(members)}")
    yield b.field("person", "Give a role to", {"type": "users_select"}, optional=True)
    yield b.field("role", "Role", b.select(ROLES), optional=True)
    scoring = b.button("Scoring", "scoring_open", "0")
    yield b.actions(b.button("Audit", "audit_open", "0"), scoring, block_id="audit")


def _listed(members: Sequence[Member]) -> str:
    lines = [f"•  <@{each.user}> · {ROLES[each.role.value].lower()}" for each in members[:LISTED]]
    hidden = len(members) - LISTED
    if hidden > 0:
        lines.append(f"and {hidden:,} more")
    return "\n".join(lines) or "None yet: Slack's admins and owners are admins, everybody else is a rep."


def saved_modal(policy: Policy, given: tuple[str, Role | None] | None, *, settles: bool = True) -> b.Block:
    """Says what holds now, to somebody who still settles it or does no more."""
    approvers = ", ".join(words.lower() for each, words in APPROVERS.items() if each in policy.approvers)
    lines = [
        f"Plans are approved by: {approvers}.",
        f"Managers see leads: {SCOPES[policy.manager_leads.value].lower()}.",
        f"Accounts are set by: {LEAST[policy.connections.value].lower()}.",
        f"Settings are changed by: {SETTLERS[policy.settings.value].lower()}.",
    ]
    blocks = [b.section("*Saved.* " + "\n".join(lines))]
    if given is not None:
        user, role = given
        words = f"is {ROLES[role.value].lower()} now" if role else "is what Slack says now"
        blocks.append(b.section(f"<@{user}> {words}."))
    if settles:
        blocks.append(b.actions(b.button("Back to the settings", "settings_back", "saved")))
    return b.modal("Saved", "done", "", blocks)


def sure_modal(role: Role | None) -> b.Block:
    """Asks before an admin gives up being one."""
    words = ROLES[role.value if role else AS_IN_SLACK].lower()
    return b.modal(
        "Give up being an admin?",
        "settings_sure",
        role.value if role else AS_IN_SLACK,
        [
            b.alert("You will not be able to take this back yourself."),
            b.section(
                f"Your own role becomes: *{b.escape(words)}*. From then on another admin has to change the "
                "settings and roles. Without one, the operator can name admins."
            ),
        ],
        submit="Give it up",
        close="Stay admin",
    )


def audit_modal(page: AuditPage) -> b.Block:
    """One page of the audit trail."""
    head = b.context(f"{page.total:,} acts, newest first · page {page.page + 1} of {page.pages}")
    shown = [b.section(_line(line)) for line in page.lines] or [b.section("Nothing was done yet.")]
    turns = []
    if page.page > 0:
        turns.append(b.button("Newer", "audit_page", str(page.page - 1)))
    if page.page < page.pages - 1:
        turns.append(b.button("Older", "audit_page_next", str(page.page + 1)))
    return b.modal("Audit", "done", "", [head, *shown, *([b.actions(*turns)] if turns else [])])


def _line(line: AuditLine) -> str:
    what = {
        AuditAct.ROLE_CHANGED: f"<@{line.target}>: {b.escape(line.detail)}",
        AuditAct.ACCOUNT_SET: b.escape(" · ".join(part for part in (line.target, line.detail) if part)),
        AuditAct.ACCOUNT_REMOVED: b.escape(line.target),
    }.get(line.act, b.escape(line.detail))
    head = f"{b.when(line.at)} · <@{line.user}> {ACTS[line.act]}"
    return f"{head}\n{what}" if what else head
