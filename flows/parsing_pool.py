"""Parsing by several workers: the same `Doc`s in the same order, sooner where there are several cores or machines."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from threading import Lock

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extractors.parsing import Parser, load_parser
from flows.runners import Runner, Workers, joined_cluster

_KEPT = ("ORTH", "TAG", "POS", "MORPH", "LEMMA", "NORM", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE")
_TEXTS_A_TASK = 8

_parser: Parser | None = None  # of a worker, loaded once
_one_at_a_time = Lock()  # for workers with several threads


class ParserPool(Parser):
    """A `Parser` whose English is parsed by workers, each with the model loaded once."""

    def __init__(self, english: Language, workers: Workers) -> None:
        super().__init__(english)
        self._each, self.close = _started(workers)

    def _parse_english(self, texts: list[str]) -> Iterator[Doc]:
        tasks = [texts[at : at + _TEXTS_A_TASK] for at in range(0, len(texts), _TEXTS_A_TASK)]
        for packed in self._each(tasks):
            yield from DocBin().from_bytes(packed).get_docs(self.english.vocab)


def load_parser_pool(workers: Workers) -> Parser:
    """A parser with these workers; with one process, the plain parser of this one."""
    plain = load_parser()
    return plain if workers.alone else ParserPool(plain.english, workers)


def _started(workers: Workers) -> tuple[Callable[[Sequence[Sequence[str]]], Iterable[bytes]], Callable[[], None]]:
    """What maps tasks to packed `Doc`s in order, and what ends the workers."""
    if workers.runner is Runner.PROCESSES:
        # Started anew, not forked: forks of a process with threads may hang.
        pool = ProcessPoolExecutor(workers.count, mp_context=get_context("spawn"), initializer=_load)
        return (lambda tasks: pool.map(parsed_texts, tasks)), pool.shutdown
    cluster = joined_cluster(workers)
    return (lambda tasks: cluster.each(parsed_texts, tasks)), cluster.close


def _load() -> Parser:
    global _parser
    if _parser is None:
        _parser = load_parser()
    return _parser


def parsed_texts(texts: Sequence[str]) -> bytes:
    """English texts, parsed by this worker and packed."""
    with _one_at_a_time:
        parser = _load()
        with parser.forgetting():
            docs = parser.parse([(text, "en") for text in texts])
            return DocBin(attrs=_KEPT, docs=docs).to_bytes()
