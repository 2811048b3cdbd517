"""How many there are of what a list shows."""

from mainstay.present.text.totals import totals


def test_what_is_not_on_the_page_is_counted() -> None:
    assert totals("run", 0, {}) == totals("run", 0, {"done": 0}) == ""
    assert totals("run", 1, {"done": 1}) == "1 run that you may see: 1 done"
    assert totals("run", 3, {"waiting": 1, "done": 2}) == "3 runs that you may see: 2 done, 1 waiting"
    assert (
        totals("run", 2, {"waiting": 1, "done": 2}) == "2 here; in all you may see 3 runs: 2 done, 1 waiting"
    )
