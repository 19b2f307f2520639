"""Reading and checking frame files; what is wrong is named with file and line."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from domain.errors import KnowledgeError
from domain.reports import EventType
from extractors.ontology.frames import ARGUMENT_KINDS, SLOTS, Content, Frame, FrameWord

_LIST_FIELDS = frozenset(
    "lemmas contexts particle object not_object not_subject subject complement_verb object_kind "
    "subject_kind recipient_kind support "
    "initiator recipient requires".split()
)
_FLAG_FIELDS = frozenset({"without_object", "without_complement", "needs_support", "reciprocal", "own_slots"})
_TEXT_FIELDS = frozenset({"id", "pos", "type", "cameo", "mode", "status", "content", "example", "note", "phrase"})
_FIELDS = _LIST_FIELDS | _FLAG_FIELDS | _TEXT_FIELDS | {"with_prep"}
_DEFAULT_INITIATOR = {
    FrameWord.VERB: ("subject",),
    FrameWord.NOUN: ("support_subject", "possessor", "modifier", "by", "of", "from"),
    FrameWord.ADJ: ("subject",),
    FrameWord.PHRASE: ("subject",),
}


def read_frames(folder: Path, cameo_codes: Mapping[str, object], modes: Mapping[str, Iterable[str]]) -> list[Frame]:
    """All frames of the folder's files, in file order.

    Raises KnowledgeError for an unknown field, type, mode, slot or code, and for an id that stands twice.
    """
    frames: dict[str, Frame] = {}
    dropped: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        rows, drop = _rows(path)
        dropped |= drop
        for row in rows:
            frame = _frame(row, path)
            problem = _unknown(frame, cameo_codes, modes)
            if frame.id in frames:
                problem = f"the id stands twice: also at {frames[frame.id].where}"
            if problem:
                raise KnowledgeError(_where(path, row), problem)
            frames[frame.id] = frame
    if dropped - frames.keys():
        raise KnowledgeError(folder.name, f"drop names no frame: {sorted(dropped - frames.keys())}")
    return [frame for id_, frame in frames.items() if id_ not in dropped]


def duplicates(frames: Iterable[Frame]) -> list[tuple[Frame, Frame]]:
    """Pairs of frames with a lemma in common that ask for the same and say the same type: one is superfluous."""
    seen: dict[tuple[object, ...], Frame] = {}
    found = []
    for frame in frames:
        for lemma in frame.lemmas or frame.phrase[:1]:
            asked = (frame.particle, frame.object, tuple(frame.with_prep.items()), frame.complement_verb, frame.phrase)
            key = (lemma, frame.pos, frame.type, asked, frame.without_object, frame.needs_support)
            if key in seen and seen[key] is not frame:
                found.append((seen[key], frame))
            seen.setdefault(key, frame)
    return found


def _rows(path: Path) -> tuple[list[Mapping[str, Any]], set[str]]:
    """The rows of a file, and the ids of frames in any file that it withdraws."""
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise KnowledgeError(f"{path.name}:{line}", f"not YAML: {getattr(error, 'problem', error)}") from error
    rows = content.get("frames") if isinstance(content, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KnowledgeError(f"{path.name}:1", "wants a list of rows under `frames:`")
    return rows, set(content.get("drop") or ())


def _where(path: Path, row: Mapping[str, Any]) -> str:
    """File and line of a row, found by its id only when it is needed."""
    wanted = re.compile(rf"\bid:\s*[\"']?{re.escape(str(row.get('id')))}[\"']?\s*(?:[,}}#]|$)")
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if wanted.search(line):
            return f"{path.name}:{number}"
    return f"{path.name}:1"


def _frame(row: Mapping[str, Any], path: Path) -> Frame:
    problem = _malformed(row)
    if problem:
        raise KnowledgeError(_where(path, row), problem)
    pos = FrameWord(row["pos"])
    values: dict[str, Any] = {name: _words(row[name]) for name in _LIST_FIELDS & row.keys()}
    values |= {name: row[name] for name in _FLAG_FIELDS & row.keys()}
    values |= {name: row[name] for name in ("mode", "status", "example", "note") if name in row}
    values["phrase"] = tuple(str(row.get("phrase") or "").lower().split())
    values["with_prep"] = MappingProxyType({prep: _words(lemmas) for prep, lemmas in row.get("with_prep", {}).items()})
    values["content"] = Content(row["content"]) if row.get("content") else None
    values.setdefault("lemmas", ())
    values.setdefault("initiator", _DEFAULT_INITIATOR[pos])
    values.setdefault("requires", ("initiator",) if pos is FrameWord.VERB else ())
    return Frame(id=row["id"], pos=pos, type=EventType(row["type"]), cameo=str(row["cameo"]), where=path.name, **values)


def _words(value: object) -> tuple[str, ...]:
    """A list of words; YAML reads a bare `on` as true."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    return tuple("on" if item is True else str(item) for item in items)


def _malformed(row: Mapping[str, Any]) -> str | None:
    """What keeps a row from being read at all."""
    unknown = row.keys() - _FIELDS
    if unknown:
        return f"unknown field {sorted(map(str, unknown))}"
    missing = {"id", "pos", "type", "cameo"} - row.keys()
    if missing:
        return f"missing {sorted(missing)}"
    if row["pos"] not in list(FrameWord):
        return f"pos is verb, noun, adj or phrase, not {row['pos']!r}"
    if row["type"] not in list(EventType):
        return f"no PLOVER type: {row['type']!r}"
    if row.get("content") and row["content"] not in list(Content):
        return f"no kind of content: {row['content']!r}"
    if not isinstance(row["cameo"], str):
        return "cameo wants quotes: a code is text"
    return None


def _unknown(frame: Frame, cameo_codes: Mapping[str, object], modes: Mapping[str, Iterable[str]]) -> str | None:
    """What a well-formed row names that does not exist."""
    if not (frame.phrase if frame.pos is FrameWord.PHRASE else frame.lemmas):
        return "wants lemmas, or for a phrase `phrase`"
    if frame.pos is FrameWord.PHRASE and not frame.lemmas and len(frame.phrase) < 2:
        return "a phrase has two words or more"
    bad_slots = {*frame.initiator, *frame.recipient} - SLOTS
    if bad_slots:
        return f"unknown slot {sorted(bad_slots)}"
    bad_kinds = {*frame.object_kind, *frame.subject_kind, *frame.recipient_kind} - ARGUMENT_KINDS
    if bad_kinds:
        return f"unknown kind of argument {sorted(bad_kinds)}"
    if set(frame.requires) - {"initiator", "recipient"}:
        return f"requires names initiator or recipient, not {list(frame.requires)}"
    if frame.mode is not None and frame.mode not in modes.get(frame.type.value, ()):
        return f"{frame.type} has no mode {frame.mode!r}"
    if cameo_codes and frame.cameo not in cameo_codes:
        return f"no CAMEO code {frame.cameo!r}"
    return None
