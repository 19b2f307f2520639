"""What later articles must know of an earlier one: its fingerprint, and whose word it counts as."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from domain.documents import Article
from domain.records import KeyedRecord
from domain.relations import COPY_KINDS, Relation
from extractors.relations import Fingerprint

_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whose word an article version counts as when reports are merged."""

    family: str  # article at the root of its copies and derivatives
    publisher: str  # the independent publisher that it counts for
    story_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenArticle:
    """An article version as storage keeps it for later ones."""

    fingerprint: Fingerprint
    standing: Standing

    def to_record(self) -> KeyedRecord:
        """Standing first, after its length; then the fingerprint as relations pack it."""
        head = json.dumps(asdict(self.standing)).encode()
        payload = len(head).to_bytes(_LENGTH_BYTES) + head + self.fingerprint.to_record()
        keys = tuple(str(key) for key in self.fingerprint.keys)
        return KeyedRecord(record_id=self.fingerprint.version_id, payload=payload, keys=keys)

    @classmethod
    def from_record(cls, record: KeyedRecord) -> "SeenArticle | None":
        """What `to_record` packed; None where another version of the program packed it otherwise.

        Such a record is made anew when its document is coded anew (`eventwire recode`); until then later articles can't
        be related to it.
        """
        start = _LENGTH_BYTES + int.from_bytes(record.payload[:_LENGTH_BYTES])
        try:
            standing = Standing(**json.loads(record.payload[_LENGTH_BYTES:start]))
            return cls(fingerprint=Fingerprint.from_record(record.payload[start:]), standing=standing)
        except (TypeError, ValueError, KeyError):
            return None


def standing_of(
    article: Article, relations: tuple[Relation, ...], earlier: Mapping[str, Standing], story_id: str | None
) -> Standing:
    """A copy or derivative, and a new version, count for the publisher of what they repeat; others for their own."""
    for relation in relations:  # closest first
        known = earlier.get(relation.to_version)
        if known is not None and (relation.kind in COPY_KINDS or _same_address(relation)):
            return Standing(family=known.family, publisher=known.publisher, story_id=story_id)
    return Standing(family=article.article_id, publisher=publisher_of(article), story_id=story_id)


def _same_address(relation: Relation) -> bool:
    return relation.kind not in COPY_KINDS


def publisher_of(article: Article) -> str:
    """The publisher by name, by the source it credits, or by host; an article without any stands for itself."""
    host = urlsplit(article.canonical_url or article.url or "").hostname
    return article.publisher or article.original_source or (host or "").removeprefix("www.") or article.article_id
