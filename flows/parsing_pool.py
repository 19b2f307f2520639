"""Parsing in several processes: the same `Doc`s in the same order, sooner on a machine with several cores."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extractors.parsing import Parser, load_parser

_KEPT = ("ORTH", "TAG", "POS", "MORPH", "LEMMA", "NORM", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE")
_TEXTS_A_TASK = 8

_parser: Parser | None = None  # of a worker process, made when it starts


class ParserPool(Parser):
    """A `Parser` whose English is parsed by worker processes, each with the model loaded once."""

    def __init__(self, english: Language, processes: int) -> None:
        super().__init__(english)
        # Started anew, not forked: forks of a process with threads may hang.
        self._workers = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_load)

    def _parse_english(self, texts: list[str]) -> Iterator[Doc]:
        tasks = [texts[at : at + _TEXTS_A_TASK] for at in range(0, len(texts), _TEXTS_A_TASK)]
        for packed in self._workers.map(_parsed, tasks):
            yield from DocBin().from_bytes(packed).get_docs(self.english.vocab)

    def close(self) -> None:
        """Ends the workers."""
        self._workers.shutdown()


def load_parser_pool(processes: int) -> Parser:
    """A parser with this many processes; with one, the plain parser of this process."""
    plain = load_parser()
    return plain if processes == 1 else ParserPool(plain.english, processes)


def _load() -> None:
    global _parser
    _parser = load_parser()


def _parsed(texts: Sequence[str]) -> bytes:
    assert _parser is not None  # set when the worker started
    with _parser.forgetting():
        docs = _parser.parse([(text, "en") for text in texts])
        return DocBin(attrs=_KEPT, docs=docs).to_bytes()
