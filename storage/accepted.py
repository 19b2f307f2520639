"""Which coded articles of a batch are news to the database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.coded import CodedArticle
from storage.database import Connection
from storage.frames import stage_ids

_STORED = """
SELECT versions.version_id, published_from IS NOT NULL OR published_to IS NOT NULL,
    arrivals.extractor_version, arrivals.ontology_version
FROM versions JOIN arrivals ON arrivals.version_id = versions.version_id
WHERE superseded_at IS NULL AND versions.version_id IN (SELECT id FROM asked)
"""
_EVER = "SELECT DISTINCT version_id FROM versions WHERE version_id IN (SELECT id FROM asked)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The coded articles to record, and what is known of them."""

    coded: tuple[CodedArticle, ...]  # each version once
    seen_before: tuple[str, ...]  # those of their version_ids that have, or had, rows
    known: int  # articles left out, since the same code has recorded their versions


@dataclass(slots=True)
class _Stored:
    dated: bool
    read_by: set[tuple[str, str]]  # extractor and ontology versions


def accept(connection: Connection, coded: Iterable[CodedArticle], *, anew: bool = False) -> Accepted:
    """Each version once, without those that the same code has recorded (with `anew`, these too).

    A reading that gives a publication date wins over one that has none, be that stored or in this batch; otherwise the
    first one stays.
    """
    chosen: dict[str, CodedArticle] = {}
    total = 0
    for each in coded:
        total += 1
        rival = chosen.get(each.article.version_id)
        if rival is None or (_dated(each) and not _dated(rival)):
            chosen[each.article.version_id] = each
    stored = _stored(connection, tuple(chosen))
    news = tuple(each for each in chosen.values() if anew or _is_news(each, stored))
    stage_ids(connection, "asked", (each.article.version_id for each in news))
    ever = tuple(row[0] for row in connection.execute(_EVER).fetchall())
    return Accepted(coded=news, seen_before=ever, known=total - len(news))


def _dated(coded: CodedArticle) -> bool:
    return coded.article.published.interval is not None


def _stored(connection: Connection, versions: Sequence[str]) -> Mapping[str, _Stored]:
    stage_ids(connection, "asked", versions)
    found: dict[str, _Stored] = defaultdict(lambda: _Stored(dated=False, read_by=set()))
    for version, dated, extractor, ontology in connection.execute(_STORED).fetchall():
        found[version].dated = dated
        found[version].read_by.add((extractor, ontology))
    return found


def _is_news(coded: CodedArticle, stored: Mapping[str, _Stored]) -> bool:
    there = stored.get(coded.article.version_id)
    if there is None or (coded.extractor_version, coded.ontology_version) not in there.read_by:
        return True
    return _dated(coded) and not there.dated
