"""Rules from YAML files: what is wrong is named with file and line, all of it at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml
from pydantic import ValidationError

from domain.alerts import AlertRule
from domain.errors import InputError
from flows.alerting.rules import RuleDefinition
from flows.alerting.soundness import problems_of

_MOST_TOLD = 20


def rules_from_yaml(text: str, where: str) -> tuple[AlertRule, ...]:
    """The rules of a YAML list. Raises InputError naming line, rule and field of all that can't be used."""
    tree = _tree(text, where)
    record = _plain(text, where)
    rows = record.get("rules") if isinstance(record, dict) else None
    if tree is None or not isinstance(record, dict) or not isinstance(rows, list):
        raise InputError(f"{where} has no list `rules`; seeds/alert_rules.yaml shows one")
    if strange := sorted(str(key) for key in record.keys() - {"rules", "groups"}):
        raise InputError(f"{where}: {strange[0]}: at the top stand `rules` and `groups` alone")
    shared = record.get("groups") or {}
    problems: list[str] = []
    if not _are_groups(shared):
        raise InputError(f"{where}:{_line(tree, ('groups',))}: groups: names with lists of actors are wanted")
    rules = []
    for number, row in enumerate(rows):
        definition, wrong = _rule(row, shared)
        told = f"rule {row['id']}" if isinstance(row, dict) and "id" in row else f"rule {number + 1}"
        problems += [f"{where}:{_line(tree, ('rules', number, *path))}: {told}: {said}" for path, said in wrong]
        if definition is not None and not wrong:
            rules.append(definition)
    problems += _doubled(rules, where)
    if problems:
        more = f"\nand {len(problems) - _MOST_TOLD} more" if len(problems) > _MOST_TOLD else ""
        raise InputError("\n".join(problems[:_MOST_TOLD]) + more)
    return tuple(_stored(rule) for rule in rules)


def _tree(text: str, where: str) -> yaml.Node | None:
    """The document with the lines of its parts."""
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{where}:{line}: this is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise InputError(f"{where}: this is not YAML: {error}") from error


def _plain(text: str, where: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:  # such as a date that there is not, or a list as a key
        raise InputError(f"{where}: this is not YAML that can be used: {error}") from error


def _are_groups(shared: object) -> bool:
    return isinstance(shared, dict) and all(
        isinstance(name, str) and isinstance(members, list) and all(isinstance(each, str) for each in members)
        for name, members in shared.items()
    )


def _rule(
    row: object, shared: Mapping[str, Sequence[str]]
) -> tuple[RuleDefinition | None, list[tuple[tuple[str | int, ...], str]]]:
    """A rule and what is wrong with it: each with the path to it, and in words."""
    if not isinstance(row, dict):
        return None, [((), "fields with values are wanted")]
    own = row.get("groups") or {}
    if not _are_groups(own):
        return None, [(("groups",), "groups: names with lists of actors are wanted")]
    groups = {**shared, **own}
    try:
        rule = RuleDefinition.model_validate(row | ({"groups": groups} if groups else {}))
    except ValidationError as error:
        return None, [_told(each) for each in error.errors()]
    return rule, [(path, f"{'.'.join(map(str, path))}: {said}") for path, said in problems_of(rule)]


def _told(error: Any) -> tuple[tuple[str | int, ...], str]:
    path = tuple(error["loc"])
    said = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        said = "there is no such field"
    elif isinstance(error["input"], str | int | float):
        said = f"{said[0].lower()}{said[1:]}, not {error['input']!r}"
    return path, f"{'.'.join(map(str, path))}: {said}" if path else said


def _doubled(rules: Iterable[RuleDefinition], where: str) -> list[str]:
    ids = [rule.id for rule in rules]
    return [f"{where}: the id {each} stands at several rules" for each in sorted(set(ids)) if ids.count(each) > 1]


def _line(tree: yaml.Node, path: Sequence[str | int]) -> int:
    """The line of the part of a document that a path of keys and positions leads to, or as near as it leads."""
    node: yaml.Node = tree
    line = 1
    for step in path:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    found, line = value, key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
            line = found.start_mark.line + 1
        if found is None:
            return line
        node = found
    return line


def _stored(found: RuleDefinition) -> AlertRule:
    rule = found.model_copy(update={"groups": found.used_groups()})
    definition = yaml.safe_dump(
        rule.model_dump(mode="json", exclude_defaults=True), sort_keys=False, allow_unicode=True, width=110
    )
    return AlertRule(
        rule_id=rule.id,
        name=rule.name,
        description=rule.description,
        severity=rule.severity,
        definition=definition,
    )
