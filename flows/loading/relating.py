"""Relating a batch's articles to each other and to stored ones, and putting them into stories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.documents import Article
from domain.records import KeyedRecord
from domain.relations import COPY_KINDS, Relation, StoryAssignment
from extractors.relations import Fingerprint, fingerprint
from extractors.relations.index import MemoryArticleIndex
from extractors.relations.relating import relate
from flows.loading.standing import SeenArticle, Standing, standing_of
from flows.loading.stored import Stored


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
    earlier = [SeenArticle.from_record(record) for record in stored.articles(_keys(prints.values()))]
    texts = _texts(earlier, prints.values(), stored)
    index = _index(earlier, texts)
    standings = {each.fingerprint.version_id: each.standing for each in earlier}
    places = {each.fingerprint.version_id: place for place, each in enumerate(earlier)}
    relations: list[Relation] = []
    for version, article in versions.items():
        past = _index(earlier[: places[version]], texts) if version in places else index
        found = relate(prints[version], past, article.text)
        standings[version] = standing_of(article, found, standings, None)
        index.add(prints[version], article.text)
        relations.extend(found)
    seen = (SeenArticle(fingerprint=prints[version], standing=standings[version]) for version in versions)
    return Related(
        relations=tuple(relations),
        stories=(),
        standings={version: standings[version] for version in versions},
        seen=tuple(each.to_record() for each in seen),
        story_states=(),
    )


def _index(earlier: Iterable[SeenArticle], texts: Mapping[str, str]) -> MemoryArticleIndex:
    index = MemoryArticleIndex()
    index.load((each.fingerprint for each in earlier), texts.items())
    return index


def _keys(prints: Iterable[Fingerprint]) -> list[str]:
    return sorted({str(key) for print_ in prints for key in print_.keys})


def _texts(earlier: Iterable[SeenArticle], prints: Iterable[Fingerprint], stored: Stored) -> Mapping[str, str]:
    """Texts of the stored versions that new ones may replace."""
    addresses = {print_.canonical_url for print_ in prints if print_.canonical_url}
    wanted = [each.fingerprint.version_id for each in earlier if each.fingerprint.canonical_url in addresses]
    return stored.texts(wanted) if wanted else {}
