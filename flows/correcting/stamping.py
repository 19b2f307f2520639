"""When a correction by hand was made, and by which code: the same columns that a run of loading leaves."""

from datetime import datetime

from domain.identifiers import content_id
from extractors.ontology import load_ontology
from flows.extraction import EXTRACTOR_VERSION
from storage.facts import Stamp


def correction_stamp(moment: datetime) -> Stamp:
    """The stamp of all that is corrected at a moment; its run is named after it."""
    return Stamp(
        run_id=content_id("run", "correction", moment.isoformat()),
        extractor_version=EXTRACTOR_VERSION,
        ontology_version=load_ontology().version,
        recorded_at=moment,
    )
