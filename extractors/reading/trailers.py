"""Trailers below a text that credit where it comes from: "Original Source: www.example.com", "Source: <headline>"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.reading.lexicon import words
from extractors.reading.telling import attributes, tells_after_label

_LABEL = (
    r"(?:original(?:\s+(?:news|article|story))?\s+source|original\s+(?:article|story|post|link|url|publication)|source\s+(?:link|url|article)"
    r"|news\s+source|sources?|article\s+source|content\s+source|fuentes?(?:\s+original)?|quellen?|(?:news)?via|credit|fonte"
    r"|read\s+the\s+(?:original|full|entire)(?:\s+(?:article|story|post|report))?(?:\s+(?:at|on|here))?|originally\s+(?:published|posted|appeared)(?:\s+(?:at|on|in|by))?"
    r"|first\s+(?:published|appeared)(?:\s+(?:at|on|in|by))?|publicado\s+originalmente\s+(?:en|por)|link|url)"
)
_TRAILER = re.compile(rf"^[\W_]*(?P<label>{_LABEL})\s*(?P<mark>[:：=–—|-])\s*(?P<value>\S.{{0,300}})$", re.IGNORECASE)
_READ_AT = re.compile(
    r"^[\W_]*(?:read|see|view|continue reading)(?:\s+(?:more|the\s+(?:full|original|entire"
    r"|complete)\s+(?:article|story|post|report|text)))?\s*(?:here|at|on)?\s*[:\-–—>]*\s*"
    r"(?P<value>(?:https?://|www\.)\S+)\W*$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:(?P<address>(?:https?://|www\.)\S+)|[Vv]ia\s+(?P<via>[A-ZÀ-Þ][^.!?,:]{2,60})|SOURCE\s+(?P<source>[A-ZÀ-Þ][^.!?]{2,80}))\W*$|^\s*[-–—]{1,2}\s*(?P<name>[A-ZÀ-Þ][^.!?,]{2,60})$"
)
_AFTER_NAME = re.compile(
    r"(?:,?\s+(?:on|in|under|at)\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:19|20)?\d\d|jan|feb|mar"
    r"|apr|may\b|jun|jul|aug|sep|oct|nov|dec|a creative|the creative)"
    r"|\s+and\s+(?:is|was|has|appears)\b|\s*[;(]|,\s+(?:and|where|which)\b|\.\s).*$",
    re.IGNORECASE,
)
_DATED = re.compile(  # "The Oslo Post, 3 May 2024", "The Oslo Post (May 3, 2024)"
    r"\s*[,(|–—-]\s*(?:\w{3,9}day,?\s+)?(?:\d{1,2}\.?\s+[^\W\d]{3,10}\.?,?\s+(?:19|20)\d\d|[^\W\d]{3,10}\.?\s+\d{1,2},?\s+(?:19|20)\d\d"
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)\W*$"
)
_PHRASE = re.compile(
    r"^[\W_]*(?:this|the)\s+(?:article|story|post|piece|report|essay|commentary|column|text|interview)\s+(?:was\s+|has\s+been\s+)?"
    r"(?:(?:originally|first)\s+)?(?:appeared|published|posted|ran|reprinted|republished|syndicated|written|provided|distributed)\s+"
    r"(?:originally\s+|first\s+|with\s+permission\s+)?(?:in|on|by|at|from|via)\s+(?P<value>.{2,160})$"
    r"|^[\W_]*(?:read\s+the\s+original(?:\s+\w+)?|originally\s+(?:published|posted|appeared)|first\s+(?:published|appeared)"
    r"|republished(?:\s+with\s+permission)?|reprinted(?:\s+with\s+permission)?)\s+(?:at|on|in|by|from)\s+(?P<value2>.{2,160})$"
    r"|^[\W_]*the\s+post\s+.{3,200}\s+(?:appeared\s+first|first\s+appeared)\s+on\s+(?P<value3>.{2,100})$",
    re.IGNORECASE,
)
_OF_A_REPORT = re.compile(r"^\W*(?:this|the)\s+report\b", re.IGNORECASE)  # which may be one that the article tells of
_GLUED = re.compile(
    r"(?<=[.!?\"”’)\]])\s+(?P<trailer>[(\[]?\s*(?P<label>(?:Original\s+)?Source|SOURCE|ORIGINAL\s+SOURCE|Fuente|Quelle|Source\s+(?:link|url)|Via)\s*:\s*"
    r"(?P<value>[^.!?]{2,100}(?:\.\w[^\s]*)?)[.)\]]*\s*)$"
)
_URL = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,24})(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|edition|rss|feeds?)\.(?=[^.]+\.)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.&-]*")
_SMALL = frozenset("of the and for in on de la del el y und et di da du le les der die das al to".split())
_LONGEST_NAME = 5  # words
_LONGEST_TRAILER = 340  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What a trailer credits: an outlet (name or host), or an article by its headline."""

    outlet: str | None = None
    headline: str | None = None


