"""The committed SQL is what the expressions become, in every dialect, and takes numbers only."""

import pytest

from remit.engines.measures.metrics import DIALECTS, METRICS
from remit.engines.measures.running import DuckRunner, filled_in
from tests.engines.measures.drawn import synthetic
from tools.measures_sql import differing


def test_writing_the_sql_anew_changes_nothing() -> None:
    assert list(differing()) == []


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("metric", METRICS)
def test_every_metric_is_there_in_every_dialect_and_leaves_nothing_open(
    metric: str, dialect: str
) -> None:
    numbers = {"first": 1, "second": 2, "within_us": 3, "known_us": 4, "rarer": 1}
    sql = filled_in(metric, dialect, **numbers, holder="unit")
    assert "{" not in sql


@pytest.mark.parametrize("holder", ["item; DROP TABLE events", "kind", 1])
def test_only_the_three_columns_of_holders_can_be_filled_in(holder: str | int) -> None:
    with pytest.raises(ValueError, match="holder is one of"):
        DuckRunner.over(synthetic(3)).rows("holders", holder=holder)


def test_only_numbers_can_be_filled_in() -> None:
    with pytest.raises(ValueError, match="first = '1 OR 1=1'"):
        DuckRunner.over(synthetic(3)).rows("four_eyes", first="1 OR 1=1", second=2)


def test_what_is_left_open_must_be_filled_in() -> None:
    with pytest.raises(ValueError, match="second = None"):
        DuckRunner.over(synthetic(3)).rows("four_eyes", first=1)
