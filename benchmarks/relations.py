"""Cost of relating one article when 1,000, 10,000 or 100,000 came before it.

`python -m benchmarks.relations [--sizes 1000,10000,100000]` makes articles of invented words, eight on each happening
and one in twenty a light edit of an earlier one. At each size it prints milliseconds of CPU an article for the
fingerprint, its relations and its story as a stream in memory, and for all three as a batch beside a database that
holds as many; then by how much the cost grew from size to size. Exit code 1 where either grew more than 2.2-fold from
one size to the next.
"""

import argparse
import gc
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.making import made_article
from domain.documents import Article
from domain.records import KeyedRecord
from extractors.relations import MemoryArticleIndex, fingerprint, relate
from extractors.stories import MemoryStoryIndex, StoryState, assign_story
from flows.loading.relating import related_articles
from flows.loading.standing import SeenArticle, Standing
from flows.loading.stored import TERM_STATISTICS, Stored
from storage import FINGERPRINTS, STORY_STATES, Database
from storage.records import save_records

_SIZES = (1_000, 10_000, 100_000)
_MEASURED = 500  # articles at each size
_BATCH = 200  # of them, beside the database
_SAVED_AT_ONCE = 5_000
_GROWTH = 2.2  # from one size to the next
_SYLLABLES = "ka ri mo sa ne lu to ba di fe gu ho ja ko le ma ni pa ra si ta vo ze shi cha bra stan ov".split()
_WORDS = 30_000
_SENTENCES = 12
_A_HAPPENING = 8  # articles
_EDITED = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Milliseconds of CPU an article, when so many came before it."""

    size: int
    fingerprint: float
    relate: float
    assign: float
    stored: float  # all of it, in a batch beside a database

    @property
    def streamed(self) -> float:
        """All of it, as a stream in memory."""
        return self.fingerprint + self.relate + self.assign


def made_texts(seed: int = 7) -> Iterator[str]:
    """Texts without end: words as frequent as rank tells, names of their happening, now and then an edited copy."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(_WORDS)]
    weights = list(accumulate(1 / rank for rank in range(1, _WORDS + 1)))
    open_ones: list[list[str]] = []
    last = ""
    for number in count():
        if number % _A_HAPPENING == 0:
            names = [chance.choice(words).title() + chance.choice(_SYLLABLES) for _ in range(10)]
            open_ones = [*open_ones[-19:], names]
        if last and chance.random() < _EDITED:
            kept = [word for word in last.split() if chance.random() > 0.02]
            yield " ".join(kept)
            continue
        names = chance.choice(open_ones)
        sentences = []
        for _ in range(_SENTENCES):
            picked = chance.choices(words, cum_weights=weights, k=22) + chance.choices(names, k=3)
            chance.shuffle(picked)
            sentences.append(" ".join(picked) + ".")
        last = " ".join(sentences)
        yield last


class Past:
    """What came before, in memory and in a database."""

    def __init__(self, database: Database) -> None:
        self.articles, self.stories = MemoryArticleIndex(), MemoryStoryIndex()
        self._database = database
        self._waiting: list[KeyedRecord] = []
        self._saved: dict[str, StoryState] = {}

    def fill(self, texts: Iterator[str], size: int) -> None:
        """Takes articles in, unrelated, until there are so many."""
        for text in islice(texts, max(0, size - len(self.articles))):
            print_ = fingerprint(made_article(text))
            (placed,) = assign_story(print_, self.stories)
            self.articles.add(print_)
            standing = Standing(family=print_.article_id, publisher="made", story_id=placed.story_id)
            self._waiting.append(SeenArticle(fingerprint=print_, standing=standing).to_record())
            if len(self._waiting) >= _SAVED_AT_ONCE:
                self._save()
        self._save()

    def _save(self) -> None:
        changed = [state for state in self.stories.changed if self._saved.get(state.story_id) is not state]
        self._saved.update((state.story_id, state) for state in changed)
        stories = [KeyedRecord(record_id=each.story_id, payload=each.to_record(), keys=each.keys) for each in changed]
        statistics = self.stories.statistics.to_record()
        self._waiting.append(KeyedRecord(record_id=TERM_STATISTICS, payload=statistics, keys=()))
        with self._database.transaction() as connection:
            save_records(connection, FINGERPRINTS, self._waiting)
            save_records(connection, STORY_STATES, stories)
        self._waiting = []

    def stored_cost(self, batch: Sequence[Article]) -> float:
        """Milliseconds an article of relating a batch to what is stored; nothing is written."""
        with self._database.transaction() as connection:
            started = time.process_time()
            related_articles(batch, Stored(connection))
            return 1000 * (time.process_time() - started) / len(batch)

    def streamed_cost(self, batch: Sequence[Article]) -> tuple[float, float, float]:
        """Milliseconds an article for fingerprints, relations and stories; the batch joins what came before."""
        started = time.process_time()
        prints = [fingerprint(each) for each in batch]
        printed = time.process_time()
        relations = []
        for print_ in prints:
            relations.append(relate(print_, self.articles))
            self.articles.add(print_)
        related = time.process_time()
        for print_, found in zip(prints, relations, strict=True):
            assign_story(print_, self.stories, found)
        spans = (printed - started, related - printed, time.process_time() - related)
        first, second, third = (1000 * span / len(batch) for span in spans)
        return first, second, third


def costs(sizes: tuple[int, ...], folder: Path) -> Iterator[Cost]:
    """What an article costs at each size, smallest first."""
    texts = made_texts()
    past = Past(Database(path=folder / "past.duckdb"))
    for size in sorted(sizes):
        past.fill(texts, size)
        batch = [made_article(text) for text in islice(texts, _MEASURED)]
        gc.collect()
        gc.freeze()  # what came before is not to be looked through while the clock runs
        stored = past.stored_cost(batch[:_BATCH])
        printing, relating, assigning = past.streamed_cost(batch)
        yield Cost(size=size, fingerprint=printing, relate=relating, assign=assigning, stored=stored)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default=",".join(map(str, _SIZES)))
    sizes = tuple(int(size) for size in options.parse_args().sizes.split(","))
    print("articles before  fingerprint ms  relate ms  story ms  in all ms  with database ms  memory MB")
    found: list[Cost] = []
    with TemporaryDirectory() as folder:
        for cost in costs(sizes, Path(folder)):
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{cost.size:15,}  {cost.fingerprint:14.2f}  {cost.relate:9.2f}  {cost.assign:8.2f}"
                f"  {cost.streamed:9.2f}  {cost.stored:16.2f}  {memory:9.0f}",
                flush=True,
            )
            found.append(cost)
    worst = 0.0
    for one, other in pairwise(found):
        streamed, stored = other.streamed / one.streamed, other.stored / one.stored
        worst = max(worst, streamed, stored)
        print(f"{one.size:,} to {other.size:,}: {streamed:.2f} times in memory, {stored:.2f} times with a database")
    return int(worst > _GROWTH)


if __name__ == "__main__":
    sys.exit(main())
