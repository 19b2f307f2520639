"""From an article to its fingerprint."""

import re
from datetime import datetime

from domain.documents import Article
from extractors.relations.fingerprint import Fingerprint
from extractors.relations.keys import lookup_keys
from extractors.relations.offices import office_names
from extractors.relations.parts import round_up_parts
from extractors.relations.shingles import quoted_words, sampled_shingles, text_hash
from extractors.relations.terms import article_terms
from extractors.relations.words import fold, tokens

_HOST = re.compile(r"^(?:https?://)?(?:[^/@]*@)?(?P<host>[^/:?#\s]+\.[^/:?#\s]+)", re.IGNORECASE)
_AROUND_NAME = re.compile(r"^(?:www|m|mobile|amp|edition|en)\.|(?:\.[a-z]{2,4}){1,2}$")


def fingerprint(article: Article, *, seen_at: datetime | None = None) -> Fingerprint:
    """The fingerprint of one version of an article; `seen_at` (aware) is when it was first fetched, if known."""
    title = [word for word in tokens(article.title or "") if not word.is_mark]
    words, inside = quoted_words(tokens(article.text))
    kept, quoted = sampled_shingles(words, inside)
    terms = article_terms(title, words)
    whole = text_hash(words)
    published = article.published
    return Fingerprint(
        version_id=article.version_id,
        article_id=article.article_id,
        canonical_url=article.canonical_url,
        language=article.language,
        publishers=_outlets(article.publisher, article.canonical_url or article.url),
        credits=_outlets(article.original_source, *article.agencies),
        trailer=next(iter(_outlets(article.original_source)), None),
        published_from=published.interval.first if published.interval else None,
        published_to=published.interval.last if published.interval else None,
        published_at=published.moment,
        seen_at=seen_at,
        title=article.title,
        words=len(words),
        text_hash=whole,
        shingles=kept,
        quoted=quoted,
        terms=terms,
        parts=round_up_parts(article.title, article.text),
        keys=lookup_keys(article.canonical_url, whole, kept, terms),
        offices=office_names([*title, *words]),
    )


def _outlets(*names: str | None) -> tuple[str, ...]:
    """Names and hosts of outlets so that they can be compared: "https://www.luzonwire.example/a" -> "luzonwire"."""
    return tuple(dict.fromkeys(squashed for name in names if name and (squashed := _squashed(name))))


def _squashed(name: str) -> str:
    match = _HOST.match(name.strip())
    plain = fold(match["host"] if match else name)
    for _ in range(2 if match else 0):
        plain = _AROUND_NAME.sub("", plain)
    return re.sub(r"[\W_]+", "", plain)
