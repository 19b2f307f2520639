"""Names of people and bodies: folding, transliteration families, and whether two names may be of one person."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

PARTICLES = frozenset(
    "al el bin ibn ben bint abu abd ad ud ul as ash an ar at von van der den de del della di da do dos das du la le "
    "las los y e ter ten zu zum und ap af av st san o mac mc bar".split()
)  # never evidence that two names are of one person
_GENERATIONS = frozenset("jr sr ii iii iv junior senior".split())
_WORD = re.compile(r"[^\W_]+(?:['’ʻʿ`][^\W\d_]+)*")
_MARKS = str.maketrans(dict.fromkeys("'’ʻʼʿʾ`´.", ""))
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
)
# Spellings of one sound in names that come through several alphabets; applied in order to folded words.
_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(?:q|kh|gh|g|c)ad+h?h?af[iy]$", "gadafi"),
        (r"^i?y?e?i?bra[h]?[ie]m$", "ibrahim"),
        (r"^(?:mo|mu|ma)h?am+[ae]d$", "mohamad"),
        (r"^poutine$", "putin"),
        (r"^mehmed$", "mehmet"),
        (r"^h?us+[ea][iy]n$|^hos+e?[iy]?n$|^hus+en$", "husein"),
        (r"^(?:y|j)?[iy]?[ou]s+[eiou]f$", "yusef"),
        (r"^a[ch]?h?med$|^ahmad$", "ahmad"),
        (r"^s(?:a|e)?[iy]?y+ed$|^s[ae]y+[ie]d$|^syed$", "sayed"),
        (r"^(?:abdul|abdel|abdal|abdol)(?=.)", "abdul"),
        (r"iyy?$|yy$|ij$|yi$|ii$|iy$", "i"),
        (r"y$", "i"),
        (r"zelens(?:kyy|kiy|kyi|ki|ky)$", "zelenski"),
        (r"sch|tch|tsch", "ch"),
        (r"kh", "k"),
        (r"gh", "k"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"q", "k"),
        (r"ck", "k"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"ey|ei|ay|ai", "ei"),
        (r"j(?=[aeiou])", "j"),
        (r"ts", "z"),
        (r"([bcdfghjklmnpqrstvxz])\1", r"\1"),
        (r"aa", "a"),
        (r"e(?=[lrn]|$)", "e"),
    )
)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Lower case without accents, apostrophes and stops.

    >>> folded("Türkiye's"), folded("U.S."), folded("Sana'a")
    ('turkiyes', 'us', 'sanaa')
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_MARKS).translate(_PLAIN))
    return plain if plain.isascii() else "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=16384)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, hyphens parted.

    >>> name_words("Hossein Amir-Abdollahian")
    ('hossein', 'amir', 'abdollahian')
    """
    return tuple(folded(match[0]) for match in _WORD.finditer(name))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The word in the one spelling of its transliteration family.

    >>> sound("araqchi") == sound("araghchi"), sound("masoud") == sound("massoud")
    (True, True)
    """
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=16384)
def telling_words(name: str) -> tuple[str, ...]:
    """The words of a name that count as evidence: no particles, no generations; all of them where nothing is left."""
    words = name_words(name)
    return tuple(w for w in words if w not in PARTICLES and w not in _GENERATIONS) or words


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """One key for all spellings of a full name, words in their order.

    >>> name_key("Massoud Pezeshkian") == name_key("Masoud Pezeshkian")
    True
    """
    return " ".join(sound(word) for word in telling_words(name))


def name_key_words(name: str) -> tuple[str, ...]:
    """The telling words of a name, folded."""
    return tuple(folded(word) for word in telling_words(name))


def last_name_key(name: str) -> str:
    """The key under which `KnownActors.named` finds a person: the sound of the last telling word.

    >>> last_name_key("Mohammed bin Abdulrahman Al-Thani")
    'tani'
    """
    return sound(telling_words(name)[-1]) if telling_words(name) else ""


def same_word(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one name part: one sound, or a letter apart where both are long."""
    if one == other or sound(one) == sound(other):
        return True
    least = min(len(one), len(other))
    return least >= 6 and one[0] == other[0] and OSA.distance(sound(one), sound(other), score_cutoff=1) <= 1


def is_initial(word: str) -> bool:
    return len(word) == 1


def _shortens(initial: str, name: Sequence[str], full: str, other: Sequence[str]) -> bool:
    """Whether a letter of a name stands for a word of the other: a first or middle name, never the last one."""
    return is_initial(initial) and initial != name[-1] and full != other[-1] and full.startswith(initial)


def _middles_differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both names have a middle initial and these contradict: "George W. Bush" and "George H. W. Bush"."""
    first, second = one[1:-1], other[1:-1]
    if not first or not second or not (is_initial(first[0]) or is_initial(second[0])):
        return False
    return first[0][0] != second[0][0]


def name_score(one: str, other: str) -> float:
    """How likely two person names are of one person, 0 to 1, by the names alone.

    1 the same words in any order; .9 one lacks middle names or has initials; .6 one is a last name only; 0 otherwise.

    >>> name_score("Mohammed bin Abdulrahman Al Thani", "Mohammed bin Abdulrahman bin Jassim Al Thani")
    0.9
    >>> name_score("Tamim bin Hamad Al Thani", "Mohammed bin Abdulrahman Al Thani")
    0.0
    """
    mine, its = telling_words(one), telling_words(other)
    if not mine or not its:
        return 0.0
    if len(mine) > len(its):
        mine, its = its, mine
    if _middles_differ(mine, its):
        return 0.0
    left = list(its)
    for word in mine:
        match = next((w for w in left if same_word(word, w)), None)
        if match is None and len(mine) > 1:
            match = next((w for w in left if _shortens(word, mine, w, its) or _shortens(w, its, word, mine)), None)
        if match is None:
            return _joined_score(mine, its)
        left.remove(match)
    if len(mine) == len(its):
        return 1.0
    if len(mine) == 1:
        return 0.6 if same_word(mine[0], its[-1]) else (0.5 if same_word(mine[0], its[0]) else 0.0)
    return 0.9 if _ends_agree(mine, its) else 0.7


def _ends_agree(mine: Sequence[str], its: Sequence[str]) -> bool:
    return same_word(mine[-1], its[-1]) or same_word(mine[0], its[0])


def _joined_score(mine: Sequence[str], its: Sequence[str]) -> float:
    """Names written together or apart: "Amirabdollahian" and "Amir-Abdollahian", "Kim Jong Un" and "Kim Jongun"."""
    a, b = "".join(sound(w) for w in mine), "".join(sound(w) for w in its)
    if a == b:
        return 1.0
    if len(mine) < len(its):
        for cut in range(len(its) - 1):
            glued = [*its[:cut], its[cut] + its[cut + 1], *its[cut + 2 :]]
            if len(glued) <= len(mine) and all(same_word(x, y) for x, y in zip(mine, glued, strict=False)):
                return 1.0
            if len(mine) == 1 and same_word(mine[0], its[cut] + its[cut + 1]) and cut + 2 == len(its):
                return 0.6
    return 0.0
