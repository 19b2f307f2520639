"""Looking up earlier articles by key: what relations ask of a store, and a store in memory."""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from typing import Protocol

from extractors.relations.fingerprint import Fingerprint
from extractors.relations.keys import is_pair, is_shingle, pairs_among

_FIRST_HOLDERS = 16  # of a key, that are remembered for good: the likely origins of what is copied often
_LEAST_SHARED = 2  # shingle keys that make a candidate: one is a matter of chance
_LEAST_PAIRS = 2  # of telling terms: three terms in common make three pairs, two make one
_ALWAYS = 1_000  # what an address or a whole text counts, in shingle keys
_MOST_BY_TEXT = 12  # candidates
_MOST_BY_TERMS = 8
_FRESH = 3_000  # fingerprints that are held unpacked
_LAST_HOLDERS = 16  # and those that were added last: news is mostly copied while it is new


class ArticleIndex(Protocol):
    """Earlier articles, in the order in which they came."""

    def candidates(self, keys: Sequence[int]) -> Iterable[Fingerprint]:
        """Earlier articles that have any of the keys, the most promising ones."""

    def add(self, fingerprint: Fingerprint) -> None:
        """Take an article in; a version that is already there changes nothing."""

    def text_of(self, version_id: str) -> str | None:
        """The cleaned text of a version, to compare it with another of the same address; None where not at hand."""


class MemoryArticleIndex:
    """An `ArticleIndex` in memory; with `load`, the part of a stored one that a batch of articles needs.

    A key remembers the 16 articles that had it first and the 16 that had it last, so that cost per article stays the
    same however many there are. Of the candidates, those with the most text and the most terms in common are given.
    """

    def __init__(self) -> None:
        self._versions: list[str] = []  # in the order in which they came
        self._places: dict[str, int] = {}
        self._fresh: OrderedDict[int, Fingerprint] = OrderedDict()  # by place, least recently used first
        self._packed: dict[int, bytes] = {}  # by place: those that are not fresh
        self._first: dict[int, list[int]] = {}  # places by key
        self._last: dict[int, list[int]] = {}
        self._texts: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._versions)

    def candidates(self, keys: Sequence[int]) -> list[Fingerprint]:
        """Those with the most text and those with the most terms in common, in the order in which they came."""
        known = [key for key in keys if key in self._first]
        others = [key for key in known if not is_pair(key)]
        by_terms, by_text = self._holders(pairs_among(known)), self._holders(others)
        certain = self._holders([key for key in others if not is_shingle(key)])  # of the same address or whole text
        for place, number in certain.items():
            by_text[place] += _ALWAYS * number
        chosen = {*_best(by_text, _LEAST_SHARED, _MOST_BY_TEXT), *_best(by_terms, _LEAST_PAIRS, _MOST_BY_TERMS)}
        return [self._fingerprint(place) for place in sorted(chosen)]

    def _holders(self, keys: Iterable[int]) -> Counter[int]:
        """How many of the keys, which are known, the articles at each place have."""
        found: list[int] = []
        for key in keys:
            found += self._first[key]
            if key in self._last:
                found += self._last[key]
        return Counter(found)

    def add(self, fingerprint: Fingerprint, text: str | None = None) -> None:
        """Take an article in, with its text where later versions of it may come."""
        version = fingerprint.version_id
        if version in self._places:
            return
        place = self._places[version] = len(self._versions)
        self._versions.append(version)
        self._keep(place, fingerprint)
        if text is not None:
            self._texts[version] = text
        holders = self._first
        for key in fingerprint.keys:
            first = holders.get(key)
            if first is None:
                holders[key] = [place]
            elif len(first) < _FIRST_HOLDERS:
                first.append(place)
            else:
                last = self._last.setdefault(key, [])
                last.append(place)
                del last[:-_LAST_HOLDERS]

    def load(self, fingerprints: Iterable[Fingerprint], texts: Iterable[tuple[str, str]] = ()) -> None:
        """Take stored articles in, in the order in which they came."""
        for fingerprint in fingerprints:
            self.add(fingerprint)
        self._texts.update(texts)

    def text_of(self, version_id: str) -> str | None:
        """The text given with the version."""
        return self._texts.get(version_id)

    def _fingerprint(self, place: int) -> Fingerprint:
        found = self._fresh.get(place)
        if found is not None:
            self._fresh.move_to_end(place)
            return found
        found = Fingerprint.unpacked(self._packed.pop(place))
        self._keep(place, found)
        return found

    def _keep(self, place: int, fingerprint: Fingerprint) -> None:
        """Hold a fingerprint as it is, and the one that was not asked for longest as bytes."""
        self._fresh[place] = fingerprint
        if len(self._fresh) > _FRESH:
            oldest, stale = self._fresh.popitem(last=False)
            self._packed[oldest] = stale.packed()


def weight_of(key: int) -> int:
    """What it counts that an earlier article has a key, beside others of its kind."""
    return 1 if is_shingle(key) or is_pair(key) else _ALWAYS


def _best(shared: Counter[int], least: int, most: int) -> list[int]:
    """The places with the highest counts, later ones first among equals."""
    enough = [place for place, number in shared.items() if number >= least]
    return sorted(enough, key=lambda place: (-shared[place], -place))[:most]
