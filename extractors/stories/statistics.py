"""How common each stem is: the background at first, the stream itself as it grows."""

import json
import zlib
from collections import Counter
from collections.abc import Iterable
from math import log

from domain.errors import StorageError
from extractors.relations.fingerprint import Fingerprint
from extractors.relations.terms import Term

_FORMAT = 1
_BACKGROUND_ARTICLES = 1000  # how many articles of the stream weigh as much as the background
_MOST_STEMS = 60_000  # when stored; those seen once go first, which hardly changes what they are worth
_QUICKLY = 1  # how hard to compress what is written with every batch


class TermStatistics:
    """In how many of the articles seen each stem stands; it grows with the stream and can be stored."""

    def __init__(self, articles: int = 0, counts: Iterable[tuple[str, int]] = ()) -> None:
        self.articles = articles
        self._counts: Counter[str] = Counter(dict(counts))

    def observe(self, fingerprint: Fingerprint) -> None:
        """Count an article in."""
        self.articles += 1
        self._counts.update([term.stem for term in fingerprint.terms])

    def rarities(self, terms: Iterable[Term]) -> list[float]:
        """How much each term tells, 0 or more: the logarithm of one by its share of articles."""
        known, all_articles = self._counts.get, self.articles + _BACKGROUND_ARTICLES + 1
        ratios = [all_articles / (known(term.stem, 0) + _BACKGROUND_ARTICLES * term.share + 0.5) for term in terms]
        return [log(ratio) if ratio > 1.0 else 0.0 for ratio in ratios]

    def to_record(self) -> bytes:
        """The counts as bytes, to be stored: about 400 kB once the stream is long."""
        kept = self._counts.most_common(_MOST_STEMS)
        return zlib.compress(json.dumps([_FORMAT, self.articles, kept], ensure_ascii=False).encode(), _QUICKLY)

    @classmethod
    def from_record(cls, record: bytes) -> "TermStatistics":
        """The counts that `to_record` stored; StorageError where the record has another format."""
        version, articles, counts = json.loads(zlib.decompress(record))
        if version != _FORMAT:
            raise StorageError(f"stored term statistics have format {version}, not {_FORMAT}: they must be made anew")
        return cls(articles, ((stem, count) for stem, count in counts))
