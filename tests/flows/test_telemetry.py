"""OpenTelemetry: nothing without an endpoint, a plain error without the extra, runs and counts with both."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

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


@contextmanager
def listening() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A collector on the loopback address, and what was posted to it: path and body."""
    posted: list[tuple[str, bytes]] = []

    class Collecting(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Collecting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", posted
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_spans_and_figures_arrive_at_the_collector_that_the_settings_name() -> None:
    pytest.importorskip("opentelemetry.sdk", reason="the extra `otel` is not installed")
    from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    collector.cache_clear()
    with listening() as (address, posted):
        made = collector(f"{address}/")
        assert made is not None
        with watched_run(made, "poll", OUTCOME):
            pass
        made.tracers.shutdown()  # as at the end of a process
        made.meters.shutdown()
    collector.cache_clear()
    traces = [ExportTraceServiceRequest.FromString(body) for path, body in posted if path == "/v1/traces"]
    (resource,) = traces[0].resource_spans
    assert {"service.name": "eventwire"}.items() <= {
        each.key: each.value.string_value for each in resource.resource.attributes
    }.items()
    (span,) = resource.scope_spans[0].spans
    told = {each.key: each.value for each in span.attributes}
    assert (span.name, told["eventwire.run_id"].string_value) == ("run poll", "run_1")
    assert told["eventwire.kept"].int_value == 2
    figures = [ExportMetricsServiceRequest.FromString(body) for path, body in posted if path == "/v1/metrics"]
    found = {each.name: each for each in figures[-1].resource_metrics[0].scope_metrics[0].metrics}
    assert found["eventwire.inputs"].sum.data_points[0].as_int == 3
    assert found["eventwire.run.seconds"].histogram.data_points[0].count == 1
