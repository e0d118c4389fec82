"""Whose leads are whose: those that a person's runs, files and searches for customers brought."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, and_, or_, select

from storage.models import ImportLead, Lead, LeadImport, ProspectLead, ProspectSession, Run, RunLead


def is_theirs(
    workspace: str, owner: str | None, *, again: bool = False, few: bool = False
) -> ColumnElement[bool]:
    """Whether a lead is this person's, or anybody's where no owner is given.

    With `again`, whether it was known when a run or a file brought it to them. Where `few` leads are wanted
    in the order of an index, each is asked for by itself until there are enough; otherwise all leads are read
    anyway, and compared with the lists.
    """
    runs, imports, searches = (
        of_runs(workspace, owner),
        of_imports(workspace, owner),
        of_searches(workspace, owner),
    )
    if again:
        known = runs.where(RunLead.known), imports.where(ImportLead.known)
        return or_(*(Lead.id.in_(each) for each in known))
    if few:
        # Asked once each: most people have imported and searched for nothing.
        any_file = select(LeadImport.id).where(*_whose(LeadImport, workspace, owner)).exists()
        any_search = select(ProspectSession.id).where(*_whose(ProspectSession, workspace, owner)).exists()
        return or_(
            runs.where(RunLead.lead_id == Lead.id).correlate(Lead).exists(),
            and_(any_file, imports.where(ImportLead.lead_id == Lead.id).correlate(Lead).exists()),
            and_(any_search, searches.where(ProspectLead.lead_id == Lead.id).correlate(Lead).exists()),
        )
    return or_(*(Lead.id.in_(each) for each in (runs, imports, searches)))


def of_runs(workspace: str, owner: str | None) -> Select[str]:
    """The ids of those that a person's runs delivered."""
    return select(RunLead.lead_id).join(Run, Run.id == RunLead.run_id).where(*_whose(Run, workspace, owner))


def of_imports(workspace: str, owner: str | None) -> Select[str]:
    """The ids of those that a person's files brought."""
    return (
        select(ImportLead.lead_id)
        .join(LeadImport, LeadImport.id == ImportLead.import_id)
        .where(*_whose(LeadImport, workspace, owner))
    )


def of_searches(workspace: str, owner: str | None) -> Select[str]:
    """The ids of those that a person's searches for customers like their own found."""
    return (
        select(ProspectLead.lead_id)
        .join(ProspectSession, ProspectSession.id == ProspectLead.session_id)
        .where(*_whose(ProspectSession, workspace, owner))
    )


def _whose(
    table: type[Run | LeadImport | ProspectSession], workspace: str, owner: str | None
) -> Iterator[ColumnElement[bool]]:
    yield table.workspace == workspace
    if owner is not None:
        yield table.owner == owner
