"""Whether a line tells something: a sentence of the article may begin with the words of a line of the page."""

import re

_ENDS = re.compile(r"[^.…][.!?][\"'”’»)\]]*$")
_ATTRIBUTES = re.compile(  # who says it stands in reports and in no line of a page
    r"\b(?:said|says|told|warned|announced|denie[ds]|claim(?:s|ed)|confirmed|insist(?:s|ed)|vow(?:s|ed)|argue[ds])\b"
    r"|\baccording to\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|could|may|might|must|do|does|did|can(?:not)?|won|met|led)\b"
)
_AFTER_LABEL = re.compile(r"^\W*(?:[^\W\d_]+\s?){1,3}:\s+[\"'“‘«]?(?P<told>[a-zß-ÿ].*)$")
_FEWEST = 6  # words


def attributes(line: str) -> bool:
    """Whether a line is a sentence that names who says so.

    >>> attributes("Sign up for the army, the general told the young men."), attributes("Sign up for our newsletter.")
    (True, False)
    """
    match = _ATTRIBUTES.search(line)
    return match is not None and len(line.split()) >= _FEWEST and bool(_ENDS.search(line))


def is_statement(line: str) -> bool:
    """Whether a line is a whole sentence with a verb of its own, as headlines and labels of a page are not.

    >>> is_statement("Next post in his career was that of envoy to Rome."), is_statement("Next post: Talks in Rome")
    (True, False)
    """
    if len(line.split()) < _FEWEST or not _ENDS.search(line):
        return False
    return bool(_FINITE.search(line) or _ATTRIBUTES.search(line))


def tells_after_label(line: str) -> bool:
    """Whether what follows a line's label goes on like a sentence: "Credit: the IMF granted a loan to Kenya."

    >>> tells_after_label("Photo: the men were shown to the court."), tells_after_label("Photo: Ann Lee")
    (True, False)
    """
    match = _AFTER_LABEL.match(line)
    return match is not None and len(match["told"].split()) >= _FEWEST and bool(_ENDS.search(line))
