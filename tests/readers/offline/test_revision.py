"""Second thoughts: readings whose parts fit together win over numbers judged one by one."""

import pytest

from nl2milp.readers.offline.confidence import find_doubts, is_confident
from nl2milp.readers.offline.pipeline import understand
from nl2milp.readers.offline.revision import understand_twice

SURE = (
    "A cooper makes barrels and tubs. Each barrel takes 4 hours and each tub takes 3 hours. He has 120 hours available."
    " If the profit per barrel is $30 and the profit per tub is $18, how many of each give the highest profit?"
)
WEIGHED = (
    "A quarry master sends diggers and cranes to a site. The total weight that the bridge can bear is limited to 300 "
    "tons, with each digger weighing 3 tons and each crane weighing 5 tons. At least 20 machines have to be sent. A "
    "digger costs $400 and a crane costs $300. How many of each should be sent to minimize the cost?"
)


def test_a_sure_reading_is_left_alone() -> None:
    assert understand_twice(SURE).roles == understand(SURE).roles
    assert understand_twice(SURE).changes == 0


def test_measures_in_a_clause_behind_their_limit() -> None:
    draft = understand_twice(WEIGHED)
    rows = {
        (tuple(sorted((at, int(value)) for at, value in row.terms.items())), row.sign, row.right) for row in draft.rows
    }
    assert (((0, 3), (1, 5)), "<=", 300) in rows
    assert is_confident(draft, find_doubts(draft))


@pytest.mark.parametrize("text", [SURE, WEIGHED])
def test_it_never_doubts_more_than_before(text: str) -> None:
    before, after = understand(text), understand_twice(text)
    assert len(find_doubts(after)) <= len(find_doubts(before))


def test_it_is_deterministic() -> None:
    assert understand_twice(WEIGHED) == understand_twice(WEIGHED)
