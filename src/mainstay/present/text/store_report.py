"""What was done with a store as a whole, as text."""

from mainstay.domain.store_report import StoreReport
from mainstay.present.numbers import count, plural
from mainstay.present.visible import visible

_PLACE = 300


def backed_up(report: StoreReport) -> str:
    """Give what a backup holds."""
    return (
        f"{_rows(report)} of {visible(report.where, _PLACE)} are in {visible(report.file, _PLACE)}\n"
        + _table(report)
    )


def restored(report: StoreReport) -> str:
    """Give what was restored."""
    return (
        f"{_rows(report)} of {visible(report.file, _PLACE)} are in {visible(report.where, _PLACE)}\n"
        + _table(report)
    )


def migrated(report: StoreReport) -> str:
    """Give what became of a store's form."""
    where = visible(report.where, _PLACE)
    if report.before == report.revision:
        return f"{where} has revision {report.revision} already\n"
    return f"{where} went from revision {visible(report.before, 40)} to {report.revision}\n"


def looked_over(report: StoreReport) -> str:
    """Give what is wrong in a store."""
    head = f"{visible(report.where, _PLACE)}, revision {report.revision}: {_rows(report)}\n"
    if not report.wrong:
        return f"{head}{_table(report)}All of it is whole and fits together.\n"
    lines = [
        f"  {one.flaw}  {visible(one.where, 100)}: {visible(one.text, _PLACE)}\n" for one in report.wrong
    ]
    more = f"  and {plural(report.more, 'more thing')}\n" if report.more else ""
    return f"{head}Wrong:\n{''.join(lines)}{more}"


def _rows(report: StoreReport) -> str:
    return plural(sum(report.counts.values()), "row")


def _table(report: StoreReport) -> str:
    wide = max(map(len, report.counts), default=0)
    return "".join(f"  {name:<{wide}}  {count(many):>9}\n" for name, many in report.counts.items() if many)
