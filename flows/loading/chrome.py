"""Chrome that one source repeats: learned from what is stored, cut from new articles, and from earlier ones again.

Lines are counted as articles were read, before anything was cut, and copies of other articles are left out. What is to
be cleaned again follows from the tables alone, so a run that was killed leaves it to the next one.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from domain.coded import CodedArticle
from domain.documents import Article, FurnitureKind
from domain.relations import COPY_KINDS
from extractors.reading.repeated import FEWEST_ARTICLES, learned_chrome, line_keys, without_learned
from flows.loading.outcomes import Outcome
from storage import Connection, LoadedBatch
from storage.source_lines import SourceLine, arrivals_with_uncut, line_counts, save_lines, sources_with_lines

Learned = Mapping[str, frozenset[str]]  # by source


def source_of(article: Article, source_id: str | None) -> str | None:
    """Whose pages the article's lines are counted with; None for text that came from nowhere in particular."""
    host = urlsplit(article.canonical_url or article.url or "").hostname
    return source_id or (host.removeprefix("www.") if host else None)


def all_learned(connection: Connection) -> Learned:
    """The lines that each source is known to repeat."""
    sources = sources_with_lines(connection, fewest=FEWEST_ARTICLES)
    found = line_counts(connection, sources, fewest=FEWEST_ARTICLES)
    return {source: learned_chrome(each.counts, each.articles) for source, each in found.items()}


def cleaned(article: Article, source_id: str | None, learned: Learned) -> Article:
    """The article without what its source repeats."""
    source = source_of(article, source_id)
    return without_learned(article, learned[source]) if source is not None and source in learned else article


def remember(connection: Connection, outcomes: Sequence[Outcome], loaded: LoadedBatch, learned: Learned) -> None:
    """Records the lines of a batch's articles, in the transaction that records the articles."""
    copies = {each.from_version for each in loaded.relations or () if each.kind in COPY_KINDS}
    arrivals = {id(each): given.arrival.arrival_id for each, given in zip(outcomes, loaded.inputs, strict=True)}
    lines: list[SourceLine] = []
    for each in outcomes:
        if isinstance(each.result, CodedArticle) and each.result.article.version_id not in copies:
            article = each.result.article
            source = source_of(article, each.found.source_id)
            if source is not None:
                lines += _lines(article, source, arrivals[id(each)], learned.get(source, frozenset()))
    save_lines(connection, lines)


def _lines(article: Article, source: str, arrival_id: str, chrome: frozenset[str]) -> list[SourceLine]:
    cut = [piece.text for piece in article.furniture if piece.kind is FurnitureKind.LEARNED]
    keys = dict.fromkeys(line_keys(article.text), False) | {key: True for text in cut for key in line_keys(text)}
    # What is chrome but still stands (a text of nothing else is left whole) is not to be tried for ever.
    return [
        SourceLine(
            source_key=source,
            line_key=key,
            article_id=article.article_id,
            arrival_id=arrival_id,
            cut=is_cut or key in chrome,
        )
        for key, is_cut in keys.items()
    ]


def to_be_cleaned(connection: Connection) -> tuple[tuple[str, str, str | None, str | None], ...]:
    """Arrivals whose articles hold lines that have turned out to be chrome since they were read."""
    pairs = [(source, line) for source, lines in sorted(all_learned(connection).items()) for line in sorted(lines)]
    return arrivals_with_uncut(connection, pairs) if pairs else ()
