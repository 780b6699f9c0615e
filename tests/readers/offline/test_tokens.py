import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2milp.readers.offline.tokens import split_sentences, tokenize


@given(st.text(max_size=200))
def test_tokens_slice_back_to_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in itertools.pairwise(tokens))


@given(st.text(alphabet="ab. ?!\n3", max_size=200))
def test_sentences_do_not_overlap_and_are_numbered(text: str) -> None:
    sentences = split_sentences(tokenize(text))
    assert [sentence.number for sentence in sentences] == list(range(1, len(sentences) + 1))
    assert all(one.end <= other.start for one, other in itertools.pairwise(sentences))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A barn has 40 sq. ft. of room. It holds goats.", 2),
        ("It costs $2.50 to feed a hen. How many?", 2),
        ("Feed is 3.5 kg, i.e. a bag.", 1),
        ("First paragraph\n\nsecond paragraph", 2),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(split_sentences(tokenize(text))) == count


def test_dollar_signs_of_formulas_are_dropped() -> None:
    assert [token.text for token in tokenize("project $X$ costs $5 and $y_1$")] == [
        "project", "X", "costs", "$", "5", "and", "y_1",
    ]  # fmt: skip


def test_a_number_that_names_a_kind_is_a_word() -> None:
    assert [token.kind for token in tokenize("2-seat sleds")] == ["word", "word"]
