"""Predictions and replays of the past, in every kind of store."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.checking import check
from mainstay.adapters.store.moving import backup
from mainstay.adapters.store.opening import connected, open_store
from mainstay.adapters.store.records.lists import one_by_one
from mainstay.adapters.store.schema.ledger import LEDGER
from mainstay.domain.errors import RunFailed, Taken
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import DATE, LEVEL, PASSES, Prediction
from mainstay.domain.signal import Side
from mainstay.domain.store_report import Flaw
from mainstay.ports.records.ledger import Ledger, Unread
from mainstay.ports.store import Store
from tests.fakes.forecasts import made_forecast, made_replay


def test_a_prediction_is_judged_once_it_is_due_and_once_only(store: Store) -> None:
    made = [
        Prediction("a", "disk-full", "host:1", "full by Friday", 10, 300, probability=0.8),
        Prediction("b", "disk-full", "host:2", "between", 20, 200, low=-1.5, high=1e300, cover=0.8),
        Prediction("c", "fix", "host:1", "", 30, 400),
    ]
    with store.writing() as work:
        work.ledger.add(made)
    with store.writing() as work:
        assert list(work.ledger.due(300)) == [made[1], made[0]]
        judged = replace(made[1], judged_at=350, came=False, value=0.25)
        assert work.ledger.judge(judged)
        assert not work.ledger.judge(replace(judged, came=True))
        assert not work.ledger.judge(replace(judged, id="none"))
        assert list(work.ledger.due(300, most=5)) == [made[0]]
        assert list(work.ledger.of("disk-full")) == [judged, made[0]]
        assert list(work.ledger.of("disk-full", "host:1", most=1)) == [made[0]]
    with pytest.raises(RunFailed), store.writing() as work:
        work.ledger.add([replace(made[0], kind="other")])
    with pytest.raises(ValueError, match="time"), store.writing() as work:
        work.ledger.judge(made[0])


def add(store: Store, *made: Prediction) -> None:
    with store.writing() as work:
        work.ledger.add(made)


def judge(store: Store, *made: Prediction, at: int) -> None:
    with store.writing() as work:
        assert work.ledger.judge_all([replace(one, judged_at=at) for one in made]) == len(made)


def names(found) -> list[str]:
    return [one.id for one in found]


def test_all_that_a_forecast_says_is_kept(store: Store) -> None:
    made = [
        made_forecast("a"),
        replace(made_forecast("b", limit=None, side=Side.BELOW, sort="", told=True), middle=None),
        made_forecast("c", key="", since=-1, days=-2),
        made_forecast("d", source="", unit="", moves=0.0, widened=1e300),
        replace(made_forecast("e"), outcome=Came.WITHDRAWN, judged_at=7, came=False),
        Prediction("f", "promise", "s", "t", 1, 2),
    ]
    add(store, *made)
    with store.reading() as work:
        assert sorted(work.ledger.page((LEVEL, "promise")), key=lambda one: one.id) == made


def test_a_series_has_a_name(store: Store) -> None:
    with pytest.raises(ValueError, match="neither a source nor a key"), store.writing() as work:
        work.ledger.add([made_forecast("a"), made_forecast("b", source="", key="")])
    with store.reading() as work:
        assert work.ledger.due(1_000) == []


def test_forecasts_do_not_crowd_promises_out(store: Store) -> None:
    promise = Prediction("z", "promise", "s", "t", 1, 150)
    add(store, promise, *(made_forecast(f"f{number}", due_at=100 + number) for number in range(5)))
    with store.reading() as work:
        assert names(work.ledger.due(200, most=2)) == ["f0", "f1"]
        assert work.ledger.due(200, most=2, kinds=("promise", "promise-lasts")) == [promise]
        assert names(work.ledger.due(102, kinds=[LEVEL])) == ["f0", "f1", "f2"]
        assert work.ledger.due(200, kinds={PASSES}) == []


def test_many_are_judged_at_once_and_those_that_are_judged_stay(store: Store) -> None:
    made = [made_forecast(f"f{number:04}") for number in range(1_203)]
    add(store, *made)
    ends = [replace(one, judged_at=7, value=2.5, came=True, outcome=Came.HIT) for one in made]
    with store.writing() as work:
        assert work.ledger.judge(replace(made[3], judged_at=6, outcome=Came.LATE, text="another"))
    with store.writing() as work:
        assert work.ledger.judge_all(ends[1:]) == 1_201
        assert work.ledger.judge_all(ends[:2]) == 1
        assert work.ledger.judge_all([replace(ends[0], id="none")]) == 0
        assert work.ledger.judge_all(iter(())) == 0
    with store.reading() as work:
        found = work.ledger.judged(LEVEL, "disk", most=2_000)
        assert found == [*reversed([*ends[:3], *ends[4:]]), replace(made[3], judged_at=6, outcome=Came.LATE)]
        assert work.ledger.due(1_000) == []


def test_of_one_that_comes_twice_the_first_judgement_is_kept(store: Store) -> None:
    made = made_forecast("a")
    add(store, made)
    first = replace(made, judged_at=7, outcome=Came.EARLY)
    with store.writing() as work:
        assert work.ledger.judge_all([first, replace(first, outcome=Came.LATE)]) == 1
    with store.reading() as work:
        assert work.ledger.judged(LEVEL) == [first]


def test_without_its_time_none_of_many_is_judged(store: Store) -> None:
    made = [made_forecast("a"), made_forecast("b")]
    add(store, *made)
    with pytest.raises(ValueError, match="time"), store.writing() as work:
        work.ledger.judge_all([replace(made[0], judged_at=7), made[1]])
    with store.reading() as work:
        assert names(work.ledger.due(1_000)) == ["a", "b"]


def test_open_ones_of_a_source_come_by_id(store: Store) -> None:
    made = [
        made_forecast("d", key="x"),
        made_forecast("a", key="y", kind=DATE),
        made_forecast("b", key="x"),
        made_forecast("c", key="z"),
        made_forecast("e", key="x", source="other"),
        Prediction("f", "promise", "s", "t", 1, 2),
    ]
    add(store, *made)
    judge(store, made[2], at=7)
    with store.reading() as work:
        ledger = work.ledger
        assert ledger.open_of("host") == [made[1], made[3], made[0]]
        assert names(ledger.open_of("host", after="a", most=1)) == ["c"]
        assert names(ledger.open_of("host", ["x", "z", "none", "x"])) == ["c", "d"]
        assert names(ledger.open_of("host", {"x"}, after="c")) == ["d"]
        assert names(ledger.open_of("other")) == ["e"]
        assert ledger.open_of("") == []
        assert ledger.open_of("none") == []


def test_open_ones_are_found_by_thousands_of_keys(store: Store) -> None:
    made = [made_forecast(f"{7_919 * number % 1_500:04}", key=f"k{number}") for number in range(1_500)]
    add(store, *made)
    with store.reading() as work:
        found = work.ledger.open_of("host", [one.of.key for one in made if one.of], most=1_200)
        assert names(found) == [f"{number:04}" for number in range(1_200)]
        rest = work.ledger.open_of("host", [one.of.key for one in made if one.of], after=found[-1].id)
        assert names(rest) == [f"{number:04}" for number in range(1_200, 1_500)]


def test_the_last_judgements_of_a_kind_and_class(store: Store) -> None:
    made = [
        made_forecast("a", sort="disk"),
        made_forecast("b", sort="memory"),
        made_forecast("c", sort="disk"),
        made_forecast("d", sort="disk", kind=DATE),
        made_forecast("e", sort="disk"),
        made_forecast("f", sort=""),
    ]
    add(store, *made)
    judge(store, made[2], at=9)
    judge(store, *made[:2], made[3], made[5], at=8)
    with store.reading() as work:
        assert names(work.ledger.judged(LEVEL)) == ["c", "f", "b", "a"]
        assert names(work.ledger.judged(LEVEL, most=3)) == ["c", "f", "b"]
        assert names(work.ledger.judged(LEVEL, "disk")) == ["c", "a"]
        assert names(work.ledger.judged(LEVEL, "disk", most=1)) == ["c"]
        assert names(work.ledger.judged(DATE, "disk")) == ["d"]
        assert work.ledger.judged(DATE, "memory") == []


def test_judgements_of_so_many_days_ahead_that_were_due_by_a_moment(store: Store) -> None:
    made = [
        made_forecast("a", days=7, due_at=100),
        made_forecast("b", days=28, due_at=200),
        made_forecast("c", days=7, due_at=200),
    ]
    add(store, *made)
    judge(store, *made, at=90)
    with store.reading() as work:
        assert names(work.ledger.judged(LEVEL, "disk", days=7)) == ["c", "a"]
        assert names(work.ledger.judged(LEVEL, "disk", days=7, most=1)) == ["c"]
        assert names(work.ledger.judged(LEVEL, "disk", due=199)) == ["a"]
        assert names(work.ledger.judged(LEVEL, days=28, due=200)) == ["b"]
        assert work.ledger.judged(LEVEL, "disk", days=28, due=100) == []


def test_classes_are_named_and_their_open_ones_counted(store: Store) -> None:
    with store.reading() as work:
        assert work.ledger.sorts() == []
        assert work.ledger.open_counts() == {}
    made = [
        made_forecast("a", sort="memory", kind=PASSES),
        made_forecast("b", sort="disk"),
        made_forecast("c", sort="disk", kind=DATE),
        made_forecast("d", sort="Z"),
        made_forecast("e", sort=""),
        Prediction("f", "promise", "s", "t", 1, 2),
    ]
    add(store, *made)
    judge(store, made[3], at=8)
    with store.reading() as work:
        assert work.ledger.sorts() == ["Z", "disk", "memory"]
        assert list(work.ledger.open_counts().items()) == [("disk", 2), ("memory", 1)]


def test_pages_go_back_in_time(store: Store) -> None:
    made = [
        made_forecast("a", made_at=30, sort="memory"),
        made_forecast("b", made_at=10),
        made_forecast("c", made_at=20, kind=DATE),
        made_forecast("d", made_at=20),
        Prediction("e", "promise", "s", "t", 25, 30),
        made_forecast("f", made_at=20),
    ]
    add(store, *made)
    with store.reading() as work:
        ledger = work.ledger
        assert names(ledger.page((LEVEL, DATE))) == ["a", "f", "d", "c", "b"]
        assert names(ledger.page([LEVEL, DATE, LEVEL], most=2)) == ["a", "f"]
        assert names(ledger.page((LEVEL, DATE), before="f", most=2)) == ["d", "c"]
        assert names(ledger.page((LEVEL, DATE), before="c")) == ["b"]
        # The last one of the page before need not be of these kinds.
        assert names(ledger.page((LEVEL,), before="e")) == ["f", "d", "b"]
        assert names(ledger.page((LEVEL,), "disk")) == ["f", "d", "b"]
        assert names(ledger.page((), "disk", before="d")) == ["c", "b"]
        assert names(ledger.page(())) == ["a", "e", "f", "d", "c", "b"]
        assert ledger.page((LEVEL,), before="none") == []
        assert ledger.page(("none",)) == []


def test_a_replay_stays_as_it_was_made(store: Store) -> None:
    with store.reading() as work:
        assert list(work.replays.latest()) == []
    made = made_replay("y2")
    with store.writing() as work:
        work.replays.put(made)
        work.replays.put(made_replay("y9", made_at=49))
        work.replays.put(replace(made, id="y1", classes=()))
    with pytest.raises(Taken), store.writing() as work:
        work.replays.put(replace(made, id="y1", made_at=60))
    with store.reading() as work:
        assert list(work.replays.latest()) == [made]
    with store.writing() as work:
        work.replays.put(replace(made, id="y3", classes=()))
        assert list(work.replays.latest()) == [replace(made, id="y3", classes=())]


def test_of_each_list_of_sources_the_last_replay_is_given(store: Store) -> None:
    made = made_replay("y2")
    none, other = replace(made, id="y1", sources=()), replace(made, id="y4", sources=("a", "b"), made_at=40)
    turned = replace(other, id="y0", sources=("b", "a"))
    with store.writing() as work:
        for one in (made, none, other, turned, replace(other, id="y9", made_at=39), replace(made, id="x")):
            work.replays.put(one)
    with store.reading() as work:
        assert list(work.replays.latest()) == [made, none, other, turned]
        assert list(work.replays.latest(2)) == [made, none]


def test_outcomes_that_did_not_come_up_are_left_out(store: Store) -> None:
    made = made_replay("y")
    told = ((Came.LATE, 0), (Came.WITHDRAWN, 2), (Came.HIT, 1), (Came.WITHDRAWN, 1))
    other = replace(made.classes[0], record=replace(made.classes[0].record, outcomes=told))
    with store.writing() as work:
        work.replays.put(replace(made, classes=(other,)))
    with store.reading() as work:
        (found,) = work.replays.latest()
    assert found.classes[0].record.outcomes == ((Came.HIT, 1), (Came.WITHDRAWN, 3))


@pytest.mark.parametrize("factor", [float("nan"), float("inf")])
def test_a_factor_is_finite(store: Store, factor: float) -> None:
    made = made_replay("y")
    spoilt = replace(made.classes[0], factors={1: 1.0, 2: factor})
    with pytest.raises(RunFailed, match="cannot be kept"), store.writing() as work:
        work.replays.put(replace(made, classes=(spoilt,)))
    with store.reading() as work:
        assert list(work.replays.latest()) == []


def kept(place: str) -> None:
    store = open_store(place)
    with store.writing() as work:
        work.ledger.add([made_forecast("a"), made_forecast("bad", sort="memory")])
        work.replays.put(made_replay("y"))
    store.close()


def altered(place: str, *statements: str) -> None:
    engine = connected(store_address(place), make=False)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


WRONG_PREDICTIONS = {
    "a side": ("limit_side = 'beside'", "'beside' is not a valid Side"),
    "no side": ("limit_side = ''", "'' is not a valid Side"),
    "an outcome": ("outcome = 'lucky', judged_at = 1", "'lucky' is not a valid Came"),
    "no chance": ("cover = 50", "a chance is between 0 and 1"),
    "not finite": ("moves = 9e999", "a number is not finite"),
    "not finite where none may be": ("value = -9e999, judged_at = 1", "a number is not finite"),
}


@pytest.mark.parametrize("case", WRONG_PREDICTIONS)
def test_a_prediction_that_cannot_be_read_is_told(place: str, case: str) -> None:
    change, said = WRONG_PREDICTIONS[case]
    if place.startswith("postgresql"):
        change = change.replace("-9e999", "'-Infinity'").replace("9e999", "'NaN'")
    kept(place)
    altered(place, f"UPDATE ledger SET {change} WHERE id = 'bad'")
    store = open_store(place)
    for look in (
        lambda work: work.ledger.page((LEVEL,)),
        lambda work: work.ledger.open_of("host") + work.ledger.judged(LEVEL),
    ):
        with (
            pytest.raises(RunFailed, match="prediction bad cannot be read") as refused,
            store.reading() as work,
        ):
            look(work)
        assert refused.value.mend == "look at: mainstay store check"
    with store.reading() as work:
        assert names(work.ledger.page((LEVEL,), "disk")) == ["a"]
    store.close()
    (wrong,) = check(place).wrong
    assert (wrong.flaw, wrong.where, wrong.text) == (Flaw.UNREADABLE, "prediction bad", said)


@pytest.mark.parametrize("case", WRONG_PREDICTIONS)
def test_a_prediction_that_cannot_be_read_is_left_out_where_it_may_be(place: str, case: str) -> None:
    change, _ = WRONG_PREDICTIONS[case]
    if place.startswith("postgresql"):
        change = change.replace("-9e999", "'-Infinity'").replace("9e999", "'NaN'")
    kept(place)
    altered(place, f"UPDATE ledger SET {change} WHERE id = 'bad'")
    store = open_store(place)
    good = made_forecast("a")

    def left_out(look: Callable[[Ledger, Unread], Sequence[Prediction]]) -> None:
        unread: dict[str, str] = {}
        with store.writing() as work:
            assert list(look(work.ledger, unread)) == [good]
            # What is left out keeps nobody from going on.
            work.ledger.judge_all([])
        assert unread == {"bad": "prediction bad cannot be read"}

    left_out(lambda ledger, unread: ledger.page((LEVEL,), unread=unread))
    left_out(lambda ledger, unread: ledger.of(LEVEL, unread=unread))
    if "judged_at" not in change:
        left_out(lambda ledger, unread: ledger.open_of("host", unread=unread))
        left_out(lambda ledger, unread: ledger.open_of("host", [good.of.key], unread=unread))
        left_out(lambda ledger, unread: ledger.due(1_000, unread=unread))
    altered(place, "UPDATE ledger SET judged_at = 1")
    good = replace(good, judged_at=1)
    left_out(lambda ledger, unread: ledger.judged(LEVEL, unread=unread))
    store.close()


def test_what_is_not_finite_gets_into_no_backup(place: str, tmp_path) -> None:
    kept(place)
    spoilt = "'NaN'" if place.startswith("postgresql") else "9e999"
    altered(place, f"UPDATE ledger SET moves = {spoilt}")
    with pytest.raises(RunFailed, match="not finite") as refused:
        backup(place, str(tmp_path / "file"))
    assert (refused.value.where, refused.value.mend) == ("ledger", "look at: mainstay store check")
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize("change", ["outcome = 'hit'", "value = 0.5", "came = (1 = 1)"])
def test_an_outcome_that_nobody_judged_is_told(place: str, change: str) -> None:
    kept(place)
    altered(place, f"UPDATE ledger SET {change} WHERE id = 'bad'")
    (wrong,) = check(place).wrong
    assert (wrong.flaw, wrong.where) == (Flaw.IMPOSSIBLE_STATE, "prediction bad")


WRONG_REPLAYS = {
    "no JSON": ("replay_classes", "factors = '{'", "class disk of replay y"),
    "a list": ("replay_classes", "factors = '[]'", "class disk of replay y"),
    "no week": ("replay_classes", "factors = '{\"one\":1}'", "class disk of replay y"),
    "no number": ("replay_classes", 'factors = \'{"1":"1"}\'', "class disk of replay y"),
    "truth": ("replay_classes", "factors = '{\"1\":true}'", "class disk of replay y"),
    "NaN": ("replay_classes", "factors = '{\"1\":NaN}'", "class disk of replay y"),
    "endless": ("replay_classes", f"factors = '{{\"1\":1{'0' * 400}}}'", "class disk of replay y"),
    "huge": ("replay_classes", "factors = '{\"1\":1e308}'", "class disk of replay y"),
    "nothing": ("replay_classes", "factors = '{\"1\":0}'", "class disk of replay y"),
    "a far week": ("replay_classes", f"factors = '{{\"1{'0' * 400}\":1}}'", "class disk of replay y"),
    "deep": ("replay_classes", f"factors = '{'[' * 200_000}'", "class disk of replay y"),
    "sources": ("replays", "sources = '[1]'", "replay y"),
    "no sources": ("replays", "sources = ''", "replay y"),
}


@pytest.mark.parametrize("case", WRONG_REPLAYS)
def test_a_replay_that_cannot_be_read_is_told(place: str, case: str) -> None:
    table, change, named = WRONG_REPLAYS[case]
    kept(place)
    where = " WHERE sort = 'disk'" if table == "replay_classes" else ""
    altered(place, f"UPDATE {table} SET {change}{where}")
    store = open_store(place)
    with pytest.raises(RunFailed, match=f"^{named} cannot be read") as refused, store.reading() as work:
        work.replays.latest()
    assert refused.value.mend == "look at: mainstay store check"
    store.close()
    (wrong,) = check(place).wrong
    assert (wrong.flaw, wrong.where) == (Flaw.UNREADABLE, named)


def test_what_is_no_number_in_a_file_is_told(tmp_path) -> None:
    place = str(tmp_path / "store.sqlite")
    kept(place)
    altered(
        place,
        "UPDATE ledger SET judged_at = 'soon' WHERE id = 'bad'",
        "UPDATE replay_classes SET bands = 'many', brier = 'poor' WHERE sort = 'disk'",
        "UPDATE replays SET mondays = 'all'",
    )
    found = {(one.where, one.text) for one in check(place).wrong if one.flaw is Flaw.UNREADABLE}
    assert found == {
        ("prediction bad", "a whole number is none"),
        ("class disk of replay y", "a whole number is none"),
        ("replay y", "a whole number is none"),
    }


def test_a_server_that_counted_nothing_yet_looks_each_key_up(postgresql_server) -> None:
    # A plan goes by what was counted, so that there must be none: a new place, in which nobody looks by himself.
    place = postgresql_server.new_place()
    store = open_store(place)
    with store.writing() as work:
        work.ledger.add([made_forecast(f"{number:05}", key=f"key {number}") for number in range(5_000)])
    store.close()
    keys = [f"key {number}" for number in range(0, 5_000, 10)]
    asked = select(LEDGER.c.id).where(LEDGER.c.judged_at == 0, LEDGER.c.source == "host")
    made = one_by_one(asked, LEDGER.c.key, keys, on_server=True)
    engine = connected(store_address(place), make=False)
    with engine.connect() as connection:
        text = made.compile(engine, compile_kwargs={"literal_binds": True})
        plan = [str(row[0]) for row in connection.exec_driver_sql(f"EXPLAIN {text}")]
    engine.dispose()
    (found,) = [line for line in plan if "Index Cond" in line]
    assert "source = 'host'" in found and "key = named.its" in found, plan


@pytest.mark.parametrize("key", ["a\0b", "\ud800"])
def test_a_key_that_no_store_can_hold_is_refused_when_asked_for(place: str, key: str) -> None:
    store = open_store(place)
    with pytest.raises(RunFailed, match="cannot be kept"), store.reading() as work:
        work.ledger.open_of("host", ["x", key])
    with pytest.raises(RunFailed, match="cannot be kept"), store.reading() as work:
        work.series.known("host", ["x", key])
    store.close()
