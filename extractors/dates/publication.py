"""When an article was published."""

from datetime import date

from domain.documents import PublicationFinding, RawDocument
from extractors.reading import Reading


def publication_date(raw: RawDocument, reading: Reading, *, today: date | None) -> PublicationFinding:
    """The publication date with its evidence and rivals; `today` (UTC) refuses later ones, None refuses none."""
    return PublicationFinding(interval=None, rule=None, quote=None, reason="nothing states a date")
