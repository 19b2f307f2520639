"""Alerting: rules over what was loaded, alerts that update in place, and their delivery at least once."""

from flows.alerting.channels import Channels
from flows.alerting.delivery import deliver
from flows.alerting.evaluation import Evaluation, evaluate
from flows.alerting.rule_files import rules_from_yaml
from flows.alerting.rules import RuleDefinition

__all__ = ["Channels", "Evaluation", "RuleDefinition", "deliver", "evaluate", "rules_from_yaml"]
