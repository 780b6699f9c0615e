import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2milp.readers.offline.words import lemma, stem


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("berries", "berry"), ("boxes", "box"), ("lenses", "lens"), ("mangoes", "mango"), ("hrs", "hour"), ("gas", "gas")],
)
def test_lemma(plural: str, singular: str) -> None:
    assert lemma(plural) == singular


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_a_lemma_is_never_empty(word: str) -> None:
    assert lemma(word)
    assert stem(word)


@pytest.mark.parametrize(("one", "other"), [("assembly", "assembling"), ("painting", "paint"), ("cut", "cutting")])
def test_stems_agree(one: str, other: str) -> None:
    assert stem(one) == stem(other)
