"""Quality on the development pages and documents does not fall below what was reached."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

from domain.documents import Article, MediaType, RawDocument
from extractors.reading import Reading, read_document

SEGMENTS_F1, TITLES, AUTHORS = 0.96, 0.91, 0.77
_CHARSET = re.compile(rb"""<meta[^>]{0,80}charset=["']?([\w-]+)""", re.IGNORECASE)
_STRAIGHT = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"'))


def squashed(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").translate(_STRAIGHT).split())


def names(text: str) -> set[str]:
    parts = re.split(r"\s*(?:[;,|&/]|\b(?:and|und|et|y)\b)\s*", squashed(text).casefold())
    return {part for part in parts if part}


def article_of(path: Path, url: str) -> Article | None:
    content = path.read_bytes()
    found = read_document(RawDocument(content=content, media_type=MediaType.HTML, url=url))
    return found.article if isinstance(found, Reading) else None


@pytest.mark.slow
def test_pages_are_read_as_well_as_before(shared: Path) -> None:
    pages = shared / "data" / "articles" / "pages.jsonl"
    if not pages.is_file():
        pytest.skip("the development pages are not here")
    right = wrong = missed = 0
    titles: list[bool] = []
    authors: list[bool] = []
    for row in map(json.loads, pages.read_text("utf-8").splitlines()):
        article = article_of(pages.with_suffix("") / row["file"], row["url"])
        text = squashed(article.text) if article else ""
        kept = sum(squashed(segment) in text for segment in row["with"])
        right, missed = right + kept, missed + len(row["with"]) - kept
        wrong += sum(squashed(segment) in text for segment in row["without"])
        titles.append(squashed(row["title"]).casefold() == squashed(article.title if article else "").casefold())
        if row["author"].strip():
            authors.append(names(row["author"]) == names("; ".join(article.authors if article else ())))
    assert 2 * right / (2 * right + wrong + missed) >= SEGMENTS_F1
    assert sum(titles) / len(titles) >= TITLES
    assert sum(authors) / len(authors) >= AUTHORS


def test_the_development_documents_are_cleaned_without_fault(shared: Path) -> None:
    folder = shared / "seeds"
    if not (folder / "gold").is_dir():
        pytest.skip("the development documents are not here")
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if not isinstance(gold, dict):
            continue
        content = (folder / gold["doc"]).read_bytes()
        found = read_document(RawDocument(content=content, media_type=MediaType.TEXT))
        assert isinstance(found, Reading)
        text = squashed(found.article.text)
        assert [quote for quote in gold["clean"]["keep"] if squashed(quote) not in text] == []
        assert [quote for quote in gold["clean"]["drop"] if squashed(quote) in text] == []
        assert found.article.title == gold["title"]
        assert found.article.original_source == gold["source"]