@lru_cache(maxsize=1024)  # a text is read until nothing more is cut, so most lines come twice
def trailer_of(line: str) -> Credit | None:
    """What a whole line credits as its source; None for any other line.

    >>> trailer_of("Original Source: www.example.co.uk/news").outlet
    'example.co.uk'
    >>> trailer_of("Source: Premier flies to Oslo to save the fisheries deal").headline
    'Premier flies to Oslo to save the fisheries deal'
    """
    credit = _credit_of(line) if len(line) <= _LONGEST_TRAILER else None
    return credit if credit is not None and not attributes(line) and not tells_after_label(line) else None


def _credit_of(line: str) -> Credit | None:
    match = _TRAILER.match(line)
    if match is not None:
        mark_is_dash = match["mark"] in "–—-|"
        if (
            mark_is_dash
            and not _URL.fullmatch(match["value"].strip())
            and match["label"].casefold() in ("via", "link", "credit", "sources", "source")
            and not _is_outlet(match["value"])
        ):
            return None
        return credited(match["value"])
    bare = _BARE.match(line)
    if bare is not None:
        return _signed(bare)
    address = _READ_AT.match(line)
    if address is not None:
        return credited(address["value"])
    phrase = _PHRASE.match(line)
    if phrase is not None:
        value = phrase["value"] or phrase["value2"] or phrase["value3"]
        credit = credited(_AFTER_NAME.sub("", value))
        return credit if credit.outlet or not _OF_A_REPORT.match(line) else None
    return None


def _signed(match: re.Match[str]) -> Credit | None:
    """The outlet of a bare address or of a sign-off such as "- The Oslo Post"."""
    if match["address"]:
        return credited(match["address"])
    name = match["name"] or match["source"] or match["via"]
    return credited(name) if _is_outlet(name) or match["source"] else None


def _is_outlet(name: str) -> bool:
    """Whether a short name is an agency's or holds a word that outlets are named with."""
    plain = name.strip(" .,;:()[]|-–—")
    if plain.casefold() in words().agency_names:
        return True
    found = _WORD.findall(plain)
    known = any(word.casefold() in words().outlet_words for word in found)
    return known and len(found) <= _LONGEST_NAME + 1 and all(w[0].isupper() or w in _SMALL for w in found)


def glued_trailer(paragraph: str) -> tuple[str, str, Credit] | None:
    """(paragraph without it, trailer, credit) where a source line is glued to a last paragraph's end."""
    match = _GLUED.search(paragraph[-160:])
    if match is None:
        return None
    cut = len(paragraph) - len(match["trailer"])
    return paragraph[:cut].rstrip(), match["trailer"].strip(), credited(match["value"])


def credited(value: str) -> Credit:
    """An outlet where the value is a host, an agency or reads as a name; a headline otherwise.

    >>> credited("The Oslo Post")
    Credit(outlet='The Oslo Post', headline=None)
    """
    value = _DATED.sub("", value) if not _URL.search(value) else value
    value = value.strip(" \t.,;:()[]\"“”'‘’<>*_|–—-")
    address = _URL.search(value)
    if address is not None and (address.end() - address.start() > len(value) * 0.6 or "://" in value):
        return Credit(outlet=host_of(address[1]))
    if value.casefold() in words().agency_names:
        return Credit(outlet=words().agency_names[value.casefold()])
    return Credit(outlet=value) if _reads_as_name(value) else Credit(headline=value or None)


def host_of(host: str) -> str:
    """A host without "www." and its like, in lower case."""
    return _HOST_PREFIX.sub("", host.casefold())


def _reads_as_name(value: str) -> bool:
    found = _WORD.findall(value)
    heavy = [word for word in found if word.casefold() not in _SMALL]
    if not heavy or ": " in value or value.endswith("?"):
        return False
    named = all(word[0].isupper() or not word[0].isalpha() for word in heavy)
    if len(heavy) <= _LONGEST_NAME:
        return named or (len(found) <= 2)
    return named and len(found) <= 14 and any(word.casefold().strip(".") in words().outlet_words for word in heavy)
