"""Character spans of an article's cleaned text, and evidence that quotes them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Characters [start, end) of an article version's cleaned text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span wants 0 <= start <= end, not {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def quote(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a fact rests on: the exact words and where they stand."""

    version_id: str
    span: Span
    quote: str  # equals the cleaned text at `span`


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Blank:
    """A field that was left empty, and why: unknown is never silent."""

    field: str
    reason: str
