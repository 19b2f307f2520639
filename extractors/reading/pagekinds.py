"""Pages that hold no article though they answer as if: error pages, walls, stubs, section fronts and galleries."""

import re
from functools import cache
from pathlib import Path

from lxml.html import HtmlElement

from extractors.reading.lexicon import read_patterns
from extractors.reading.metadata import Metadata, types_of

_FILE = Path(__file__).parent / "data" / "page_kinds.yaml"
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_FRONT_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ItemList", "ProfilePage"})
# Most words of body text with which a page can still be one of its kind; an article that speaks of the thing is longer.
_ERROR_WORDS, _ERROR_TEXT_WORDS, _CONSENT_WORDS, _PAYWALL_WORDS, _GALLERY_WORDS = 250, 80, 250, 70, 120
_SERVICE_WORDS = 150
_WHOLE = ("error_title", "login_title", "search_title", "site_title", "service_title")
_GALLERY_CAPTIONS = 8
_RUNNING_WORDS = 25  # of a paragraph of running text
_BRIEF_WORDS = 16  # of a paragraph, where the page says that it is an article


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return read_patterns(_FILE, whole=frozenset(_WHOLE))


def why_no_article(tree: HtmlElement, stated: Metadata, title: str | None, text: str, captions: int) -> str | None:
    """Why a page with this body text holds no article, in words; None where it may well hold one.

    `tree` is the page without scripts, `captions` the number of its captions.
    """
    visible = " ".join(tree.text_content().split())
    words = len(text.split())
    if words <= _ERROR_WORDS and _is_error(stated, title, words, visible):
        return "the page is an error page"
    if words <= _ERROR_TEXT_WORDS and _titled("login_title", title, stated):
        return "the page is a login form"
    if words <= _ERROR_TEXT_WORDS and (
        _titled("search_title", title, stated) or _patterns()["no_results"].search(text)
    ):
        return "the page is a search without an article, or a parked domain"
    if _titled("site_title", title, stated) or (words <= _SERVICE_WORDS and _titled("service_title", title, stated)):
        return "the page is about the site itself"
    if words <= _CONSENT_WORDS and _is_consent_wall(text if words >= 5 else visible[:2000]):
        return "the page is a consent wall"
    if words <= _PAYWALL_WORDS and (_says_not_free(stated) or _patterns()["paywall"].search(visible)):
        return "the page is a paywall stub"
    if words <= _GALLERY_WORDS and _is_gallery(stated, title, captions):
        return "the page is a picture gallery"
    if _is_section_front(tree, stated, text):
        return "the page is a section front that lists articles"
    return None


def _is_error(stated: Metadata, title: str | None, words: int, visible: str) -> bool:
    if _titled("error_title", title, stated):
        return True
    return words <= _ERROR_TEXT_WORDS and bool(_patterns()["error_text"].search(visible[:3000]))


def _titled(kind: str, title: str | None, stated: Metadata) -> bool:
    return any(_patterns()[kind].match(each) for each in (title, stated.title_element) if each)


def _is_consent_wall(text: str) -> bool:
    words = len(text.split())
    return words > 0 and len(_patterns()["consent"].findall(text)) >= max(3, words / 40)


def _says_not_free(stated: Metadata) -> bool:
    frees = [node.get("isAccessibleForFree") for node in stated.article_nodes()]
    return any(str(free).rsplit("/", 1)[-1].casefold() == "false" for free in frees if free is not None)


def _is_gallery(stated: Metadata, title: str | None, captions: int) -> bool:
    says_so = any("ImageGallery" in types_of(node) for node in stated.nodes)
    return says_so or captions >= _GALLERY_CAPTIONS or bool(_patterns()["gallery"].search(title or ""))


def _is_section_front(tree: HtmlElement, stated: Metadata, text: str) -> bool:
    """Many headings that link elsewhere, hardly any running text, and no word of the page that it is an article."""
    parts = text.split("\n\n")
    sentences = [len(part.split()) for part in parts if _SENTENCE.search(part)]
    running = sum(words >= _RUNNING_WORDS for words in sentences)
    teasers = max(len(tree.findall(".//article")), sum(map(_is_linked, tree.iter("h2", "h3", "h4"))))
    kind = stated.first("og:type")
    if stated.article_nodes() or kind == "article" or "article:published_time" in stated.meta:
        return max(sentences, default=0) < _BRIEF_WORDS and teasers >= 15 and len(text.split()) < 60
    says_list = kind == "website" or any(each in _FRONT_TYPES for node in stated.nodes for each in types_of(node))
    return running < 2 and teasers >= (6 if says_list else 10)


def _is_linked(heading: HtmlElement) -> bool:
    parent = heading.getparent()
    return heading.find(".//a") is not None or (parent is not None and parent.tag == "a")
