"""False friends that only their surroundings give away: numbers that are no years, names that are no months."""

# ruff: noqa: ARG001 -- all guards are called alike

from extractors.dates.grammar import Language
from extractors.dates.meanings import Match, Scene
from extractors.dates.tense import PAST, WEAK_PAST

_PEOPLE = ("PERSON",)
_TITLES = ("WORK_OF_ART", "ORG")
_COUNTS = ("CARDINAL", "QUANTITY", "MONEY", "PERCENT", "ORDINAL")


def is_expression(rule: str, match: Match, language: Language, scene: Scene) -> bool:
    """Whether a match stands where such an expression can stand.

    Bare years want a preposition, an article or a label of the model; bare months that are also names or verbs ("May",
    "March") want a preposition or a date's other parts.
    """
    check = _CHECKS.get(rule)
    return check is None or check(match, language, scene)


def _bare_year(match: Match, language: Language, scene: Scene) -> bool:
    number = int(match.word("y") or 0)
    before, after = match.before(), match.after()
    lists = language.lists
    if before in lists["not_before_year"] or after in lists["not_after_year"]:
        return False
    if before == "-" and (match.before(2) in lists["not_before_year"] or len(match.before(2)) == 1):  # "M-1917"
        return False
    if after in ("-", "–") and match.after(2).isalpha() and match.after(2) in language.values.get("UNIT", {}):
        return False
    if after in ("-", "–", "/") and match.after(2).isdigit():  # a code, a span of numbers
        return False
    if not 1000 <= number <= 2100:
        return False
    label = scene.entity(match.start)
    if before in lists["year_prepositions"]:
        return number >= 1400 and (label not in _COUNTS or number >= 1700) and not _counts(match, scene, label)
    if label:
        return label in ("DATE", "EVENT", "LAW", "FAC", "WORK_OF_ART", "ORG") and number >= 1700
    return 1800 <= number <= 2100 and (before in lists["year_neighbours"] or after in lists["year_neighbours"])


def _counts(match: Match, scene: Scene, label: str) -> bool:
    """Whether the number counts what follows ("in 2000 villages")."""
    if label not in ("CARDINAL", "QUANTITY"):
        return False
    following = match.after()
    return following.isalpha() and following.endswith("s") and following not in ("as", "was", "is", "its", "this")


def _bare_month(match: Match, language: Language, scene: Scene) -> bool:
    word = match.word("m").split(" ")[0]
    before, after = match.before(), match.after()
    lists = language.lists
    if match.has("p") or match.has("y") or match.has("ry") or match.has("rel"):
        return True
    place = match.end
    follower = match.tokens[place] if place < len(match.tokens) else None
    if word in language.values.get("MABBR", {}):
        named = follower is not None and follower.capital and follower.kind == "word"
        return not named and before in lists["month_prepositions"] and word not in lists["name_months"]
    if before in lists["titles"] or scene.entity(match.end - 1) in _PEOPLE:
        return before in lists["month_prepositions"] and word not in lists["name_months"]
    if word not in lists["name_months"]:
        return True
    if before not in lists["month_prepositions"]:
        opens = not before or not before[0].isalnum()  # "May said", "the Women's March"
        return not opens and scene.entity(match.start) == "DATE" and after != "on"
    named = (
        follower is not None
        and follower.capital
        and follower.kind == "word"
        and follower.start == match.tokens[place - 1].end + 1
    )
    return not (named and scene.entity(place) in ("PERSON", "ORG", "GPE", "FAC", "EVENT"))


def _bare_weekday(match: Match, language: Language, scene: Scene) -> bool:
    if match.has("w") and match.word("w") in language.values.get("WDABBR", {}):
        return False
    return scene.entity(match.start) not in ("PERSON", "WORK_OF_ART")


def _bare_season(match: Match, language: Language, scene: Scene) -> bool:
    return match.has("y") or match.has("rel") or match.before() in language.lists["season_prepositions"]


def _bare_period(match: Match, language: Language, scene: Scene) -> bool:
    """Quarters and halves: not those of games."""
    if match.has("y") or match.has("ry"):
        return True
    around = {token.lower for token in match.tokens[max(0, match.start - 15) : match.end + 15]}
    return not around & language.lists["sports"]


def _day_in_month(match: Match, language: Language, scene: Scene) -> bool:
    after = match.after()
    return match.before(1) in language.lists["day_prepositions"] and not after[:1].isalpha()


def _decade(match: Match, language: Language, scene: Scene) -> bool:
    """ "the '30s", "the 30s": not the thirties of a person, a temperature or a price."""
    short = len(match.word("n")) == 3 and match.word("n")[0].isdigit()
    words = [token.lower for token in match.tokens[match.start : match.end]]
    return not short or "'" in words or ("the" in words and match.before() in language.lists["year_prepositions"])


def _plain_units(match: Match, language: Language, scene: Scene) -> bool:
    """ "years", "weeks" on their own: as lengths of time, not as what something is."""
    return (
        match.before() in language.lists["length_prepositions"] or match.after() in language.lists["length_followers"]
    )


def _single_unit(match: Match, language: Language, scene: Scene) -> bool:
    """ "a day", "an hour": not the first word of "a day of rage", nor "a second time"."""
    return match.after() not in language.lists["not_after_single"]


def _feast(match: Match, language: Language, scene: Scene) -> bool:
    """ "killed on Christmas", not "killed at an office Christmas party"."""
    return match.after() not in language.lists.get("things_of_feasts", ())


def _service(match: Match, language: Language, scene: Scene) -> bool:
    """ "after Friday prayers": of the last Friday where the verb tells what happened, else of any."""
    return scene.direction(match.start, match.end) in (PAST, WEAK_PAST)


def _length(match: Match, language: Language, scene: Scene) -> bool:
    """ "two weeks", not the programme of that name."""
    return scene.entity(match.start) not in _TITLES


def _repetition(match: Match, language: Language, scene: Scene) -> bool:
    """ "daily flights", not the newspaper: "the party daily Granma", "a weekly"."""
    if match.tokens[match.start].capital and match.before()[:1].isalnum():
        return False
    return scene.pos_before(match.end) not in ("NOUN", "PROPN") and scene.entity(match.start) not in _TITLES


def _deictic_unit(match: Match, language: Language, scene: Scene) -> bool:
    """ "last year", but not "his last year in office" nor "the last year of the war"."""
    ends = match.after() == "of" and match.word("rel") in ("last", "past")
    opens = "the" in (match.before(), match.tokens[match.start].lower)  # not "was convicted last month of murder"
    return not (ends and opens) or match.has("n") or match.has("p")


def _beside_something(match: Match, language: Language, scene: Scene) -> bool:
    """ "the day before the vote", not "later in the day before he left"."""
    return match.before() not in ("in", "of")


def _stands_alone(match: Match, language: Language, scene: Scene) -> bool:
    """ "the day before", not "the day before the vote"."""
    return not match.after()[:1].isalnum() and match.after() not in ("'", '"')


_CHECKS = {
    "day_before": _stands_alone,
    "day_after": _stands_alone,
    "unit_beside_something": _beside_something,
    "near_units": _deictic_unit,
    "relative_unit": _deictic_unit,
    "year": _bare_year,
    "month": _bare_month,
    "weekday": _bare_weekday,
    "season": _bare_season,
    "quarter": _bare_period,
    "half": _bare_period,
    "decade": _decade,
    "day_of_month": _day_in_month,
    "duration": _length,
    "feast": _feast,
    "service": _service,
    "set_word": _repetition,
    "plain_units": _plain_units,
    "single_unit": _single_unit,
}
