"""What comes in: raw documents, the articles read from them, and their versions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.identifiers import content_hash
from domain.intervals import DayInterval
from domain.spans import Blank, Span


class MediaType(StrEnum):
    """The shapes of raw documents that can be read."""

    TEXT = "text/plain"
    HTML = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHints:
    """What the carrier of a document (feed item, JSON line, file list) says of it; every field may be unknown."""

    title: str | None = None
    published: str | None = None  # as the carrier writes it, unparsed
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    carrier: str | None = None  # "feed", "sitemap", "json", "csv", ...: names the rule of a date from `published`


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """Fetched or given bytes, as they came."""

    content: bytes
    media_type: MediaType
    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()  # HTTP response headers, names in lower case
    hints: DocumentHints = DocumentHints()
    origin: str | None = None  # where it was read: a file path or feed; for people, never part of an id
    fetched_at: datetime | None = None  # aware, UTC; None for files

    def __post_init__(self) -> None:
        if self.fetched_at is not None and self.fetched_at.tzinfo is None:
            raise ValueError("fetched_at wants a time zone")

    @property
    def raw_id(self) -> str:
        """SHA-256 of the content."""
        return content_hash(self.content)


class FurnitureKind(StrEnum):
    """What is cut from, or kept apart from, the body."""

    HEADER_DATE = "header_date"  # "date 2024-11-21" glued to the first sentence, or a line of its own
    HEADER = "header"  # section, print and site lines above the text
    TITLE = "title"  # the headline repeated in the text
    BYLINE = "byline"
    DATELINE = "dateline"  # kept in the body, but named so that dates and places can use it
    CAPTION = "caption"
    CREDIT = "credit"
    TRAILER = "trailer"  # "Original Source: ..." and "Source: ..."
    CHROME = "chrome"  # share and newsletter lines, navigation, comment forms
    COPYRIGHT = "copyright"
    LEARNED = "learned"  # chrome that one source repeats across its articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A piece of the document that is not body text (or a dateline, which is), with the rule that knew it."""

    kind: FurnitureKind
    text: str
    rule: str


class DateRule(StrEnum):
    """Where a publication date stands in a document."""

    JSON_LD = "json_ld"
    META = "meta"
    TIME_ELEMENT = "time_element"
    FEED = "feed"
    SITEMAP = "sitemap"
    RECORD = "record"  # the `published` field of a JSON line or CSV row
    HTTP_HEADER = "http_header"
    URL = "url"
    HEADER_LINE = "header_line"
    DATELINE = "dateline"
    BYLINE = "byline"
    BODY = "body"
    ARCHIVE = "archive"
    INHERITED = "inherited"  # from the dated original of a derivative; never shown as the article's own


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """One statement of when the article was published, accepted or not."""

    rule: DateRule
    quote: str  # the words or attribute value that say so
    interval: DayInterval | None  # None where the quote could not be read as a date
    moment: datetime | None = None  # aware; where a time with zone is stated
    refused: str | None = None  # why it was not taken; None for the one that was


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFinding:
    """When an article was published, with its evidence and its rivals."""

    interval: DayInterval | None  # None: nothing in the document says so, or what says so conflicts (see `reason`)
    rule: DateRule | None
    quote: str | None
    moment: datetime | None = None  # aware; None where only a day is stated
    reason: str | None = None  # why `interval` is None
    candidates: tuple[DateCandidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a publisher calls one piece, in one version: cleaned text and what the page says of itself."""

    article_id: str  # from the canonical URL, or from the cleaned text where there is no URL
    version_id: str  # from article_id, title and cleaned text
    raw_id: str
    url: str | None
    canonical_url: str | None
    title: str | None
    authors: tuple[str, ...]  # people, without "By"
    agencies: tuple[str, ...]  # "Reuters", "AFP" where the byline credits them
    publisher: str | None
    section: str | None
    image: str | None
    language: str  # ISO 639-1; "und" where it can't be told
    text: str  # cleaned body; paragraphs parted by one blank line
    captions: tuple[str, ...]
    furniture: tuple[Furniture, ...]  # all that was cut, in document order
    original_source: str | None  # the publisher or domain that a "Source:" trailer credits
    published: PublicationFinding
    blanks: tuple[Blank, ...] = ()
    quoted_spans: tuple[Span, ...] = ()  # spans of `text` that stand as block quotations
    credited_title: str | None = None  # headline that a "Source:" trailer credits in place of a publisher
