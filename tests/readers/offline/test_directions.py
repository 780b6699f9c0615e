import pytest

from nl2milp.readers.offline.directions import find_directions
from nl2milp.readers.offline.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("at most 5 and at least 3", ["<=", ">="]),
        ("no fewer than 4", [">="]),
        ("cannot exceed 9", ["<="]),
        ("must exceed 9", [">="]),
        ("does not want to use more than 30", ["<="]),
        ("cannot be less than 30", [">="]),
        ("the rules restrict selling more than 11", ["<="]),
        ("exactly 7", ["=="]),
        ("is under contract with a mill", []),
        ("kept under $40", ["<="]),
    ],
)
def test_signs(text: str, signs: list[str]) -> None:
    assert [direction.sign for direction in find_directions(tokenize(text))] == signs
