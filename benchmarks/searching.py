"""How long the search index takes to make, and a search to answer, over generated articles.

`python -m benchmarks.searching --articles 20000`: texts of words drawn from a vocabulary as natural texts draw theirs
(Zipf), 300 words each, in a database of their own that is removed afterwards.
"""

import argparse
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from storage import Database, EventFilter, Search, build_index, search
from storage.search_index import index_path

_WORDS = 300
_VOCABULARY = 60_000
_SEARCHES = 20


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(path=Path(folder) / "news.duckdb")
        _fill(database, asked.articles, dice)
        started = time.monotonic()
        build_index(database, moment=datetime.now(UTC))
        print(f"{asked.articles} articles: index made in {time.monotonic() - started:.1f} s")
        sizes = [path.stat().st_size / 2**20 for path in (index_path(database), database.path)]
        print(f"index {sizes[0]:.0f} MiB, database {sizes[1]:.0f} MiB")
        times = []
        for _ in range(_SEARCHES):
            words = f"word{dice.randrange(5, 200)} word{dice.randrange(200, 2000)}"
            started = time.monotonic()
            search(database, Search(words=words, wanted=EventFilter(most=20)))
            times.append(time.monotonic() - started)
        print(f"search: median {statistics.median(times) * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms")


def _fill(database: Database, number: int, dice: random.Random) -> None:
    """Articles with a version each, nothing else."""
    vocabulary = [f"word{rank}" for rank in range(_VOCABULARY)]
    weights = [1 / (rank + 3) for rank in range(_VOCABULARY)]
    ids = [f"{at:08d}" for at in range(number)]
    texts = [" ".join(dice.choices(vocabulary, weights, k=_WORDS)) for _ in ids]
    with database.transaction() as connection:
        connection.register("made", pa.table({"id": ids, "text": texts}))
        connection.execute(
            "INSERT INTO versions BY NAME SELECT 'ver_' || id AS version_id, 'art_' || id AS article_id, id AS raw_id, "
            "id AS arrival_id, 'Headline ' || id AS title, [] AS authors, [] AS agencies, 'en' AS language, text, "
            "[] AS captions, [] AS furniture, [] AS quoted_spans, [] AS published_candidates, [] AS blanks, "
            "'run' AS run_id, '1' AS extractor_version, '1' AS ontology_version, now() AS recorded_at FROM made"
        )
        connection.execute(
            "INSERT INTO articles BY NAME SELECT article_id, version_id AS latest_version_id, title, language, "
            "recorded_at AS first_seen_at, recorded_at AS last_seen_at FROM versions"
        )


if __name__ == "__main__":
    main()
