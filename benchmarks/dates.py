"""Publication dates of pages beside htmldate and trafilatura, in one run: coverage, precision, confident wrong dates.

    python -m benchmarks.dates PAGES.jsonl

PAGES.jsonl has a line a page with `file`, `url` and `date`; the pages lie in the folder of the same name beside it.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import htmldate
import trafilatura

from domain.documents import MediaType, RawDocument
from domain.rejects import Rejected
from extractors.dates import publication_date
from extractors.reading import read_document


def ours(html: str, url: str) -> str | None:
    raw = RawDocument(content=html.encode("utf-8", "surrogatepass"), media_type=MediaType.HTML, url=url)
    reading = read_document(raw)
    if isinstance(reading, Rejected):
        return None
    finding = publication_date(raw, reading, today=datetime.now(UTC).date())
    return finding.interval.first.isoformat() if finding.interval and finding.interval.first else None


def by_htmldate(html: str, url: str) -> str | None:
    return htmldate.find_date(html, url=url, original_date=True)


def by_trafilatura(html: str, url: str) -> str | None:
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True)
    return getattr(found, "date", None)


SYSTEMS: dict[str, Callable[[str, str], str | None]] = {
    "eventwire": ours,
    "htmldate": by_htmldate,
    "trafilatura": by_trafilatura,
}


def main(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    pages = [(row, (path.with_suffix("") / row["file"]).read_bytes().decode("utf-8", "replace")) for row in rows]
    dated = [(row, html, day) for row, html in pages if (day := iso_day(row.get("date") or ""))]
    heads = ("pages", "given", "right", "wrong", "precision", "coverage", "ms/page")
    print(f"{'system':12}" + "".join(f"{head:>10}" for head in heads))
    for name, find in SYSTEMS.items():
        started = time.perf_counter()
        answers = [(find(html, row["url"]), day) for row, html, day in dated]
        elapsed = time.perf_counter() - started
        given = [(mine, day) for mine, day in answers if mine]
        right = sum(mine == day for mine, day in given)
        precision = right / len(given) if given else 0.0
        counts = (len(answers), len(given), right, len(given) - right)
        shares = (f"{precision:.3f}", f"{len(given) / len(answers):.3f}", f"{1000 * elapsed / len(answers):.1f}")
        print(f"{name:12}" + "".join(f"{figure:>10}" for figure in (*counts, *shares)))


def iso_day(text: str) -> str | None:
    """The gold's "2022-11-1" as ISO writes it; None for what is no day."""
    try:
        year, month, day = map(int, text.split("-"))
        return datetime(year, month, day, tzinfo=UTC).date().isoformat()
    except ValueError:
        return None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
