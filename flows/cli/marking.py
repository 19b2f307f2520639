"""A sentence with its spans marked, as `explain` shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.reports import Report
from domain.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A labelled span of the article's text."""

    span: Span
    label: str


def marked(text: str, sentence: Span, marks: Iterable[Mark]) -> str:
    """The sentence in one line, each marked span in brackets with its label; of crossing spans the first stands.

    >>> marked("Iran met Iraq.", Span(start=0, end=14), [Mark(span=Span(start=0, end=4), label="initiator")])
    '[Iran | initiator] met Iraq.'
    """
    return " ".join(_marked(text, sentence, tuple(marks)).split())


def _marked(text: str, within: Span, marks: tuple[Mark, ...]) -> str:
    inside = [mark for mark in marks if within.contains(mark.span) and len(mark.span)]
    parts, at = [], within.start
    for mark in sorted(inside, key=lambda each: (each.span.start, -each.span.end, each.label)):
        if mark.span.start < at:
            continue  # inside the one before (marked with it), or crossing it
        nested = tuple(each for each in inside if each.span != mark.span and mark.span.contains(each.span))
        labels = sorted({each.label for each in inside if each.span == mark.span})
        parts.append(text[at : mark.span.start])
        parts.append(f"[{_marked(text, mark.span, nested)} | {', '.join(labels)}]")
        at = mark.span.end
    parts.append(text[at : within.end])
    return "".join(parts)


def report_marks(report: Report) -> tuple[Mark, ...]:
    """The spans of a report that its sentence shows."""
    marks = [Mark(span=report.trigger, label="trigger")]
    marks += [Mark(span=each.span, label="initiator") for each in report.initiators]
    marks += [Mark(span=each.span, label="recipient") for each in report.recipients]
    marks += [Mark(span=each.party.span, label=each.role) for each in report.third_parties]
    marks += [Mark(span=each.span, label=each.name) for each in report.magnitudes]
    if report.speaker:
        marks.append(Mark(span=report.speaker.span, label="speaker"))
    if report.date and report.date.span:
        marks.append(Mark(span=report.date.span, label="date"))
    if report.place and report.place.span:
        marks.append(Mark(span=report.place.span, label="place"))
    return tuple(marks)
