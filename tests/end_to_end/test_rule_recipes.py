"""The rules that the pages show can be used, and answer on the articles of `seeds/`."""

import re
from pathlib import Path

import pytest

from domain.alerts import AlertRule
from flows.alerting import rules_from_yaml
from flows.alerting.evaluation import fired_before
from flows.extraction import Knowledge
from flows.loading import run_backfill
from flows.loading.clock import utc_now
from flows.settings import load_settings
from storage import Database

ROOT = Path(__file__).resolve().parents[2]
_SHOWN = re.compile(r"```yaml\n(?P<yaml>.*?)```", re.DOTALL)

pytestmark = pytest.mark.model


def shown() -> list[AlertRule]:
    text = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
    blocks = [found["yaml"] for found in _SHOWN.finditer(text)]
    return [rule for number, block in enumerate(blocks, 1) for rule in rules_from_yaml(block, f"block {number}")]


def test_the_rules_of_the_page_and_the_shipped_ones_run_over_the_seeds(knowledge: Knowledge, tmp_path: Path) -> None:
    database = Database(path=tmp_path / "seeds.duckdb")
    run_backfill([ROOT / "seeds"], load_settings(database=database.path), knowledge=knowledge)
    shipped = rules_from_yaml((ROOT / "seeds" / "alert_rules.yaml").read_text(encoding="utf-8"), "alert_rules.yaml")
    fired = {rule.rule_id: len(fired_before(database, rule, now=utc_now())) for rule in (*shown(), *shipped)}
    assert len(shown()) >= 10
    assert len(fired) >= 24
    assert min(fired[each] for each in ("strike-between-states", "mass-casualties", "meetings", "first-contact")) > 0
