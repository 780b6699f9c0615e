"""One candidate that is demanded or ruled out, in many wordings."""

from __future__ import annotations

import pytest

import nl2milp

FILMS = (
    "Four films, Argo, Brazil, Casino and Dune, may be shown; viewers value them at 20, 14, 17 and 8 points. No more "
    "than two films fit in the evening. Argo cannot be shown without Brazil. {} Which choice gives the most points?"
)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The mayor demands that Casino be shown.", "1"),
        ("The mayor insists that Casino be shown.", "1"),
        ("The mayor insists on Casino being shown.", "1"),
        ("The mayor wants Casino to be shown.", "1"),
        ("The mayor requires that Casino is shown.", "1"),
        ("Casino is part of a signed contract and has to be shown.", "1"),
        ("Casino has been promised to the sponsor and must therefore be shown.", "1"),
        ("A contract obliges the club to show Casino.", "1"),
        ("Casino is already advertised, so it cannot be left out.", "1"),
        ("Casino, which is part of a contract, has to be shown.", "1"),
        ("The sponsor will not accept a programme without Casino.", "1"),
        ("Showing Casino is compulsory.", "1"),
        ("The owner has ruled out Casino.", "0"),
        ("Casino is banned by the authorities and can't be shown.", "0"),
        ("Casino is damaged and must not be shown.", "0"),
        ("The owner demands that Casino not be shown.", "0"),
    ],
)
def test_a_candidate_is_demanded_or_ruled_out(sentence: str, value: str) -> None:
    reading = nl2milp.read(FILMS.format(sentence), reader="offline")
    rules = [str(one.slots.get("rule")) for one in reading.formulation.constraints if one.template == "linear"]
    assert f"casino == {value}" in rules
    assert reading.confident
