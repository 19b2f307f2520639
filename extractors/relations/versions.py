"""Versions of one address: what changed between two texts, and what kind of change that is."""

import re
from collections import Counter
from dataclasses import dataclass

from domain.relations import RelationKind
from extractors.relations.facts import facts, same_sense
from extractors.relations.readable import as_written
from extractors.relations.words import Word, tokens

_SENTENCE = re.compile(r"\n+|(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9À-Þ])")
_SAME_SENTENCE = 0.5  # Dice of the words from which on a sentence is the other one changed
_LITTLE_NEW = 0.15  # share of new words up to which an article is still the same telling
_MUCH_KEPT = 0.9  # share of the old sentences, changed or not, that an expansion keeps
_LONGEST_QUOTE = 160  # characters of a sentence in `changes`
_NOTICE = re.compile(
    r"""\b(?: correction\b | clarification\b | corrected\ (?:to|version|the) | has\ been\ corrected | was\ corrected
    | (?:earlier|previous|original)\ version\ of\ (?:this|the)\ (?:article|story|report|post)
    | (?:misstated|misspelled|misidentified|incorrectly\ (?:said|stated|gave|identified)) )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed from one text to the other, sentence by sentence."""

    kept: int  # sentences that are the same, case and punctuation aside
    changed: tuple[tuple[str, str], ...]  # (before, after)
    added: tuple[str, ...]
    removed: tuple[str, ...]
    facts_before: tuple[str, ...]  # numbers and names that only the earlier text has
    facts_after: tuple[str, ...]
    new_share: float  # words of added sentences by all words of the later text


def difference(before: str, after: str) -> Difference:
    """The changed, added and removed sentences, and the numbers and names in which the texts differ."""
    old, new = _sentences(before), _sentences(after)
    kept = Counter(each.plain for each in old) & Counter(each.plain for each in new)
    gone, come = _without(old, kept), _without(new, kept)
    changed: list[tuple[str, str]] = []
    added: list[str] = []
    for sentence in come:
        likeness, match = max(((_likeness(each, sentence), -at) for at, each in enumerate(gone)), default=(0.0, 0))
        if likeness >= _SAME_SENTENCE:
            changed.append((gone.pop(-match).text, sentence.text))
        else:
            added.append(sentence.text)
    old_facts, new_facts = facts(before), facts(after)
    return Difference(
        kept=kept.total(),
        changed=tuple(changed),
        added=tuple(added),
        removed=tuple(each.text for each in gone),
        facts_before=as_written([word for said, word in old_facts.items() if said not in new_facts], before),
        facts_after=as_written([word for said, word in new_facts.items() if said not in old_facts], after),
        new_share=sum(len(each.split()) for each in added) / max(1, len(after.split())),
    )


def kind_of_change(found: Difference) -> tuple[RelationKind, str]:
    """What the change is, and why it is taken for that."""
    notice = any(_NOTICE.search(sentence) for sentence in (*found.added, *(after for _, after in found.changed)))
    if notice:
        return RelationKind.CORRECTION, "it says that it was corrected"
    if not found.added and not found.removed:
        return _kind_of_edit(found)
    before = found.kept + len(found.changed) + len(found.removed)
    still_there = (found.kept + len(found.changed)) / max(1, before)
    contradicted = found.changed and found.facts_before
    if found.added and still_there >= _MUCH_KEPT and not contradicted:
        return RelationKind.EXPANSION, f"{len(found.added)} sentences were added and none of the facts changed"
    if found.new_share <= _LITTLE_NEW and found.facts_before and found.facts_after and not found.removed:
        return RelationKind.CORRECTION, "numbers or names changed and hardly anything else"
    return (
        RelationKind.UPDATE,
        f"{len(found.added)} sentences are new, {len(found.changed)} changed, {len(found.removed)} gone",
    )


def _kind_of_edit(found: Difference) -> tuple[RelationKind, str]:
    """Sentences changed in place: facts make a correction, rare words an update, the rest is cosmetic."""
    if found.facts_before or found.facts_after:
        return RelationKind.CORRECTION, "numbers or names changed and nothing else"
    if not all(same_sense(before, after) for before, after in found.changed):
        return RelationKind.UPDATE, f"{len(found.changed)} sentences say something else"
    return RelationKind.COSMETIC, "no sentence says anything else"


def changes(found: Difference) -> tuple[str, ...]:
    """The change in words: numbers and names first, then sentences."""
    lines = []
    if found.facts_before or found.facts_after:
        lines.append(f"facts: {', '.join(found.facts_before) or 'none'} -> {', '.join(found.facts_after) or 'none'}")
    lines += [f"changed: {_cut(before)} -> {_cut(after)}" for before, after in found.changed]
    lines += [f"added: {_cut(sentence)}" for sentence in found.added]
    lines += [f"removed: {_cut(sentence)}" for sentence in found.removed]
    return tuple(lines)


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST_QUOTE else sentence[: _LONGEST_QUOTE - 1] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    text: str
    plain: str  # its words, case and punctuation aside
    counts: Counter[str]  # of the words


def _sentences(text: str) -> list[_Sentence]:
    parts = ((part.strip(), [word.folded for word in _words(part)]) for part in _SENTENCE.split(text) if part)
    return [_Sentence(text=part, plain=" ".join(folded), counts=Counter(folded)) for part, folded in parts if folded]


def _words(text: str) -> list[Word]:
    return [word for word in tokens(text) if not word.is_mark]


def _without(sentences: list[_Sentence], kept: Counter[str]) -> list[_Sentence]:
    left = kept.copy()
    found = []
    for sentence in sentences:
        if left[sentence.plain] > 0:
            left[sentence.plain] -= 1
        else:
            found.append(sentence)
    return found


def _likeness(one: _Sentence, other: _Sentence) -> float:
    """Dice of the words."""
    return 2 * (one.counts & other.counts).total() / max(1, one.counts.total() + other.counts.total())
