"""Places of an article: names that stand as locations, each with the likeliest place of that name.

Candidates are ranked by what the text says beside the name ("Tripoli, Lebanon"), by the countries that the article
speaks of, and by population.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log10

from spacy.tokens import Doc

from domain.actors import ActorLayer, MentionForm, Place, PlaceMention
from domain.documents import Article
from domain.spans import Span
from extractors.actors.names import folded
from extractors.places.table import PlaceTable, load_table

_LONGEST = 4  # words of a name
_WHERE = frozenset(
    "in at near from outside inside around across throughout into to toward towards via over through within off".split()
)
_LOCATIVE = frozenset("in at near inside across throughout within outside around".split())
_LABELS = frozenset(("GPE", "LOC", "FAC"))
_JOINED = frozenset(
    "- ' al el ez es ul ad as of and de la del du au en le les sur sous des do da dos das di am an der upon province "
    "region crossing nuclear power plant state".split()
)
_NEAR = frozenset(
    "the northern southern eastern western central downtown northwest northeast southwest southeast northwestern "
    "northeastern southwestern southeastern occupied neighboring neighbouring besieged city town village "
    "capital of".split()
)
_BESIDE = 6.0  # weight of a country or division named beside the place
_COUNTRY = 3.0  # of a country that the article speaks of
_FAME = 0.7  # of each power of ten of population
_SHORT = 3  # letters of what may be an acronym
_GENERIC = (MentionForm.NOMINAL, MentionForm.TITLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Places by folded name, most populous first."""

    places: Mapping[str, tuple[Place, ...]]


def load_gazetteer() -> Gazetteer:
    """The gazetteer from its data file."""
    return Gazetteer(places=load_table())


@dataclass(frozen=True, slots=True)
class _Named:
    start: int  # tokens
    end: int
    places: tuple[Place, ...]


