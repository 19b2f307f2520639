"""Relating a batch's articles to each other and to stored ones, and putting them into stories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.documents import Article
from domain.records import KeyedRecord
from domain.relations import COPY_KINDS, Relation, StoryAssignment
from extractors.relations import Fingerprint, MemoryArticleIndex, fingerprint, relate
from extractors.stories import MemoryStoryIndex, StoryState, TermStatistics, assign_story
from extractors.stories.index import lookup_terms
from extractors.stories.vectors import vector
from flows.loading.standing import SeenArticle, Standing, standing_of
from flows.loading.stored import TERM_STATISTICS, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """How a batch's articles stand to all earlier ones."""

    relations: tuple[Relation, ...]
    stories: tuple[StoryAssignment, ...]
    standings: Mapping[str, Standing]  # by version_id
    seen: tuple[KeyedRecord, ...]  # what is to be stored of the batch's articles
    story_states: tuple[KeyedRecord, ...]  # stories founded or changed

    @property
    def copies(self) -> frozenset[str]:
        """Versions that copy or derive from another article."""
        return frozenset(relation.from_version for relation in self.relations if relation.kind in COPY_KINDS)


def related_articles(articles: Sequence[Article], stored: Stored) -> Related:
    """Relations and stories of articles in the order given, each version once.

    A version that is stored already, and is read anew, is related to those that came before it, as it was then.
    """
    versions = {article.version_id: article for article in articles}
    prints = {version: fingerprint(article) for version, article in versions.items()}
    records = stored.articles(_keys(prints.values()))
    earlier = [known for record in records if (known := SeenArticle.from_record(record)) is not None]
    texts = _texts(earlier, prints.values(), stored)
    index, stories = _index(earlier, texts), _stories(earlier, prints.values(), stored)
    standings = {each.fingerprint.version_id: each.standing for each in earlier}
    places = {each.fingerprint.version_id: place for place, each in enumerate(earlier)}
    relations: list[Relation] = []
    pins = stored.story_pins()
    assignments: list[StoryAssignment] = []
    for version, article in versions.items():
        past = _index(earlier[: places[version]], texts) if version in places else index
        found = relate(prints[version], past, article.text)
        assigned = assign_story(prints[version], stories, relations=found, pins=pins)
        standings[version] = standing_of(article, found, standings, assigned[0].story_id if assigned else None)
        index.add(prints[version], article.text)
        relations.extend(found)
        assignments.extend(assigned)
    seen = (SeenArticle(fingerprint=prints[version], standing=standings[version]) for version in versions)
    return Related(
        relations=tuple(relations),
        stories=tuple(assignments),
        standings={version: standings[version] for version in versions},
        seen=(*(each.to_record() for each in seen), _statistics_record(stories)),
        story_states=tuple(_story_record(state) for state in stories.changed),
    )


def _index(earlier: Iterable[SeenArticle], texts: Mapping[str, str]) -> MemoryArticleIndex:
    index = MemoryArticleIndex()
    index.load((each.fingerprint for each in earlier), texts.items())
    return index


def _stories(earlier: Iterable[SeenArticle], prints: Iterable[Fingerprint], stored: Stored) -> MemoryStoryIndex:
    """The stored stories that the articles may belong to: by their terms, and by the articles that they relate to."""
    known = stored.term_statistics()
    statistics = TermStatistics.from_record(known) if known else TermStatistics()
    index = MemoryStoryIndex(statistics)
    by_terms = stored.stories(lookup_terms(vector(print_, statistics) for print_ in prints))
    of_earlier = stored.stories_by_id([each.standing.story_id for each in earlier if each.standing.story_id])
    records = {record.record_id: record for record in (*of_earlier, *by_terms)}
    index.load(StoryState.from_record(record.payload) for record in records.values())
    return index


def _statistics_record(stories: MemoryStoryIndex) -> KeyedRecord:
    return KeyedRecord(record_id=TERM_STATISTICS, payload=stories.statistics.to_record(), keys=())


def _story_record(state: StoryState) -> KeyedRecord:
    return KeyedRecord(record_id=state.story_id, payload=state.to_record(), keys=state.keys)


def _keys(prints: Iterable[Fingerprint]) -> list[str]:
    return sorted({str(key) for print_ in prints for key in print_.keys})


def _texts(earlier: Iterable[SeenArticle], prints: Iterable[Fingerprint], stored: Stored) -> Mapping[str, str]:
    """Texts of the stored versions that new ones may replace."""
    addresses = {print_.canonical_url for print_ in prints if print_.canonical_url}
    wanted = [each.fingerprint.version_id for each in earlier if each.fingerprint.canonical_url in addresses]
    return stored.texts(wanted) if wanted else {}
