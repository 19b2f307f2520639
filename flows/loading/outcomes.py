"""What became of the inputs: counted a batch, added up over a run."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields

from domain.coded import CodedArticle
from domain.rejects import Rejected
from domain.runs import RunCounts
from flows.inputs import Found
from flows.loading.batches import Batch
from flows.loading.relating import Related


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An input that was worked through, with what became of it."""

    found: Found
    result: CodedArticle | Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOutcome:
    """What one batch brought."""

    number: int
    counts: RunCounts
    rejected: tuple[tuple[str, Rejected], ...]  # (origin, why)


def outcome_of(
    batch: Batch, outcomes: Sequence[Outcome], *, related: Related | None = None, events: int = 0
) -> BatchOutcome:
    """Counts of a batch of which `outcomes` were worked through; the rest was known, or can't be opened."""
    coded = [each.result for each in outcomes if isinstance(each.result, CodedArticle)]
    worked = {id(each.found) for each in outcomes}
    rejected = [(each.found.origin, each.result) for each in outcomes if isinstance(each.result, Rejected)]
    rejected += [(each.origin, each.rejected) for each in batch.inputs if each.rejected and id(each) not in worked]
    return BatchOutcome(
        number=batch.number,
        counts=RunCounts(
            inputs=len(batch.inputs),
            kept=len(coded),
            duplicates=sum(each.article.version_id in related.copies for each in coded) if related else 0,
            known=len(batch.inputs) - len(coded) - len(rejected),
            rejected=len(rejected),
            dates=sum(len(each.dates) for each in coded),
            actors=sum(len(each.layer.actors) for each in coded),
            reports=sum(len(each.reports) for each in coded),
            events=events,
        ),
        rejected=tuple(rejected),
    )


@dataclass(slots=True)
class RunOutcome:
    """What a run has brought so far."""

    run_id: str
    counts: RunCounts = field(default_factory=RunCounts)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)  # (stage, reason) -> documents
    examples: dict[tuple[str, str], str] = field(default_factory=dict)  # the first origin of each

    def counts_by_name(self) -> dict[str, int]:
        """The counts as a plain record."""
        return asdict(self.counts)

    def add(self, batch: BatchOutcome) -> None:
        self.counts = added([self.counts, batch.counts])
        for origin, why in batch.rejected:
            self.reasons[why.stage.value, why.reason] += 1
            self.examples.setdefault((why.stage.value, why.reason), origin)


def added(counts: Iterable[RunCounts]) -> RunCounts:
    """The sums, field by field.

    >>> added([RunCounts(inputs=2, kept=1), RunCounts(inputs=3)]).inputs
    5
    """
    listed = list(counts)
    return RunCounts(**{each.name: sum(getattr(one, each.name) for one in listed) for each in fields(RunCounts)})
