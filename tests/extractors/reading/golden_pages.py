"""Golden pages of our own writing: what reading makes of them, as files beside them.

`python tests/extractors/reading/golden_pages.py` rewrites the files; review them as a diff.
"""

import json
from pathlib import Path
from typing import Any

from domain.documents import MediaType, RawDocument
from extractors.reading import Reading, read_document

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "pages"
ADDRESS = "https://pages.example/2024/11/"


def reading_of(page: Path) -> dict[str, Any]:
    """All that is read from a page, in the form of its golden file."""
    raw = RawDocument(content=page.read_bytes(), media_type=MediaType.HTML, url=f"{ADDRESS}{page.stem}")
    found = read_document(raw)
    if not isinstance(found, Reading):
        return {"rejected": found.reason}
    article = found.article
    return {
        "title": article.title,
        "authors": list(article.authors),
        "agencies": list(article.agencies),
        "publisher": article.publisher,
        "section": article.section,
        "language": article.language,
        "image": article.image,
        "canonical_url": article.canonical_url,
        "original_source": article.original_source,
        "paragraphs": article.text.split("\n\n"),
        "captions": list(article.captions),
        "quoted": [span.quote(article.text) for span in article.quoted_spans],
        "furniture": [[piece.kind.value, piece.text] for piece in article.furniture],
    }


def golden_file(page: Path) -> Path:
    return page.with_suffix(".json")


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.html")):
        golden_file(path).write_text(json.dumps(reading_of(path), ensure_ascii=False, indent=1) + "\n", "utf-8")
