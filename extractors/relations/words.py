"""Words as relations and stories compare them: folded, lightly stemmed, and worth what they are rare."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from itertools import chain
from sys import intern

import yaml

from domain.errors import KnowledgeError

_BACKGROUND = "background.yaml"
_CACHED_WORDS = 300_000
_CACHED_PIECES = 100_000
_RARE = 0.002  # share of articles that hold a word which the background doesn't list
_TOKEN = re.compile(
    r"""
      \d+(?:[.,]\d+)*   # 35,000  5.6  2008
    | [^\W\d_]+         # Woodburn; "don't" is two
    | ["“”„«»]          # quotation marks: which words are quoted
    """,
    re.VERBOSE,
)
_QUOTATION_MARKS = '"“”„«»'
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_OPENING = re.compile(r"(?<![^\s(\[])\"(?=\S)|``")
_CLOSING = re.compile(r"(?<=\S)\"(?!\w)|''")
_VOWEL = re.compile(r"[aeiouy]")


@dataclass(
    slots=True, eq=False
)  # equal tokens have one Word: compared by identity; frozen, it took twice as long to make
class Word:
    """What is known of a token by itself; nobody changes it."""

    folded: str  # without case and accents
    stem: str
    hash: bytes  # 32 bits of `folded`, the same on any machine
    share: float  # of news articles that hold it, roughly; 1.0 for words that tell nothing
    is_number: bool
    is_capital: bool
    is_mark: bool  # a quotation mark, no word
    month: int  # of the calendar; 0 for other words


def tokens(text: str) -> list[Word]:
    """Words, numbers and quotation marks in text order.

    >>> [word.stem for word in tokens("It’s a $35,000 reward, Woodburn's chief said.")]
    ['it', 's', 'a', '35,000', 'reward', 'woodburn', 's', 'chief', 'said']
    """
    if "''" in text and '"' not in text and "``" not in text:  # two apostrophes: no mark where no other one opens
        return list(map(_known_words().__getitem__, _TOKEN.findall(text)))
    return list(chain.from_iterable(map(_known_pieces().__getitem__, text.split())))


class _Words(dict[str, Word]):
    """Each token's Word, made when it is first asked for; looking one up costs no call."""

    def __missing__(self, token: str) -> Word:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        found = self[token] = _word(token)
        return found


class _Pieces(dict[str, tuple[Word, ...]]):
    """The Words of what stands between two spaces, marks and all: most of it has been met before."""

    def __missing__(self, piece: str) -> tuple[Word, ...]:
        if len(self) >= _CACHED_PIECES:
            self.clear()
        known = _known_words()
        if piece.isalpha():
            found: tuple[Word, ...] = (known[piece],)
        elif '"' in piece or "''" in piece or "``" in piece:
            marked = _CLOSING.sub("”", _OPENING.sub("“", piece))
            found = tuple(map(known.__getitem__, _TOKEN.findall(marked)))
        else:
            found = tuple(map(known.__getitem__, _TOKEN.findall(piece)))
        self[piece] = found
        return found


@lru_cache(maxsize=1)
def _known_pieces() -> _Pieces:
    return _Pieces()


@lru_cache(maxsize=1)
def _known_words() -> _Words:
    return _Words()


def _word(token: str) -> Word:
    """All that one token tells."""
    folded = fold(token)
    root = intern(stem(folded))  # forms of a word share it: what is the same object is found without comparing letters
    is_number = token[0].isdigit()
    return Word(
        folded=folded,
        stem=root,
        hash=blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=4).digest(),
        share=_number_share(token) if is_number else background_share(root),
        is_number=is_number,
        is_capital=token[0].isupper() and not (len(token) > 5 and token.isupper()),
        is_mark=token in _QUOTATION_MARKS,
        month=_MONTHS.get(folded, 0),
    )


def fold(token: str) -> str:
    """Without case and accents.

    >>> fold("López")
    'lopez'
    """
    folded = token.casefold()
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def stem(folded: str) -> str:
    """The folded word without plural, -ed or -ing: enough to match its forms, not to be read.

    >>> [stem(word) for word in ("attacks", "attacked", "attacking", "stopped", "cities", "officers", "bus")]
    ['attack', 'attack', 'attack', 'stop', 'city', 'officer', 'bus']
    """
    if len(folded) > 4 and folded.endswith("ies"):
        return folded[:-3] + "y"
    if len(folded) > 3 and folded.endswith("s") and not folded.endswith(("ss", "us", "is")):
        folded = folded[:-2] if folded.endswith(("sses", "shes", "ches", "xes")) else folded[:-1]
    if folded.endswith(("ing", "ed")):
        root = folded[:-3] if folded.endswith("g") else folded[:-2]
        if len(root) > 2 and _VOWEL.search(root):
            if root[-1] == root[-2] and root[-1] not in "lsz":
                return root[:-1]
            return root
    return folded[:-1] if len(folded) > 4 and folded.endswith("e") else folded


@lru_cache(maxsize=1)
def background() -> dict[str, float]:
    """Share of news articles that hold a stem; stems that are not there are rare.

    Raises KnowledgeError where the file is not what it should be.
    """
    found: dict[str, float] = {}
    tiers = yaml.load(files(__package__).joinpath(_BACKGROUND).read_text("utf-8"), Loader=yaml.CSafeLoader)
    for number, tier in enumerate(tiers, 1):
        share, words = tier.get("share"), tier.get("words")
        if not isinstance(share, float) or not 0 < share <= 1 or not isinstance(words, str):
            raise KnowledgeError(f"relations/{_BACKGROUND}: tier {number}", "wants a share in (0, 1] and words")
        for each in words.split():
            root = stem(fold(each))
            found[root] = max(share, found.get(root, 0.0))
    return found


def background_share(root: str) -> float:
    """Share of news articles that hold this stem, before any stream was seen; single letters tell nothing."""
    return background().get(root, _RARE if len(root) > 1 else 1.0)


def _number_share(token: str) -> float:
    """Small whole numbers are everywhere, years common, long and broken ones telling."""
    if not token.isdigit():
        return 0.004
    if len(token) == 4 and token[:2] in ("19", "20"):
        return 0.1
    return {1: 0.5, 2: 0.08, 3: 0.01}.get(len(token), 0.004)
