"""Metrics stores that answer as Prometheus does: Prometheus itself, VictoriaMetrics, Mimir, Thanos."""
