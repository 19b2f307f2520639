"""Lines made into paragraphs: hard-wrapped text is joined, one-line paragraphs and bullets stay apart.

A text counts as hard-wrapped where most of its line breaks inside blocks stand where the next word would not have
fitted into the longest line, and most broken lines end without a full stop.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_WIDEST = 130  # characters; longer lines are paragraphs, not print lines
_SHARE = 0.6  # of the inner line breaks that must look like wrapping
_FITS = 0.82  # of the width: a line that would be longer with the next word looks wrapped
_SHORT_LINE = 0.6  # of the width: a line this short before a capital ends its paragraph, stop or not
_SLACK = 2  # characters that a sentence's last line must leave free beside the next word to end its paragraph
_BULLET = re.compile(r"^(?:[•▪‣◦●○■□▶►✔✓➤➢⁃∙·>]|[*+](?=\s))\s*")
_HEADING = re.compile(r"^#{1,6}\s+(?=\S)")  # Markdown's
_DASH_BULLET = re.compile(r"^[-–—]\s+")
_MARKER = re.compile(r"^\s*(?:[•▪‣◦●○■□▶►✔✓➤➢⁃∙·]|[*+\-–—](?=\s)|\d{1,2}[.)]\s)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_OWN_LINE = re.compile(
    r"\s*(?:by|por|par|von|via|posted|published|updated|on|date|source|share|tags?)\b[\s:]+[A-ZÀ-Þ0-9]"
)
_HYPHEN_END = re.compile(r"(\w+)-$")
_COMPOUND_HEADS = frozenset(
    "non pre post anti co ex self semi pro vice well long short mid high low cross ultra pan half all"
    " cease so first second third two three four five one".split()
)


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of plain text, each on one line, bullets without their marks.

    >>> paragraphs_of("The minister left Doha on\\nFriday.\\n\\n• No deal was\\n• signed")
    ['The minister left Doha on Friday.', 'No deal was', 'signed']
    """
    blocks = _blocks(text)
    width = max((len(line.strip()) for block in blocks for line in block), default=0)
    wrapped = _is_wrapped(blocks, width)
    found: list[str] = []
    for block in blocks:
        found.extend(_joined(block, width, wrapped, text))
    return [plain for each in without_bullets(found) if (plain := " ".join(each.split()))]


def lines_of(text: str) -> list[str]:
    """Each line of a text as a paragraph, bullets without their marks: for text whose lines are known to be blocks.

    >>> lines_of("- One\\n- two\\nThree.")
    ['One', 'two', 'Three.']
    """
    lines = [line.strip() for line in text.split("\n")]
    return [plain for each in without_bullets([line for line in lines if line]) if (plain := " ".join(each.split()))]


def _blocks(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line and not line.isspace():
            blocks[-1].append(line.rstrip())
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_wrapped(blocks: list[list[str]], width: int) -> bool:
    if width > _WIDEST:
        return False
    breaks = full = running = 0
    for block in blocks:
        for line, following in pairwise(block):
            if _MARKER.match(following):
                continue
            breaks += 1
            full += len(line.strip()) + 1 + len(following.split(None, 1)[0]) > _FITS * width
            running += not _ENDS_SENTENCE.search(line)
    return breaks > 0 and full >= _SHARE * breaks and running >= _SHARE * breaks


def _joined(block: list[str], width: int, wrapped: bool, text: str) -> list[str]:
    """The block's paragraphs; a paragraph is gathered as its lines, to be joined once."""
    found: list[list[str]] = []
    previous = ""
    for line in block:
        if found and _continues(previous, line, width, wrapped):
            found[-1].append(line.strip())
        else:
            found.append([line.strip()])
        previous = line
    return ["".join(_with_marks_between(lines, text)) for lines in found]


def _with_marks_between(lines: list[str], text: str) -> Iterator[str]:
    """The lines with the spaces and hyphens that belong between them."""
    for line, following in pairwise(lines):
        broken = _HYPHEN_END.search(line[-40:])
        if broken is None:
            yield f"{line} "
        elif following[0].islower() and not _is_compound(broken[1], following, text):
            yield line[:-1]
        else:
            yield line
    yield lines[-1]


def _is_compound(head: str, following: str, text: str) -> bool:
    """Whether the hyphen at a line's end belongs to the word."""
    rest = re.match(r"\w+", following)
    return head.casefold() in _COMPOUND_HEADS or f"{head}-{rest[0] if rest else ''}" in text


def _continues(previous: str, line: str, width: int, wrapped: bool) -> bool:
    if _MARKER.match(line):
        return False
    ended = _ENDS_SENTENCE.search(previous)
    runs_on = line.strip()[0].islower() and not _OWN_LINE.match(line)
    if not ended and runs_on and 30 < len(previous) <= _WIDEST:
        return True
    if not wrapped or (line[0] in " \t" and previous[0] not in " \t"):
        return False
    first = line.split(None, 1)[0]
    needed = len(previous.strip()) + 1 + len(first)
    return not first[0].isupper() or not (needed <= _SHORT_LINE * width or (ended and needed <= width - _SLACK))


def without_bullets(lines: list[str]) -> list[str]:
    """Round and starred bullets go always; dashes where at least two lines in a row begin with one."""
    if all(line[:1].isalnum() for line in lines):
        return list(lines)
    dashed = [bool(_DASH_BULLET.match(line)) for line in lines]
    found = []
    for number, line in enumerate(lines):
        if line[:1].isalnum():
            found.append(line)
            continue
        beside = (number > 0 and dashed[number - 1]) or (number + 1 < len(lines) and dashed[number + 1])
        if dashed[number] and beside:
            line = _DASH_BULLET.sub("", line)
        while (shorter := _HEADING.sub("", _BULLET.sub("", line))) != line:
            line = shorter
        found.append(line)
    return found
