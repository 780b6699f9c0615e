"""Texts with words and sentences lost, doubled or moved: read, refused or doubted, but never a crash."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import nl2milp
from nl2milp.errors import Nl2milpError

DATA = Path(__file__).resolve().parents[3] / "datasets"
TEXTS = [
    json.loads(line)["text"]
    for name in ("infeasible", "logic", "quantities")
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


def damaged(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(chance.randint(1, 6)):
        at, other = chance.randrange(len(words)), chance.randrange(len(words))
        match chance.randrange(6):
            case 0:
                del words[at : at + chance.randint(1, 5)]
            case 1:
                words[at:at] = words[other : other + chance.randint(1, 8)]
            case 2:
                words[at], words[other] = words[other], words[at]
            case 3:
                words[at] = chance.choice(
                    [",", ".", ";", "if", "either", "or", "unless", "0", "1e9", "-", "%", "$", "("]
                )
            case 4:
                words[at] += chance.choice([".", ",", "?", ":", "\n", "\n- "])
            case _:
                words = words[at:] if chance.random() < 0.2 else words
        words = words or ["x"]
    return " ".join(words)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_texts_never_crash(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        text = damaged(chance.choice(TEXTS), chance)
        try:
            reading = nl2milp.read(text, reader="offline")
        except Nl2milpError:
            continue
        except Exception as error:
            pytest.fail(f"{error!r} at: {text!r}")
        assert reading.formulation.variables
