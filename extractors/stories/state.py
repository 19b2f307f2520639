"""The state of a story: what later articles are compared with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import fsum, sqrt
from typing import TYPE_CHECKING

from domain.identifiers import content_id
from extractors.relations.fingerprint import Fingerprint
from extractors.stories.story_records import UNITS, MemberRow, StoredStory, packed_record, unpacked_record
from extractors.stories.vectors import Vector, is_figure, telling_words, unit

_COMPARED = 24  # members that later articles are compared with: the founder and the latest ones
_KEYS = 16  # heaviest terms of a story by which articles find it


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An article in a story."""

    version_id: str
    article_id: str
    published: date | None  # first day of its publication date; None where unknown
    terms: Vector  # of length 1; empty for a member that is no longer compared, and for copies
    names: frozenset[str] = frozenset()  # those of the terms that are names


@dataclass(frozen=True, kw_only=True)
class StoryState:
    """A story and its members, in the order in which they joined."""

    story_id: str  # from the version that founded it
    members: tuple[Member, ...]
    closed: bool = False  # a round-up's own story: no article joins it by likeness

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """The members of a story that was read back, when first asked for: articles come near few stories."""
            stored: StoredStory | None = self.__dict__.get("_stored")
            if name == "members" and stored is not None:
                self.__dict__["members"] = found = tuple(_member(row) for row in stored.members())
                return found
            raise AttributeError(f"a story has no {name}")

    @cached_property
    def version_ids(self) -> tuple[str, ...]:
        """The members' versions."""
        return tuple(member.version_id for member in self.members)

    @cached_property
    def compared(self) -> tuple[Member, ...]:
        """The members that have terms."""
        return tuple(self.members[place] for place in self._compared_places)

    @cached_property
    def _compared_places(self) -> tuple[int, ...]:
        return tuple(place for place, member in enumerate(self.members) if member.terms)

    @cached_property
    def total(self) -> Mapping[str, int]:
        """The compared members' weights added up, in ten-thousandths: whole numbers, whatever order they came in."""
        stored: StoredStory | None = self.__dict__.get("_stored")
        return stored.total if stored else _changed_total({}, [member.terms for member in self.compared], ())

    @cached_property
    def length(self) -> float:
        """The length of the total as a vector."""
        return sqrt(sum([weight * weight for weight in self.total.values()])) or 1.0

    @cached_property
    def matter(self) -> dict[str, float]:
        """The total without names and figures: what happened, not to whom; of length 1."""
        names = self._names
        return unit({stem: weight for stem, weight in self.total.items() if stem not in names and not is_figure(stem)})

    @cached_property
    def named(self) -> dict[str, float]:
        """The names of the total, of length 1."""
        names = self._names
        return unit({stem: weight for stem, weight in self.total.items() if stem in names})

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset[str]().union(*(member.names for member in self.compared))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The heaviest words, by which articles find the story; none for a closed one."""
        if self.closed:
            return ()
        return tuple(telling_words(self.total, _KEYS))

    def likeness(self, terms: Vector) -> float:
        """How alike a vector of length 1 and the mean of the compared members are, 0 to 1."""
        total = self.total
        # Summed exactly, since the order of a set is not the same in every process.
        return fsum([terms[stem] * total[stem] for stem in terms.keys() & total.keys()]) / self.length

    def with_member(self, member: Member) -> "StoryState":
        """The story with one more member; of many, the oldest but the founder are no longer compared."""
        members, places = [*self.members, member], [*self._compared_places]
        if member.terms:
            places.append(len(self.members))
        stale = places[1 : len(places) - _COMPARED + 1]
        total = self.total
        if member.terms:
            total = _changed_total(total, [member.terms], [members[place].terms for place in stale])
        for place in stale:
            members[place] = _forgotten(members[place])
        story = StoryState(story_id=self.story_id, members=tuple(members), closed=self.closed)
        # What is worked out from all members is cheaper to carry on than to work out anew.
        story.__dict__.update(total=total, _compared_places=tuple(each for each in places if each not in stale))
        return story

    def without(self, version_ids: Iterable[str]) -> "StoryState":
        """The story without some of its members; it may have none left."""
        gone = set(version_ids)
        left = tuple(member for member in self.members if member.version_id not in gone)
        return StoryState(story_id=self.story_id, members=left, closed=self.closed)

    def to_record(self) -> bytes:
        """The story as bytes, to be stored."""
        rows = [_row(member) for member in self.members]
        return packed_record(self.story_id, closed=self.closed, keys=self.keys, members=rows)

    @classmethod
    def from_record(cls, record: bytes) -> "StoryState":
        """The story that `to_record` stored; StorageError where the record has another format."""
        stored = unpacked_record(record)
        found = cls.__new__(cls)
        found.__dict__.update(
            story_id=stored.story_id, closed=stored.closed, version_ids=stored.version_ids, _stored=stored
        )
        if stored.keys is not None:
            found.__dict__["keys"] = stored.keys
        return found


def member(fingerprint: Fingerprint, terms: Vector) -> Member:
    """An article as a member; its weights are rounded so that a stored story equals the one in memory."""
    return Member(
        version_id=fingerprint.version_id,
        article_id=fingerprint.article_id,
        published=fingerprint.published_from,
        terms={stem: round(weight * UNITS) / UNITS for stem, weight in terms.items()},
        names=frozenset(term.stem for term in fingerprint.terms if term.is_name and term.stem in terms),
    )


def founded(first: Member, *, closed: bool = False) -> StoryState:
    """A new story, named after its first member."""
    return StoryState(story_id=content_id("story", first.version_id), members=(first,), closed=closed)


def _changed_total(total: Mapping[str, int], added: Sequence[Vector], gone: Sequence[Vector]) -> dict[str, int]:
    found = dict(total)
    for vectors, sign in ((added, UNITS), (gone, -UNITS)):
        for terms in vectors:
            for stem, weight in terms.items():
                found[stem] = found.get(stem, 0) + round(weight * sign)
    return {stem: weight for stem, weight in found.items() if weight} if gone else found


def _forgotten(member: Member) -> Member:
    return Member(version_id=member.version_id, article_id=member.article_id, published=member.published, terms={})


def _row(member: Member) -> MemberRow:
    day = member.published.isoformat() if member.published else None
    weights = {stem: round(weight * UNITS) for stem, weight in member.terms.items()}
    return member.version_id, member.article_id, day, weights, sorted(member.names)


def _member(row: MemberRow) -> Member:
    version_id, article_id, day, weights, names = row
    return Member(
        version_id=version_id,
        article_id=article_id,
        published=date.fromisoformat(day) if day else None,
        terms={stem: weight / UNITS for stem, weight in weights.items()},
        names=frozenset(names),
    )
