"""OpenTelemetry: nothing without an endpoint, a plain error without the extra, runs and counts with both."""

import logging
import sys

import pytest

from domain.errors import SettingsError
from domain.runs import RunCounts
from flows.loading.outcomes import RunOutcome
from flows.telemetry import Collector, collector, watched_run

OUTCOME = RunOutcome(run_id="run_1", counts=RunCounts(inputs=3, kept=2))


def test_without_an_endpoint_nothing_is_collected() -> None:
    assert collector(None) is None
    assert collector("") is None


def test_without_the_extra_an_endpoint_is_a_plain_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.metric_exporter", None)
    collector.cache_clear()
    with pytest.raises(SettingsError, match="pip install"):
        collector("http://127.0.0.1:4318")


def test_a_run_is_logged_with_its_id(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "flows.telemetry"), watched_run(None, "poll", OUTCOME):
        pass
    assert [record.__dict__["run_id"] for record in caplog.records] == ["run_1", "run_1"]
    assert "inputs 3, kept 2" in caplog.text


def test_a_run_gives_a_span_and_its_counts() -> None:
    pytest.importorskip("opentelemetry.sdk", reason="the extra `otel` is not installed")
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import InMemoryMetricReader
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    spans, reader, tracers = InMemorySpanExporter(), InMemoryMetricReader(), TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    with watched_run(Collector(tracers, MeterProvider(metric_readers=[reader])), "poll", OUTCOME):
        pass
    (span,) = spans.get_finished_spans()
    assert span.name == "run poll"
    assert span.attributes is not None
    assert (span.attributes["eventwire.run_id"], span.attributes["eventwire.kept"]) == ("run_1", 2)
    data = reader.get_metrics_data()
    assert data is not None
    names = {each.name for one in data.resource_metrics for scope in one.scope_metrics for each in scope.metrics}
    assert {"eventwire.run.seconds", "eventwire.kept"} <= names
