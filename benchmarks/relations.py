"""Cost of relating one article when 1,000, 10,000 or 100,000 came before it.

`python -m benchmarks.relations [--sizes 1000,10000,100000]` makes articles of invented words, eight on each happening
and one in twenty a light edit of an earlier one, and prints milliseconds of CPU an article for the fingerprint, for its
relations and for its story, with the memory in use. Exit code 1 where relating and assigning cost more than twice as
much at the largest size as at the smallest.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, count, islice

from domain.documents import Article, PublicationFinding
from domain.identifiers import content_id
from extractors.relations import MemoryArticleIndex, fingerprint, relate
from extractors.stories import MemoryStoryIndex, assign_story

_SIZES = (1_000, 10_000, 100_000)
_MEASURED = 500  # articles at each size
_GROWTH = 2.0
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


def article(text: str) -> Article:
    """A bare article of a text."""
    article_id = content_id("art", text)
    return Article(
        article_id=article_id,
        version_id=content_id("ver", article_id),
        raw_id="made",
        url=None,
        canonical_url=None,
        title=None,
        authors=(),
        agencies=(),
        publisher=None,
        section=None,
        image=None,
        language="en",
        text=text,
        captions=(),
        furniture=(),
        original_source=None,
        published=PublicationFinding(interval=None, rule=None, quote=None, reason="made up"),
    )


def costs(sizes: tuple[int, ...]) -> Iterator[Cost]:
    """What an article costs at each size, smallest first."""
    texts = made_texts()
    articles, stories = MemoryArticleIndex(), MemoryStoryIndex()
    for size in sorted(sizes):
        for text in islice(texts, max(0, size - len(articles))):
            print_ = fingerprint(article(text))
            assign_story(print_, stories)
            articles.add(print_)
        batch = [article(text) for text in islice(texts, _MEASURED)]
        started = time.process_time()
        prints = [fingerprint(each) for each in batch]
        printed = time.process_time()
        relations = []
        for print_ in prints:
            relations.append(relate(print_, articles))
            articles.add(print_)
        related = time.process_time()
        for print_, found in zip(prints, relations, strict=True):
            assign_story(print_, stories, found)
        spans = (printed - started, related - printed, time.process_time() - related)
        yield Cost(
            size=size,
            fingerprint=1000 * spans[0] / len(batch),
            relate=1000 * spans[1] / len(batch),
            assign=1000 * spans[2] / len(batch),
        )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default=",".join(map(str, _SIZES)))
    sizes = tuple(int(size) for size in options.parse_args().sizes.split(","))
    print("articles before   fingerprint ms   relate ms   story ms   memory MB")
    found = []
    for cost in costs(sizes):
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{cost.size:15,}   {cost.fingerprint:14.2f}   {cost.relate:9.2f}   {cost.assign:8.2f}   {memory:9.0f}",
            flush=True,
        )
        found.append(cost.relate + cost.assign)
    return int(found[-1] > _GROWTH * found[0])


if __name__ == "__main__":
    sys.exit(main())
