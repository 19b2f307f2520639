"""`relate`: made for pipes and for measuring; it writes nothing to the database."""

import gc
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import click
from pydantic import ValidationError

from domain.documents import Article
from domain.rejects import Rejected
from extractors.relations import MemoryArticleIndex, fingerprint
from extractors.relations import relate as relations_of
from extractors.stories import MemoryStoryIndex, assign_story
from flows.lines import InputLine, line_problem

_EXAMPLES = """\b
Examples:
  eventwire relate --jsonl < articles.jsonl > relations.jsonl
"""
_ALLOCATED = 500_000  # objects, between two searches for those that are no longer used

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@click.command(epilog=_EXAMPLES)
@click.option("--jsonl", "as_lines", is_flag=True, required=True, help="Read and write JSON lines.")
def relate(as_lines: bool) -> None:  # noqa: ARG001 -- the only format so far, but said aloud in scripts
    """Read documents as JSON lines and write how each relates to those before it, one line each, as they come.

    Lines are those that `extract` reads. A document that can't be used has no story and no relations, but a reason
    under "rejected".
    """
    stream = Stream(today=datetime.now(UTC).date())
    gc.freeze()
    gc.set_threshold(_ALLOCATED, 20, 20)  # what a stream has seen is kept for good: looking through it finds nothing
    for answer in stream.answers(sys.stdin.buffer):
        click.echo(answer)


class Stream:
    """Documents seen one after another, and what has been seen of them."""

    def __init__(self, *, today: date) -> None:
        self._today = today
        self._articles = MemoryArticleIndex()
        self._stories = MemoryStoryIndex()
        self._ids: dict[str, str] = {}  # version_id: id of the line that had it first

    def answers(self, lines: Iterable[bytes]) -> Iterable[str]:
        """One line for each line that is not blank, as soon as it is read."""
        from flows.reading import read

        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                given = InputLine.model_validate_json(line)
            except ValidationError as error:
                yield _rejected(f"line {number}", line_problem(error))
                continue
            found = read(given.raw_document(), today=self._today)
            yield _rejected(given.id, found.reason) if isinstance(found, Rejected) else self._related(given.id, found)

    def _related(self, id_: str, article: Article) -> str:
        """The line for an article; one that was read before is the same text as then."""
        if first := self._ids.get(article.version_id):
            known = {"to": first, "kind": "same_text", "score": 1.0, "reason": "it was read before, word for word"}
            stories = self._stories.stories_of(article.version_id)
            return _line(id_, [story.story_id for story in stories], [known])
        print_ = fingerprint(article)
        relations = relations_of(print_, self._articles, article.text)
        assignments = assign_story(print_, self._stories, relations, text=article.text)
        self._articles.add(print_, article.text if article.canonical_url else None)
        self._ids[article.version_id] = id_
        told = [
            {"to": self._ids[each.to_version], "kind": each.kind.value, "score": each.score, "reason": each.reason}
            for each in relations
        ]
        best = sorted(assignments, key=lambda each: -each.score)
        return _line(id_, [each.story_id for each in best], told)


def _line(id_: str, story_ids: Sequence[str], relations: Sequence[dict[str, Any]]) -> str:
    """`story_id` is the story that fits best; a round-up names all of them under `story_ids`."""
    record: dict[str, Any] = {"id": id_, "story_id": story_ids[0] if story_ids else None, "relations": relations}
    if len(story_ids) > 1:
        record["story_ids"] = story_ids
    return _ENCODER.encode(record)


def _rejected(id_: str, reason: str) -> str:
    return json.dumps({"id": id_, "story_id": None, "relations": [], "rejected": reason}, ensure_ascii=False)
