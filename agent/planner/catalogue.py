"""The catalogue: every phantom Leadsmith can plan with, read from data files and checked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from agent.errors import AgentError, NotFoundError
from agent.planner.entry import Entry
from agent.planner.phantom import Account, InputField, Kind, Phantom
from agent.planner.strict_yaml import StrictYamlError, parse

FIELDS = "fields.yaml"
_MORE_FIELDS = "fields_elsewhere.yaml"


class CatalogueError(AgentError):
    """A data file is wrong; the sentence names the file and the entry."""


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All phantoms in the order of the files, and the fields that their inputs are shown with."""

    phantoms: tuple[Phantom, ...]
    fields: Mapping[str, InputField]

    @cached_property
    def _by_script(self) -> Mapping[str, Phantom]:
        return {phantom.script: phantom for phantom in self.phantoms}

    def get(self, script: str) -> Phantom | None:
        return self._by_script.get(script)

    def phantom(self, script: str) -> Phantom:
        """The phantom of a plan; raises when the catalogue has lost it since."""
        found = self.get(script)
        if found is None:
            raise NotFoundError(f"I don't know the phantom “{script}” any more. Plan the goal again.")
        return found

    def credentials(self, account: Account) -> tuple[InputField, ...]:
        """What connecting this account asks for."""
        return tuple(field for field in self.fields.values() if field.account is account)

    def __iter__(self) -> Iterator[Phantom]:
        return iter(self.phantoms)

    def __contains__(self, script: object) -> bool:
        return script in self._by_script

    def __len__(self) -> int:
        return len(self.phantoms)


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with Leadsmith."""
    return load()


def load(folder: Traversable | Path | None = None) -> Catalogue:
    """Read the fields, then the entries of every other YAML file of a folder, by default our own."""
    place = folder or files("agent.planner") / "phantoms"
    listed = sorted((file for file in place.iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name)
    fields = _fields(FIELDS, _parse(place / FIELDS))
    for file in listed:
        if file.name == _MORE_FIELDS:
            fields |= _fields(file.name, _parse(file))
    phantoms: dict[str, Phantom] = {}
    for file in listed:
        if file.name not in {FIELDS, _MORE_FIELDS}:
            for phantom in _phantoms(file.name, _parse(file)):
                _check(file.name, phantom, fields)
                if phantom.script in phantoms:
                    raise CatalogueError(f"{file.name}, {phantom.script}: there is another entry for this.")
                phantoms[phantom.script] = phantom
    return Catalogue(tuple(phantoms.values()), MappingProxyType(fields))


def _parse(file: Traversable | Path) -> Any:
    try:
        return parse(file.read_text(encoding="utf-8"), named_by="script")
    except FileNotFoundError as error:
        raise CatalogueError(f"{file.name} is missing.") from error
    except StrictYamlError as error:
        raise CatalogueError(f"{file.name}, {error}") from error


def _phantoms(file: str, entries: Any) -> Iterator[Phantom]:
    if not isinstance(entries, list):
        raise CatalogueError(f"{file}: a list of phantoms is expected.")
    for number, entry in enumerate(entries, start=1):
        named = isinstance(entry, dict) and entry.get("script")
        try:
            yield Entry.model_validate(entry).phantom
        except ValidationError as error:
            raise CatalogueError(f"{file}, {named or f'entry {number}'}: {_sentence(error)}") from error


def _fields(file: str, document: Any) -> dict[str, InputField]:
    if not isinstance(document, dict):
        raise CatalogueError(f"{file}: input names are expected, each with its description.")
    return {name: _field(file, name, spec) for name, spec in document.items()}


def _field(file: str, name: str, spec: Any) -> InputField:
    try:
        field = InputField.model_validate({"name": name, **spec} if isinstance(spec, dict) else spec)
        fits = re.fullmatch(field.shape or ".*", field.example, re.DOTALL)
    except ValidationError as error:
        raise CatalogueError(f"{file}, {name}: {_sentence(error)}") from error
    except re.error as error:
        raise CatalogueError(f"{file}, {name}: the shape is no regular expression ({error}).") from error
    if not fits:
        raise CatalogueError(f"{file}, {name}: the example does not have the shape.")
    if (field.kind is Kind.CREDENTIAL) != (field.account is not None):
        raise CatalogueError(f"{file}, {name}: a credential, and nothing else, names its account.")
    return field


def _check(file: str, phantom: Phantom, fields: Mapping[str, InputField]) -> None:
    fault = next(_faults(phantom, fields), None)
    if fault:
        raise CatalogueError(f"{file}, {phantom.script}: {fault}.")


def _faults(phantom: Phantom, fields: Mapping[str, InputField]) -> Iterator[str]:
    for name, times in _given(phantom).items():
        if name not in fields:
            yield f"{name} is not described in {FIELDS}"
        if times > 1:
            yield f"{name} is listed {times} times among the inputs"
    secrets = {name: field.account for name, field in fields.items() if field.account}
    for name in secrets.keys() & {*phantom.inputs, *phantom.outputs}:
        yield f"{name} is a credential: neither input nor output, an account stands for it"
    for task in sorted(phantom.carries_out):
        if task.stage not in phantom.stages:
            yield f"it carries out {task}, and its stages lack {task.stage}"
    if phantom.account and phantom.account not in secrets.values():
        yield f"{FIELDS} describes no credential for {phantom.account}"


def _given(phantom: Phantom) -> Counter[str]:
    """How often each input is listed; once is right."""
    named = (name for group in phantom.groups for alternative in group for name in alternative)
    return Counter((*named, *phantom.optional))


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}." if where else f"{first['msg']}."
