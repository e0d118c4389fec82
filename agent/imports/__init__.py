"""Imports: files of leads, from bytes to people; what agent calls an import is `LeadImport` in storage."""