def find_places(doc: Doc, article: Article, layer: ActorLayer, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Places named as locations, in text order; what acts as an actor in `layer` is not among them."""
    texts = [token.text for token in doc]
    keys = [folded(text) for text in texts]
    labels = [token.ent_type_ for token in doc]
    actors, owners = _actor_tokens(doc, layer), _owner_tokens(doc, layer)
    mentioned = _mentioned_tokens(doc, layer) if "PERSON" in labels else []
    people = [label == "PERSON" and mentioned[i] for i, label in enumerate(labels)]
    named = _names(texts, keys, labels, people, gazetteer)
    countries: Counter[str | None] = Counter(actor.country for actor in layer.actors if actor.country)
    for each in named:
        if each.places[0].precision == "country" and each.places[0].country:
            countries[each.places[0].country] += 1
    parsed = doc.has_annotation("DEP")
    found = []
    for number, each in enumerate(named):
        located = each.start > 0 and keys[each.start - 1] in _WHERE
        within = _is_located(keys, each.start)
        if any(actors[each.start : each.end]) and not within:
            continue
        if each.start in owners and not within:
            continue
        if parsed and not within and not located and labels[each.start] not in (*_LABELS, "PERSON"):
            continue
        beside = named[number + 1] if number + 1 < len(named) and _is_beside(texts, each, named[number + 1]) else None
        if beside is not None and _is_elsewhere(texts, each, beside, gazetteer):
            continue
        place, rule, reason = _likeliest(each, beside, countries, gazetteer)
        start = doc[each.start].idx
        end = doc[each.end - 1].idx + len(doc[each.end - 1])
        found.append(
            PlaceMention(
                span=Span(start=start, end=end), text=article.text[start:end], place=place, rule=rule, reason=reason
            )
        )
    return tuple(found)


def _actor_tokens(doc: Doc, layer: ActorLayer) -> list[bool]:
    """Which tokens belong to mentions of actors; of "protesters in Tbilisi" only what stands up to the head does."""
    taken = [False] * len(doc)
    for mention in layer.mentions:
        end = mention.head.end if mention.form in _GENERIC else mention.span.end
        span = doc.char_span(mention.span.start, max(end, mention.span.start + 1), alignment_mode="expand")
        if span is not None:
            taken[span.start : span.end] = [True] * (span.end - span.start)
    return taken


def _owner_tokens(doc: Doc, layer: ActorLayer) -> frozenset[int]:
    """Tokens that say whose actors are: "Chad" in "the envoys of Chad"."""
    found: set[int] = set()
    for mention in layer.mentions:
        if mention.form not in _GENERIC or mention.span.end <= mention.head.end:
            continue
        behind = doc.char_span(mention.head.end, mention.span.end, alignment_mode="expand")
        if behind is not None and any(token.lower_ == "of" for token in behind[:2]):
            found.update(token.i for token in behind)
    return frozenset(found)


def _mentioned_tokens(doc: Doc, layer: ActorLayer) -> list[bool]:
    """Which tokens belong to any mention: what the model took for a person and no mention holds is a place's name."""
    taken = [False] * len(doc)
    for mention in layer.mentions:
        span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if span is not None:
            taken[span.start : span.end] = [True] * (span.end - span.start)
    return taken


def _names(
    texts: list[str], keys: list[str], labels: list[str], people: list[bool], gazetteer: Gazetteer
) -> list[_Named]:
    """Capitalised names of the gazetteer, the longest from each token on; never a part of a person's name."""
    found = []
    place, size = 0, len(texts)
    while place < size:
        end = _end_of_name(texts, keys, place, gazetteer) if texts[place][:1].isupper() else None
        if (
            end is None
            or people[place]
            or (labels[place] == "PERSON" and _run(labels, place) > end - place)
            or (labels[place] == "ORG" and labels[end - 1] == "ORG" and end - place < _run(labels, place))
        ):
            place += 1
            continue
        places = gazetteer.places[_key(keys[place:end])]
        if end - place > 1 or not _is_acronym(texts[place], places):
            found.append(_Named(place, end, places))
        place = end
    return found


def _is_acronym(text: str, places: tuple[Place, ...]) -> bool:
    """Whether a few capital letters only look like a town's name: "UN" is not Un in Gujarat, "US" is a country."""
    if not text.isupper() or not 1 < len(text) <= _SHORT:
        return False
    return all(place.precision == "city" and not place.name.isupper() for place in places)


def _run(labels: list[str], place: int) -> int:
    """How many tokens from here on have one label."""
    end = place
    while end < len(labels) and labels[end] == labels[place]:
        end += 1
    return end - place


def _key(keys: list[str]) -> str:
    return " ".join(key for key in keys if key not in ("-", "–", ""))


def _end_of_name(texts: list[str], keys: list[str], start: int, gazetteer: Gazetteer) -> int | None:
    best = None
    for end in range(start + 1, min(start + _LONGEST + 3, len(keys)) + 1):
        last = texts[end - 1]
        if end - start > 1 and not (last[:1].isupper() or keys[end - 1] in _JOINED or last in ("-", "–")):
            break
        if _key(keys[start:end]) in gazetteer.places and last not in ("-", "–"):
            best = end
    return best


def _is_located(keys: list[str], start: int) -> bool:
    """Whether "in", "near" or the like stands before the name, or before "the northern" before it."""
    for place in range(start - 1, max(-1, start - 4), -1):
        if keys[place] in _LOCATIVE:
            return True
        if keys[place] not in _NEAR:
            return False
    return False


def _is_beside(texts: list[str], each: _Named, after: _Named) -> bool:
    """ "Tripoli, Lebanon": a comma and nothing else between."""
    return after.start == each.end + 1 and texts[each.end] == ","


def _likeliest(
    each: _Named, beside: _Named | None, countries: Mapping[str | None, int], gazetteer: Gazetteer
) -> tuple[Place, str, str | None]:
    if len(each.places) == 1:
        return each.places[0], "gazetteer", None
    table = gazetteer.places
    spoken = sum(countries.values()) or 1

    def weight(place: Place) -> float:
        people = table.population(place) if isinstance(table, PlaceTable) else 0
        score = _FAME * log10(max(people, 1)) + _COUNTRY * min(1.0, 2 * countries.get(place.country, 0) / spoken)
        return score + (_BESIDE if beside is not None and _agrees(place, beside, table) else 0.0)

    best = max(each.places, key=weight)
    if beside is not None and _agrees(best, beside, table):
        return best, "gazetteer: beside", f"{len(each.places)} places so called; the text says which"
    by = "the article's countries" if countries.get(best.country) else "population"
    return best, "gazetteer: ranked", f"{len(each.places)} places so called; chosen by {by}"


def _is_elsewhere(texts: list[str], each: _Named, beside: _Named, gazetteer: Gazetteer) -> bool:
    """Whether what stands beside puts a name where we know no place so called: "Surrey, England"."""
    behind = [text for text in texts[beside.end : beside.end + 2] if text != ","]
    if behind and (behind[0] in ("and", "or", "&") or (texts[beside.end] == "," and behind[0][:1].isupper())):
        return False  # a list
    kinds = {place.precision for place in beside.places}
    if "country" in {place.precision for place in each.places}:
        wider = "city" in kinds and "country" not in kinds  # a state is in no town
    else:
        wider = bool(kinds & {"country", "region"})
    table = gazetteer.places
    return wider and not any(
        _agrees(place, beside, table) or place.country in {other.country for other in beside.places}
        for place in each.places
    )


def _agrees(place: Place, beside: _Named, table: Mapping[str, tuple[Place, ...]]) -> bool:
    for other in beside.places:
        if other.precision == "country" and other.country == place.country:
            return True
        if other.country != place.country or not isinstance(table, PlaceTable):
            continue
        if other.precision == "city" and place.precision == "city" and table.division(place) == table.division(other):
            return True  # a part of a city: "Jamaica, Queens"
        if other.precision == "region":
            mine, its = table.division(place), table.division(other)
            if not mine or not its or mine == its:
                return True
    return False
