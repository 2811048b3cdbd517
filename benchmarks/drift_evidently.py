"""Drift by Evidently's preset, run in the environment that it is installed in: `REFERENCE.parquet CURRENT.parquet`.

Prints the seconds of reading, comparing and its result, the most memory in MiB, and the columns that it tells.
"""

import resource
import sys
import time


def main() -> None:
    """Compare once."""
    import pandas  # type: ignore[import-untyped]  # they are installed elsewhere
    from evidently import Report  # type: ignore[import-not-found]
    from evidently.presets import DataDriftPreset  # type: ignore[import-not-found]

    began = time.perf_counter()
    reference, current = (pandas.read_parquet(name) for name in sys.argv[1:])
    found = Report([DataDriftPreset()]).run(current, reference).dict()
    seconds = time.perf_counter() - began
    told = []
    for metric in found["metrics"]:
        named = metric.get("config", {})
        column, threshold = named.get("column"), named.get("threshold")
        if column and threshold is not None:
            value = float(metric["value"])
            by_chance = "p_value" in str(named.get("method", "")) or "p_value" in metric.get(
                "metric_name", ""
            )
            if value <= threshold if by_chance else value >= threshold:
                told.append(column)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10, *told)


if __name__ == "__main__":
    main()
