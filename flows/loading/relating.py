"""Relating a batch's articles to each other and to stored ones, and putting them into stories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.documents import Article
from domain.records import KeyedRecord
from domain.relations import COPY_KINDS, Relation, StoryAssignment
from extractors.relations import Fingerprint, MemoryArticleIndex, fingerprint, relate
from extractors.relations.index import weight_of
from extractors.relations.keys import is_pair
from extractors.stories import MemoryStoryIndex, StoryState, TermStatistics, assign_story
from extractors.stories.index import lookup_terms
from extractors.stories.vectors import vector
from flows.loading.standing import SeenArticle, Standing, standing_of
from flows.loading.stored import TERM_STATISTICS, Stored
from flows.loading.uncollected import uncollected
from storage.likely_records import AskedKey

# Of what is stored, for each article: as many as the indexes look at, and some more for what the batch itself changes.
_MOST_ARTICLES = {"text": 16, "terms": 12}  # by the ground on which they are looked up
_LEAST_KEYS = 2  # in common with an article, below which the index passes it over
_MOST_STORIES = 12


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


@uncollected()
def related_articles(articles: Sequence[Article], stored: Stored) -> Related:
    """Relations and stories of articles in the order given, each version once.

    A version that is stored already, and is read anew, is related to those that came before it, as it was then.
    """
    versions = {article.version_id: article for article in articles}
    prints = {version: fingerprint(article) for version, article in versions.items()}
    records = stored.articles(_asked_keys(prints.values()), most=_MOST_ARTICLES, least=_LEAST_KEYS)
    earlier = [known for record in records if (known := SeenArticle.from_record(record)) is not None]
    found = _relations(versions, prints, earlier, _texts(earlier, prints.values(), stored))
    standings = {each.fingerprint.version_id: each.standing for each in earlier}
    wanted = {*versions, *(relation.to_version for relations in found.values() for relation in relations)}
    pins = stored.story_pins()
    known_stories = {standings[version].story_id for version in wanted if version in standings}
    known_stories.update(story for version in wanted for story in pins.stories_of(version))
    stories = _stories(prints.values(), sorted(story for story in known_stories if story), stored)
    assignments: list[StoryAssignment] = []
    places = _places([version for version in versions if version in standings], stored)
    for version, article in versions.items():
        has_place = bool(stories.stories_of(version))
        assigned = assign_story(prints[version], stories, relations=found[version], pins=pins, text=article.text)
        if has_place:  # with the reason that was given for it
            assigned = tuple(places.get((version, each.story_id), each) for each in assigned)
        story_id = assigned[0].story_id if assigned else None
        standings[version] = standing_of(article, found[version], standings, story_id)
        assignments.extend(assigned)
    seen = (SeenArticle(fingerprint=prints[version], standing=standings[version]) for version in versions)
    return Related(
        relations=tuple(relation for version in versions for relation in found[version]),
        stories=tuple(assignments),
        standings={version: standings[version] for version in versions},
        seen=(*(each.to_record() for each in seen), _statistics_record(stories)),
        story_states=tuple(_story_record(state) for state in stories.changed),
    )


def _relations(
    versions: Mapping[str, Article],
    prints: Mapping[str, Fingerprint],
    earlier: Sequence[SeenArticle],
    texts: Mapping[str, str],
) -> dict[str, tuple[Relation, ...]]:
    """Each version's relations to those before it, by version_id."""
    index = _index(earlier, texts)
    places = {each.fingerprint.version_id: place for place, each in enumerate(earlier)}
    found: dict[str, tuple[Relation, ...]] = {}
    for version, article in versions.items():
        past = _index(earlier[: places[version]], texts) if version in places else index
        found[version] = relate(prints[version], past, article.text)
        index.add(prints[version], article.text)
    return found


def _places(versions: Sequence[str], stored: Stored) -> Mapping[tuple[str, str], StoryAssignment]:
    """Places in stories that versions were given earlier, by version and story."""
    return {(each.version_id, each.story_id): each for each in stored.story_places(versions)}


def _index(earlier: Iterable[SeenArticle], texts: Mapping[str, str]) -> MemoryArticleIndex:
    index = MemoryArticleIndex()
    index.load((each.fingerprint for each in earlier), texts.items())
    return index


def _stories(prints: Iterable[Fingerprint], story_ids: Sequence[str], stored: Stored) -> MemoryStoryIndex:
    """The stored stories that the articles may belong to: those with such ids, and the likeliest by their terms."""
    known = stored.term_statistics()
    statistics = TermStatistics.from_record(known) if known else TermStatistics()
    index = MemoryStoryIndex(statistics)
    by_terms = stored.stories(_asked_terms(prints, statistics), most=_MOST_STORIES)
    records = {record.record_id: record for record in (*stored.stories_by_id(story_ids), *by_terms)}
    index.load(StoryState.from_record(record.payload) for record in records.values())
    return index


def _statistics_record(stories: MemoryStoryIndex) -> KeyedRecord:
    return KeyedRecord(record_id=TERM_STATISTICS, payload=stories.statistics.to_record(), keys=())


def _story_record(state: StoryState) -> KeyedRecord:
    return KeyedRecord(record_id=state.story_id, payload=state.to_record(), keys=state.keys)


def _asked_keys(prints: Iterable[Fingerprint]) -> Iterator[AskedKey]:
    """By text and address, and apart from these by telling words: as the index weighs them."""
    for print_ in prints:
        for key in print_.keys:
            ground = "terms" if is_pair(key) else "text"
            yield AskedKey(asker=print_.version_id, ground=ground, key=str(key), weight=weight_of(key))


def _asked_terms(prints: Iterable[Fingerprint], statistics: TermStatistics) -> Iterator[AskedKey]:
    """By the heaviest terms of each article, and of each item of a round-up."""
    for print_ in prints:
        terms = vector(print_, statistics)
        parts = [{stem: terms[stem] for stem in part if stem in terms} for part in print_.parts]
        for number, asking in enumerate((terms, *parts)):
            for stem in lookup_terms(asking):
                yield AskedKey(asker=print_.version_id, ground=str(number), key=stem, weight=asking[stem])


def _texts(earlier: Iterable[SeenArticle], prints: Iterable[Fingerprint], stored: Stored) -> Mapping[str, str]:
    """Texts of the stored versions that new ones may replace."""
    addresses = {print_.canonical_url for print_ in prints if print_.canonical_url}
    wanted = [each.fingerprint.version_id for each in earlier if each.fingerprint.canonical_url in addresses]
    return stored.texts(wanted) if wanted else {}
