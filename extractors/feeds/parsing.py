"""From the bytes of a feed to its entries, whatever format they come in and however broken they are."""

import re
import warnings
from collections.abc import Iterable
from typing import Any

import feedparser

from domain.feeds import Feed, FeedFormat
from domain.rejects import Rejected, Stage
from extractors.feeds.guarding import MOST_BYTES, is_cut_short, is_too_deep, without_entities
from extractors.feeds.identity import RawEntry, identified
from extractors.feeds.json_feed import parse_json_feed
from extractors.feeds.plain import PlainFeed, parse_plain
from extractors.feeds.sitemap import is_sitemap, parse_sitemap
from extractors.feeds.stated import has_zone, link_of, moment_of_struct, text_of

MOST_ENTRIES = 10_000

_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HTML_PAGE = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def parse_feed(content: bytes, *, url: str | None = None, content_type: str | None = None) -> Feed | Rejected:
    """The feed that `content` holds, with relative links made absolute against `url`.

    Broken XML is salvaged as far as it goes, and `Feed.problems` says so; what is no feed at all is rejected. Entity
    declarations are removed, so that none is ever expanded or fetched.
    """
    refused = _refused(content)
    if refused is not None:
        return refused
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        return parse_json_feed(content, url)
    content, had_entities = without_entities(content)
    problems = ("entity declarations were removed",) if had_entities else ()
    if is_sitemap(content):
        return parse_sitemap(content, url, problems)
    plain = parse_plain(content, url, MOST_ENTRIES) if not had_entities else None
    return _plain_feed(plain, content) if plain else _parse_xml(content, url, content_type, problems)


def _plain_feed(plain: PlainFeed, content: bytes) -> Feed:
    entries, problems = identified(plain.entries[:MOST_ENTRIES])
    cut = (f"only the first {MOST_ENTRIES} entries were taken",) if len(plain.entries) > MOST_ENTRIES else ()
    return Feed(
        format=FeedFormat.RSS,
        title=plain.title,
        home=plain.home,
        language=plain.language,
        entries=entries,
        ttl_seconds=_ttl(plain.ttl, plain.update_period, plain.update_frequency),
        skip_hours=_skip_hours(content),
        skip_days=_skip_days(content),
        hubs=plain.hubs,
        problems=cut + problems,
    )


def _refused(content: bytes) -> Rejected | None:
    if not content.strip():
        return _rejected("the feed is empty")
    if len(content) > MOST_BYTES:
        return _rejected(f"the feed is larger than {MOST_BYTES // 1024 // 1024} MiB")
    if _HTML_PAGE.match(content[:4096]):
        return _rejected("this is an HTML page, not a feed")
    if is_too_deep(content):
        return _rejected("elements nest deeper than in any feed")
    return None


def _rejected(reason: str, detail: str | None = None) -> Rejected:
    return Rejected(stage=Stage.READ, reason=reason, detail=detail)


