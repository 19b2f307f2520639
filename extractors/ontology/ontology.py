"""The ontology and its frames, from data files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.errors import KnowledgeError
from domain.reports import EventType, QuadClass
from extractors.ontology.confidence import Confidence, read_confidence
from extractors.ontology.frame_files import read_frames
from extractors.ontology.frames import Frame, FrameIndex
from extractors.ontology.status_words import NounClasses, StatusWords, read_noun_classes, read_status_words
from extractors.ontology.tables import (
    CameoCode,
    PloverContext,
    PloverType,
    read_cameo,
    read_contexts,
    read_types,
)

DATA = Path(__file__).parent / "data"
_VERSION_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """PLOVER and CAMEO tables and the frames."""

    version: str  # "plover-0.8+" and a hash of all data files: any change of knowledge changes it
    types: Mapping[EventType, PloverType]
    contexts: tuple[PloverContext, ...]
    cues: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word: the cue's words and its context
    cameo: Mapping[str, CameoCode]
    frames: tuple[Frame, ...]
    index: FrameIndex
    words: StatusWords
    nouns: NounClasses
    confidence: Confidence

    def score(self, type_: EventType, mode: str | None) -> float:
        """PLOVER's score of a mode, or of the type where the mode has none."""
        found = self.types[type_]
        return found.modes[mode].score if mode is not None and mode in found.modes else found.score

    def quad(self, type_: EventType) -> QuadClass:
        """PLOVER's quad class."""
        return self.types[type_].quad


def load_ontology(folder: Path = DATA) -> Ontology:
    """The data files, validated.

    Raises KnowledgeError with file and line of what is wrong.
    """
    types = read_types(folder / "plover_types.yaml")
    cameo = read_cameo(folder / "cameo.csv")
    contexts = read_contexts(folder / "contexts.yaml")
    frames = read_frames(folder / "frames", cameo, {name.value: row.modes for name, row in types.items()})
    known = {context.name for context in contexts}
    for frame in frames:
        if set(frame.contexts) - known:
            raise KnowledgeError(frame.where, f"{frame.id}: no context {sorted(set(frame.contexts) - known)}")
    return Ontology(
        version=f"plover-0.8+{_fingerprint(folder)}",
        types=types,
        contexts=contexts,
        cues=_by_first_word(contexts),
        cameo=cameo,
        frames=tuple(frames),
        index=FrameIndex.of(frames),
        words=read_status_words(folder / "status.yaml"),
        nouns=read_noun_classes(folder / "nouns.yaml"),
        confidence=read_confidence(folder / "confidence.csv"),
    )


def _by_first_word(contexts: tuple[PloverContext, ...]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for context in contexts:
        for cue in context.cues:
            words = tuple(cue.split())
            table.setdefault(words[0], []).append((words, context.name))
    return {first: tuple(rows) for first, rows in table.items()}


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".csv")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_VERSION_DIGITS]
