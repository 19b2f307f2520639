"""The PLOVER and CAMEO tables, from data files."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from domain.errors import KnowledgeError
from domain.reports import EventType, QuadClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverMode:
    """A mode of a type."""

    name: str
    score: float
    cameo: str | None  # CAMEO code where a frame names none


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverType:
    """One of the 16 types."""

    type: EventType
    score: float
    quad: QuadClass
    recipient_required: bool
    cameo: str  # CAMEO code where a frame names none
    modes: Mapping[str, PloverMode]


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverContext:
    """One of the 37 contexts, with the words that call it up."""

    name: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """A CAMEO code with its Goldstein score, GDELT quad class, and what it stands for in PLOVER."""

    code: str
    name: str
    goldstein: float
    quad_gdelt: QuadClass
    plover_type: str | None = None  # None: PLOVER has no type for it (01, 02)
    plover_mode: str | None = None


def read_yaml(path: Path) -> Mapping[str, Any]:
    """The file's mapping; raises KnowledgeError where it is missing or none."""
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise KnowledgeError(path.name, "the file is missing") from error
    except yaml.YAMLError as error:
        raise KnowledgeError(path.name, f"not YAML: {error}") from error
    if not isinstance(content, dict):
        raise KnowledgeError(path.name, "wants a mapping at the top")
    return content


def read_types(path: Path) -> dict[EventType, PloverType]:
    """The types by name; raises KnowledgeError unless all 16 are there once."""
    types = {}
    for row in _named_rows(read_yaml(path).get("types"), path):
        try:
            modes = {
                name: PloverMode(name=name, score=float(mode["score"]), cameo=_text(mode.get("cameo")))
                for name, mode in (row.get("modes") or {}).items()
            }
            found = PloverType(
                type=EventType(row["name"]),
                score=float(row["score"]),
                quad=QuadClass(row["quad"]),
                recipient_required=bool(row.get("recipient_required", False)),
                cameo=str(row["cameo"]),
                modes=modes,
            )
        except (KeyError, ValueError, TypeError) as error:
            raise KnowledgeError(path.name, f"type {row.get('name')}: {error!r}") from error
        types[found.type] = found
    missing = set(EventType) - types.keys()
    if missing:
        raise KnowledgeError(path.name, f"no row for {sorted(missing)}")
    return types


def read_contexts(path: Path) -> tuple[PloverContext, ...]:
    """The contexts in file order."""
    rows = _named_rows(read_yaml(path).get("contexts"), path)
    return tuple(
        PloverContext(name=row["name"], cues=tuple(str(cue).lower() for cue in row.get("cues") or ())) for row in rows
    )


def read_cameo(path: Path) -> dict[str, CameoCode]:
    """The codes by code; raises KnowledgeError with the line of a bad row."""
    codes = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(path.name, "the file is missing") from error
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in numbered)
    for (number, _), row in zip(numbered[1:], reader, strict=True):
        try:
            code = CameoCode(
                code=row["code"],
                name=row["name"],
                goldstein=float(row["goldstein"]),
                quad_gdelt=QuadClass(row["quad_gdelt"]),
                plover_type=row["plover_type"] or None,
                plover_mode=row["plover_mode"] or None,
            )
        except (KeyError, ValueError, TypeError) as error:
            raise KnowledgeError(f"{path.name}:{number}", repr(error)) from error
        codes[code.code] = code
    return codes


def _named_rows(rows: object, path: Path) -> list[dict[str, Any]]:
    """Rows with a `name`, given as a list or as a mapping by name."""
    if isinstance(rows, dict):
        rows = [{"name": name, **(row or {})} for name, row in rows.items()]
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "name" in row for row in rows):
        raise KnowledgeError(path.name, "wants a list of rows with a name")
    return rows


def _text(value: object) -> str | None:
    return None if value is None else str(value)