def _parse_xml(content: bytes, url: str | None, content_type: str | None, problems: tuple[str, ...]) -> Feed | Rejected:
    # Without the feed's address, so that guids stay as written; links are made absolute here.
    headers = {"content-type": content_type or "application/xml"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = feedparser.parse(
                content, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
    except Exception as error:  # noqa: BLE001 -- feedparser lets errors of its SAX and codec layers out
        return _rejected("the feed can't be parsed", f"{type(error).__name__}: {error}")
    if not parsed.get("version") and not parsed.entries:
        return _rejected("this is not a feed", str(parsed.get("bozo_exception", "")) or None)
    if parsed.get("bozo"):
        problems += (f"broken XML was salvaged: {parsed.get('bozo_exception')}",)
    about = parsed.feed
    raw = [_raw_entry(entry, url) for entry in parsed.entries[:MOST_ENTRIES]]
    if len(parsed.entries) > MOST_ENTRIES:
        problems += (f"only the first {MOST_ENTRIES} entries were taken",)
    entries, more = identified(raw)
    return Feed(
        format=_format(parsed.get("version", "")),
        title=text_of(about.get("title")),
        home=link_of(about.get("link"), url),
        language=text_of(about.get("language")),
        entries=entries,
        ttl_seconds=_ttl(about.get("ttl"), about.get("sy_updateperiod"), about.get("sy_updatefrequency")),
        skip_hours=_skip_hours(content),
        skip_days=_skip_days(content),
        moved_to=link_of(about.get("itunes_new-feed-url") or about.get("newlocation"), url),
        hubs=tuple(link["href"] for link in _links(about) if link.get("rel") == "hub" and link.get("href")),
        problems=problems + more,
        is_cut_short=bool(parsed.get("bozo")) and is_cut_short(content),
    )


def _format(version: str) -> FeedFormat:
    if version.startswith("atom"):
        return FeedFormat.ATOM
    return FeedFormat.RDF if version in ("rss10", "rss090") else FeedFormat.RSS


def _raw_entry(entry: Any, url: str | None) -> RawEntry:
    contents = [text_of(part.get("value")) for part in entry.get("content", ()) if isinstance(part, dict)]
    content = max((part for part in contents if part), key=len, default=None)
    summary = text_of(entry.get("summary"))
    source = entry.get("source")
    return RawEntry(
        guid=text_of(entry.get("id")),
        link=_entry_link(entry, url),
        title=text_of(entry.get("title")),
        content=content,
        summary=summary,
        authors=tuple(_authors(entry)),
        published=text_of(entry.get("published")),
        updated=text_of(dict.get(entry, "updated")),  # feedparser's own get falls back on published
        published_at=moment_of_struct(entry.get("published_parsed")) if has_zone(entry.get("published")) else None,
        language=text_of(
            next((part.get("language") for part in entry.get("content", ()) if part.get("language")), None)
        ),
        publisher=text_of(source.get("title")) if isinstance(source, dict) else None,
    )


def _entry_link(entry: Any, url: str | None) -> str | None:
    """The article's own address: never an enclosure's."""
    alternates = [link for link in _links(entry) if link.get("rel", "alternate") == "alternate" and link.get("href")]
    pages = [link for link in alternates if "html" in link.get("type", "text/html")] or alternates
    return link_of(pages[0]["href"] if pages else entry.get("link"), url)


def _links(record: Any) -> list[Any]:
    return [link for link in record.get("links", ()) if isinstance(link, dict)]


def _authors(entry: Any) -> Iterable[str]:
    for author in entry.get("authors", ()):
        name = text_of(author.get("name")) if isinstance(author, dict) else None
        if name:
            yield name


def _ttl(ttl: object, update_period: object, update_frequency: object) -> int | None:
    minutes = text_of(ttl)
    if minutes and minutes.isdigit() and len(minutes) < 7:
        return int(minutes) * 60
    period = _PERIODS.get((text_of(update_period) or "").lower())
    if period is None:
        return None
    frequency = text_of(update_frequency) or "1"
    times = int(frequency) if frequency.isdigit() and len(frequency) < 6 else 1
    return period // max(1, times)


# feedparser drops all but the last <hour> and <day>.
_SKIP_HOURS = re.compile(rb"<skipHours\b[^>]*>(.*?)</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(rb"<skipDays\b[^>]*>(.*?)</skipDays>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*([a-z]+)\s*</day>", re.IGNORECASE)


def _skip_hours(content: bytes) -> tuple[int, ...]:
    found = _SKIP_HOURS.search(content)
    hours = {int(hour) % 24 for hour in _HOUR.findall(found[1]) if int(hour) <= 24} if found else set()
    return tuple(sorted(hours)) if len(hours) < 24 else ()


def _skip_days(content: bytes) -> tuple[int, ...]:
    found = _SKIP_DAYS.search(content)
    names = {name.decode("ascii").lower() for name in _DAY.findall(found[1])} if found else set()
    days = tuple(number for number, name in enumerate(_DAYS) if name in names)
    return days if len(days) < 7 else ()
