"""Traces and metrics of runs by OpenTelemetry, only where EVENTWIRE_OTEL names a collector."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from domain.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

    from flows.loading.outcomes import RunOutcome

_SCOPE = "eventwire"
_EXPORT_MILLIS = 5_000
_PATIENCE = 3.0  # seconds for a collector that does not answer: it keeps no run waiting
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Collector:
    """Where spans and figures go."""

    tracers: "TracerProvider"
    meters: "MeterProvider"


@contextmanager
def watched_run(collector: Collector | None, flow: str, outcome: "RunOutcome") -> Iterator[None]:
    """Logs a run's begin and end with its id, and sends a span and its counts to the collector, where there is one."""
    _log.info("run %s of %s began", outcome.run_id, flow, extra={"run_id": outcome.run_id})
    started = time.monotonic()
    with _span(collector, flow, outcome):
        yield
    seconds = time.monotonic() - started
    counts = outcome.counts_by_name()
    told = ", ".join(f"{name} {number}" for name, number in counts.items() if number)
    _log.info("run %s of %s ended: %s", outcome.run_id, flow, told or "nothing", extra={"run_id": outcome.run_id})
    if collector is not None:
        meter = collector.meters.get_meter(_SCOPE)
        meter.create_histogram("eventwire.run.seconds", unit="s").record(seconds, {"flow": flow})
        for name, number in counts.items():
            meter.create_counter(f"eventwire.{name}").add(number, {"flow": flow})


@contextmanager
def _span(collector: Collector | None, flow: str, outcome: "RunOutcome") -> Iterator[None]:
    if collector is None:
        yield
        return
    tracer = collector.tracers.get_tracer(_SCOPE)
    with tracer.start_as_current_span(f"run {flow}", attributes={"eventwire.run_id": outcome.run_id}) as span:
        try:
            yield
        finally:
            for name, number in outcome.counts_by_name().items():
                span.set_attribute(f"eventwire.{name}", number)


@lru_cache(maxsize=1)
def collector(endpoint: str | None) -> Collector | None:
    """The collector at an address as `http://host:4318`; None where none is set.

    Raises SettingsError where the extra is not installed.
    """
    if not endpoint:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.metrics import MeterProvider
        from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError(
            "EVENTWIRE_OTEL is set, but OpenTelemetry is not installed: pip install 'eventwire[otel]', or unset it"
        ) from error
    base = endpoint.rstrip("/")
    resource = Resource.create({"service.name": "eventwire"})
    tracers = TracerProvider(resource=resource)  # flushed when the process ends
    tracers.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=f"{base}/v1/traces", timeout=_PATIENCE)))
    reader = PeriodicExportingMetricReader(
        OTLPMetricExporter(endpoint=f"{base}/v1/metrics", timeout=_PATIENCE), export_interval_millis=_EXPORT_MILLIS
    )
    return Collector(tracers=tracers, meters=MeterProvider(resource=resource, metric_readers=[reader]))
