"""What one place in the input holds: a raw document, or the reason why there is none."""

from dataclasses import dataclass

from domain.arrivals import Arrival
from domain.documents import RawDocument
from domain.identifiers import content_id
from domain.rejects import Rejected, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One document, or one reject, of the input."""

    origin: str  # "seeds/calls.jsonl:3": the file, and the line, row, item or record in it
    document: RawDocument | None  # None where nothing could be opened
    rejected: Rejected | None = None  # set where the document is known to be unusable
    name: str | None = None  # the `id` that a JSON line or a CSV row gives itself
    source_id: str | None = None  # the polled source that listed it
    fetch_id: str | None = None  # the request that brought it

    @property
    def key(self) -> str:
        """Names the input: the same bytes under the same address and labels are the same input."""
        if self.document is not None:
            return Arrival.of(self.document).arrival_id
        why = self.rejected
        return content_id("in", self.origin, why.stage if why else None, why.reason if why else None)


def refused(origin: str, stage: Stage, reason: str, detail: str | None = None) -> Found:
    """A place in the input from which no document came."""
    return Found(origin=origin, document=None, rejected=Rejected(stage=stage, reason=reason, detail=detail))
