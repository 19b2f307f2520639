"""Temporal expressions of an article's text: found by rules over token classes, resolved in text order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from domain.documents import Article
from domain.intervals import Precision
from domain.spans import Span
from domain.temporal import TemporalExpression
from extractors.dates.grammar import Grammar, Language, Rule
from extractors.dates.guards import is_expression
from extractors.dates.lexer import Token, tokens_of
from extractors.dates.meanings import Match, Meaning, Scene
from extractors.dates.quoting import in_their_own_time
from extractors.dates.tense import Verbs
from extractors.parsing import straightened

_YEARS_OF_NEWS = range(1500, 2500)  # calendar arithmetic around any other reference date would leave the calendar
_DATELINE_TOKENS = 16
_DATELINE_AGE = 4  # days: an older date at the head of a text is no dateline of it
_CONTRADICTS = "the publication date is not one day, and its days give different answers"


def temporal_expressions(doc: Doc, article: Article, grammar: Grammar) -> tuple[TemporalExpression, ...]:
    """The temporal expressions of `doc`, in text order, not overlapping; spans are into `article.text`.

    Relative expressions resolve against the publication date or the dateline; where it is not one day, only what all
    its days agree on is resolved.
    """
    language = grammar.by_code.get(article.language)
    if language is None:
        return ()
    published = article.published.interval
    first = published.first if published else None
    last = published.last if published else None
    found = tuple(_expressions(doc, article.text, language, last, "publication"))
    found = in_their_own_time(found, straightened(article.text), last)
    if first == last:
        return found
    others = {each.span: each for each in _expressions(doc, article.text, language, first, "publication")}
    return tuple(_agreed(each, others.get(each.span)) for each in found)


def caption_dates(caption: str, article: Article, grammar: Grammar) -> tuple[TemporalExpression, ...]:
    """The temporal expressions of a caption, anchored on the day that the caption itself states, if it does.

    Spans are into `caption`. A caption of an old picture says nothing of the article's day.
    """
    from spacy.lang.xx import MultiLanguage

    language = grammar.by_code.get(article.language)
    if language is None:
        return ()
    doc = MultiLanguage()(caption)
    found = tuple(_expressions(doc, caption, language, None, "caption"))
    stated = [each.interval for each in found if each.interval and each.interval.precision is Precision.DAY]
    if stated:
        return tuple(_expressions(doc, caption, language, stated[0].last, "caption"))
    published = article.published.interval
    return tuple(_expressions(doc, caption, language, published.last if published else None, "publication"))


def _agreed(one: TemporalExpression, other: TemporalExpression | None) -> TemporalExpression:
    if one.interval is None or (other is not None and other.interval == one.interval):
        return one
    return replace(one, interval=None, value=None, anchor=None, reason=_CONTRADICTS)


def _expressions(
    doc: Doc, text: str, language: Language, reference: date | None, anchor: str
) -> Iterator[TemporalExpression]:
    if reference and reference.year not in _YEARS_OF_NEWS:
        reference = None
    tokens = tokens_of(straightened(text))
    classes = "".join([language.class_of(token) for token in tokens])
    verbs = Verbs(doc, tokens, language.cues)
    scene = Scene(
        reference=reference,
        anchor=f"{anchor} {reference.isoformat()}" if reference else None,
        month_first=language.month_first,
        direction=verbs.direction,
        pos_before=verbs.pos_before,
        entity=verbs.entity,
    )
    place, rules = 0, language.rules
    while place < len(tokens):
        possible = rules.get(classes[place])
        taken = _taken(possible, classes, place, tokens, language, scene) if possible else None
        if taken is None:
            place += 1
            continue
        rule, match, meaning = taken
        if meaning is not None:
            yield from _said(rule, match, meaning, text, language)
            _remember(meaning, match, scene)
            _shift_to_dateline(match, meaning, scene, text)
        place = match.end


def _taken(
    rules: Sequence[Rule], classes: str, place: int, tokens: Sequence[Token], language: Language, scene: Scene
) -> tuple[Rule, Match, Meaning | None] | None:
    """The rule with the longest match that makes sense; the first of the file among equals."""
    found = [(tried.end(), -rule.order, rule, tried) for rule in rules if (tried := rule.pattern.match(classes, place))]
    for end, _, rule, matched in sorted(found, key=lambda each: each[:2], reverse=True):
        start = place
        if "core" in matched.re.groupindex:
            start, end = matched.span("core")
        match = Match(tokens, start, end, matched, language.values, rule.options)
        if rule.build is None:
            return rule, match, None
        if not is_expression(rule.name, match, language, scene):
            continue
        meaning = rule.build(match, scene)
        if meaning is not None:
            return rule, match, meaning
    return None


def _said(rule: Rule, match: Match, meaning: Meaning, text: str, language: Language) -> Iterator[TemporalExpression]:
    for piece, start, end in meaning.pieces or ((meaning, match.start, match.end),):
        span = Span(start=match.tokens[start].start, end=match.tokens[end - 1].end)
        yield TemporalExpression(
            span=span,
            text=span.quote(text),
            type=piece.type,
            value=piece.value,
            interval=piece.interval,
            modifier=piece.modifier or _modifier(match.tokens, start, language),
            rule=f"{language.code}.{rule.name}",
            anchor=piece.anchor if piece.interval else None,
            reason=None if piece.interval else piece.reason or "not resolved",
        )


def _modifier(tokens: Sequence[Token], start: int, language: Language) -> str | None:
    """What the words before an expression make of it: BEFORE, SINCE, APPROX, ..."""
    place = start
    while place and tokens[place - 1].lower in language.lists["articles"]:
        place -= 1
    if not place:
        return None
    for words, modifier in language.modifiers.get(tokens[place - 1].lower, ()):
        if tuple(token.lower for token in tokens[max(0, place - len(words)) : place]) == words:
            return modifier
    return None


def _remember(meaning: Meaning, match: Match, scene: Scene) -> None:
    for piece, _, end in meaning.pieces or ((meaning, match.start, match.end),):
        if piece.period is not None and piece.interval is not None:
            scene.told.append((piece.period, end))


def _shift_to_dateline(match: Match, meaning: Meaning, scene: Scene, text: str) -> None:
    """Makes the day of a dateline ("NICOSIA, August 8 (Xinhua) --") the reference date of what follows."""
    if match.end > _DATELINE_TOKENS or meaning.period is None or meaning.period.precision is not Precision.DAY:
        return
    day, tokens = meaning.period.first, match.tokens
    head = text[: tokens[match.start].start].split("\n")[-1].strip(" ,")
    opens = tokens[match.end].lower if match.end < len(tokens) else ""
    if not head or not head[:3].isupper() or opens not in ("(", "-", "–", "—", "_", ":"):
        return
    if scene.reference and 0 <= (scene.reference - day).days <= _DATELINE_AGE:
        scene.reference, scene.anchor = day, f"dateline {day.isoformat()}"
