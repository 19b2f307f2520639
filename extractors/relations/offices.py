"""Names that stand after an office: who holds one acts in many happenings, so that the name tells little of one."""

from collections.abc import Sequence

from extractors.relations.words import Word, stem

_OFFICES = frozenset(
    stem(word)
    for word in """president minister premier chancellor secretary governor gov mayor senator sen rep congressman
    congresswoman ambassador envoy spokesman spokeswoman spokesperson counterpart judge justice prosecutor king queen
    prince princess emir sultan pope chairman chairwoman coach commissioner general gen
    presidente presidenta ministro ministra portavoz ministre premier kanzler kanzlerin ministerprasident""".split()
)
_PARTICLES = frozenset("al el bin ibn de da di del van von der".split())
_LONGEST_NAME = 3  # words, without particles
_TELLS_NOTHING = 1.0  # background share of the words that begin a sentence after an office


def office_names(words: Sequence[Word]) -> tuple[str, ...]:
    """Stems of the names that stand after an office, in order of first mention.

    >>> from extractors.relations.words import tokens
    >>> office_names(tokens("Minister Pavla Rehn met Governor Tomas de Wadi. The governor left, Ilse Brod stayed."))
    ('pavla', 'rehn', 'toma', 'wadi')
    """
    found: dict[str, None] = {}
    for place in [place for place, word in enumerate(words) if word.stem in _OFFICES]:
        number = 0
        for word in words[place + 1 : place + 2 * _LONGEST_NAME]:
            if word.folded in _PARTICLES:
                continue
            if number == _LONGEST_NAME or not word.is_capital or word.share >= _TELLS_NOTHING:
                break
            found[word.stem] = None
            number += 1
    return tuple(found)
