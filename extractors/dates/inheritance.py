"""A derivative's date from its dated original: marked as inherited, never shown as its own."""

from dataclasses import replace

from domain.documents import DateCandidate, DateRule, PublicationFinding


def inherited_date(own: PublicationFinding, original: PublicationFinding) -> PublicationFinding:
    """The finding of an undated derivative with its original's day under the rule `inherited`.

    A derivative appears on or after its original's day. What has a date of its own is returned as it is, and so is the
    derivative of an undated original, or of one whose date is itself inherited.
    """
    if own.interval is not None or original.interval is None or original.rule is DateRule.INHERITED:
        return own
    candidate = DateCandidate(
        rule=DateRule.INHERITED, quote=original.quote or "", interval=original.interval, moment=original.moment
    )
    return replace(
        own,
        interval=original.interval,
        rule=DateRule.INHERITED,
        quote=original.quote,
        reason=None,
        candidates=(*own.candidates, candidate),
    )
