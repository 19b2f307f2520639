"""`extract` and `relate`: made for pipes and for measuring; they write nothing to the database."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import click
from pydantic import ValidationError

from domain.documents import Article
from domain.rejects import Rejected, Stage
from flows.lines import InputLine, extracted_line, line_problem

_BATCH = 64


@click.command()
@click.option("--jsonl", "as_lines", is_flag=True, required=True, help="Read and write JSON lines.")
def extract(as_lines: bool) -> None:  # noqa: ARG001 -- the only format so far, but said aloud in scripts
    """Read documents as JSON lines on standard input and write what they say, one line each, in order."""
    from flows.extraction import code, load_knowledge, read

    knowledge = load_knowledge()
    today = datetime.now(UTC).date()
    for batch in _batches(sys.stdin.buffer):
        read_lines: list[tuple[str, Article | Rejected]] = []
        for number, text in batch:
            try:
                line = InputLine.model_validate_json(text)
            except ValidationError as error:
                problem = Rejected(stage=Stage.DECODE, reason=line_problem(error))
                read_lines.append((f"line {number}", problem))
                continue
            read_lines.append((line.id, read(line.raw_document(), today=today)))
        coded = code([article for _, article in read_lines if isinstance(article, Article)], knowledge)
        for id_, article in read_lines:
            found = next(coded) if isinstance(article, Article) else article
            click.echo(extracted_line(id_, found, article if isinstance(article, Article) else None))


def _batches(lines: Iterator[bytes]) -> Iterator[list[tuple[int, bytes]]]:
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    while batch := list(islice(numbered, _BATCH)):
        yield batch
