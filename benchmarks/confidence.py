"""How far a report's confidence can be believed: the share of reports whose type is right, by confidence.

    python benchmarks/confidence.py [--fit] [--against ../shared/data/events]

Measured on sentences of our own (tests/extractors/reports: the told ones and the table). `--fit` writes the table that
turns the coder's level into a share, from these sentences alone; the errors of calibration (mean distance between
confidence and share right, ten bins) are by five-fold cross-validation over sentences. `--against` checks the table on
development data, from which nothing is fitted; there a sentence has one gold event and other reports count as wrong.
"""

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.documents import Article, MediaType, RawDocument
from domain.rejects import Rejected
from extractors.ontology.confidence import AS_IT_IS, Confidence, read_confidence
from extractors.ontology.ontology import DATA
from flows.extraction import Knowledge, code, load_knowledge, read

_OWN = Path(__file__).parents[1] / "tests" / "extractors" / "reports"
_TABLE = DATA / "confidence.csv"
_FOLDS = 5
_BINS = 10
_PRIOR = 8.0  # reports at the mean share that each level starts with: a level seen three times says little
_YIELDS = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}
_OLDER_NAMES = {"DEMAND": "REQUEST", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}
_HEADER = """# Confidence of reports: the coder's own level, share of our sentences' reports with the right type, count.
# Written by `python benchmarks/confidence.py --fit`, from our own sentences alone. Licence: CC0-1.0.
level,right,reports
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One report of a sentence: how sure the coder was, and whether its type is among those that the sentence tells."""

    sentence: str
    level: float
    right: bool
    rule: str


def told_sentences() -> dict[str, frozenset[str]]:
    """Our own sentences with the types that they tell."""
    found: dict[str, frozenset[str]] = {}
    for path in sorted((_OWN / "told").glob("*.tsv")):
        for line in _lines(path):
            sentence, _, type_, _ = line.split("\t")
            found[sentence] = frozenset({type_} - {"NONE"})
    for line in _lines(_OWN / "sentences.tsv"):
        expected, sentence = line.split("\t")[:2]
        rows = expected.removeprefix("?").split(";")
        found[sentence] = frozenset(row.split()[0] for row in rows if not row.startswith(("none", "!")))
    return found


def gold_sentences(folder: Path) -> dict[str, dict[str, frozenset[str]]]:
    """The development sets by name: sentences with their gold type."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for name, file, text, type_ in (
        ("plv", "plv_train.jsonl", "sentence", "type"),
        ("gsr", "plover_gsr_dev.jsonl", "text", "event"),
    ):
        gold: dict[str, set[str]] = defaultdict(set)
        for line in (folder / file).read_text("utf-8").splitlines():
            row = json.loads(line)
            gold[row[text]].add(_OLDER_NAMES.get(row[type_], row[type_]))
        found[name] = {sentence: frozenset(types) for sentence, types in gold.items()}
    return found


def judged(sentences: dict[str, frozenset[str]], knowledge: Knowledge, *, yields: bool = False) -> list[Judged]:
    """The reports of the sentences; `yields` takes RETREAT and CONCEDE for one type."""
    articles: list[tuple[str, Article]] = []
    for sentence in sentences:
        article = read(RawDocument(content=sentence.encode(), media_type=MediaType.TEXT), today=None)
        if isinstance(article, Article):
            articles.append((sentence, article))
    found = []
    for (sentence, _), coded in zip(articles, code([each for _, each in articles], knowledge), strict=True):
        if isinstance(coded, Rejected):
            continue
        for report in coded.reports:
            type_ = _YIELDS.get(report.type.value, report.type.value) if yields else report.type.value
            right = type_ in sentences[sentence]
            found.append(Judged(sentence=sentence, level=round(report.confidence, 3), right=right, rule=report.rule))
    return found


def fitted(reports: Sequence[Judged]) -> Confidence:
    """The rising line nearest to the shares by level (pool adjacent violators), drawn a little towards their mean."""
    mean = sum(each.right for each in reports) / len(reports)
    by_level: dict[float, list[bool]] = defaultdict(list)
    for each in reports:
        by_level[each.level].append(each.right)
    pools: list[tuple[float, float, list[float]]] = []  # weight, share, levels
    for level, rights in sorted(by_level.items()):
        weight = len(rights) + _PRIOR
        pools.append((weight, (sum(rights) + _PRIOR * mean) / weight, [level]))
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            (one, low, first), (other, high, second) = pools[-2:]
            pools[-2:] = [(one + other, (one * low + other * high) / (one + other), first + second)]
    points = [(level, round(share, 3)) for _, share, levels in pools for level in levels]
    return Confidence(levels=tuple(level for level, _ in points), right=tuple(share for _, share in points))


def calibration_error(pairs: Iterable[tuple[float, bool]]) -> float:
    """Mean distance between confidence and share right, over ten bins of confidence, weighted by their reports."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in pairs:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, right))
    total = sum(map(len, bins.values()))
    gaps = (abs(sum(each - right for each, right in pairs)) for pairs in bins.values())
    return sum(gaps) / total if total else 0.0


def cross_validated(reports: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Each report's share as the line fitted without its fold of sentences gives it."""
    fold = {each.sentence: hashlib.sha256(each.sentence.encode()).digest()[0] % _FOLDS for each in reports}
    found = []
    for number in range(_FOLDS):
        line = fitted([each for each in reports if fold[each.sentence] != number])
        found += [(line.of(each.level), each.right) for each in reports if fold[each.sentence] == number]
    return found


def show(name: str, reports: Sequence[Judged], line: Confidence) -> None:
    """The reliability table of a set, and its errors before and after."""
    print(f"\n{name}: {len(reports)} reports, {sum(each.right for each in reports) / len(reports):.3f} right")
    print(f"{'level':>7} {'confidence':>11} {'right':>7} {'reports':>8}")
    for level in sorted({each.level for each in reports}):
        rights = [each.right for each in reports if each.level == level]
        print(f"{level:>7.2f} {line.of(level):>11.3f} {sum(rights) / len(rights):>7.3f} {len(rights):>8}")
    before = calibration_error((each.level, each.right) for each in reports)
    after = calibration_error((line.of(each.level), each.right) for each in reports)
    print(f"calibration error: {before:.3f} by the coder's level, {after:.3f} by the table")


def write_table(reports: Sequence[Judged], line: Confidence) -> None:
    """The table as a data file."""
    rows = [
        f"{level:g},{share:g},{sum(each.level == level for each in reports)}\n"
        for level, share in zip(line.levels, line.right, strict=True)
    ]
    _TABLE.write_text(_HEADER + "".join(rows), encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--fit", action="store_true", help="write the table anew")
    options.add_argument("--against", type=Path, help="folder of development data to check the table on")
    chosen = options.parse_args()
    loaded = load_knowledge()
    knowledge = replace(loaded, ontology=replace(loaded.ontology, confidence=AS_IT_IS))
    own = judged(told_sentences(), knowledge)
    if chosen.fit:
        write_table(own, fitted(own))
    line = read_confidence(_TABLE)
    show("our own sentences", own, line)
    print(f"by cross-validation: {calibration_error(cross_validated(own)):.3f}")
    if chosen.against:
        for name, gold in gold_sentences(chosen.against).items():
            show(name, judged(gold, knowledge, yields=name == "plv"), line)


if __name__ == "__main__":
    main()
