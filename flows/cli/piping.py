"""`extract`: made for pipes and for measuring; it writes nothing to the database."""

import gc
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError

from domain.documents import Article
from domain.rejects import Rejected, Stage
from flows.cli.options import processes_option
from flows.lines import InputLine, extracted_line, line_problem

if TYPE_CHECKING:
    from flows.extraction import Knowledge

_BATCH = 64  # lines parsed together; answers are written when a batch is through

_EXAMPLES = """\b
Examples:
  echo '{"id": "1", "text": "Iran fired missiles at Israel on Tuesday."}' | eventwire extract --jsonl
  eventwire extract --jsonl < articles.jsonl > found.jsonl
"""


@click.command(epilog=_EXAMPLES)
@click.option("--jsonl", "as_lines", is_flag=True, required=True, help="Read and write JSON lines.")
@processes_option
def extract(as_lines: bool, processes: int | None) -> None:  # noqa: ARG001 -- the only format, but said aloud
    """Read documents as JSON lines on standard input and write what they say, one line each, in order.

    A line is {"id", "text" or "html", "url"?, "title"?, "published"?, "publisher"?}. A document that can't be used has
    its reason under "rejected"; a line that is no such object is answered as "line N".
    """
    from flows.extraction import load_knowledge
    from flows.settings import load_settings

    knowledge = load_knowledge(workers=load_settings(processes=processes).workers)
    gc.collect()
    gc.freeze()  # the model and the knowledge stay: no collection need look at them again
    for answer in answered(sys.stdin.buffer, knowledge):
        click.echo(answer)


def answered(lines: Iterable[bytes], knowledge: "Knowledge") -> Iterator[str]:
    """The answer to each line that is not blank, in order; lines are read and parsed some dozens at a time."""
    for batch in _batches(enumerate(lines, 1)):
        yield from _answers(batch, knowledge)


def _answers(lines: Iterable[tuple[int, bytes]], knowledge: "Knowledge") -> Iterator[str]:
    """The answer to each numbered line, in order."""
    from flows.extraction import code, read

    today = datetime.now(UTC).date()
    documents: list[tuple[str, Article | Rejected]] = []
    for number, text in lines:
        try:
            line = InputLine.model_validate_json(text)
        except ValidationError as error:
            problem = Rejected(stage=Stage.DECODE, reason=line_problem(error))
            documents.append((f"line {number}", problem))
        else:
            documents.append((line.id, read(line.raw_document(), today=today)))
    coded = iter(code([article for _, article in documents if isinstance(article, Article)], knowledge))
    for id_, article in documents:
        if isinstance(article, Rejected):
            yield extracted_line(id_, article)
        else:
            yield extracted_line(id_, next(coded), article)


def _batches(lines: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    numbered = ((number, line) for number, line in lines if line.strip())
    while batch := list(islice(numbered, _BATCH)):
        yield batch
