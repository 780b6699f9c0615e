"""Fine-tuning data from labelled problems, split so that no problem, nor a twin of it, stands on both sides."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nl2milp.datasets.cases import Case
from nl2milp.errors import InputError
from nl2milp.readers.llm.examples import Example, examples_of
from nl2milp.readers.llm.prompts import prompt_version

__all__ = ["Written", "twins", "write_finetuning_data"]

_LENGTH = 4
_ALIKE = 0.35
PARTS = ("train", "validation")


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes
    ----------
    problems : mapping of str to int
        Problems by part, `train` and `validation`.
    examples : mapping of str to int
        Conversations by file.
    left_out : mapping of str to str
        Why a problem is in neither, by its id.
    """

    problems: dict[str, int] = field(default_factory=dict)
    examples: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of words with numbers masked: the same problem with other numbers has the same ones."""
    words = re.findall(r"[a-z]+|#", re.sub(r"\d[\d,.]*", "#", text.lower()))
    return frozenset(tuple(words[at : at + _LENGTH]) for at in range(max(1, len(words) - _LENGTH + 1)))


def twins(texts: Sequence[str]) -> list[int]:
    """A group number for each text: texts in one group share most of their wording, or are linked by others that do.

    Two texts are linked when the runs of four words that they share, numbers
    masked, are at least 35 % of all their runs (Jaccard index).

    Examples
    --------
    >>> one = "A baker makes loaves and cakes and has 40 hours."
    >>> twins([one, "A farm keeps hens.", one.replace("40", "55")])
    [0, 1, 0]
    """
    runs = [_shingles(text) for text in texts]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    parent = list(range(len(texts)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for place, own in enumerate(runs):
        shared: Counter[int] = Counter()
        for run in own:
            shared.update(holders[run])
            holders[run].append(place)
        for other, count in shared.items():
            if count >= _ALIKE * (len(own) + len(runs[other]) - count):
                parent[max(root(place), root(other))] = min(root(place), root(other))
    return [root(place) for place in range(len(texts))]


def _part(name: str, share: float) -> str:
    draw = int(hashlib.sha256(name.encode()).hexdigest()[:12], 16) / 16**12
    return "train" if draw < share else "validation"


def write_finetuning_data(
    cases: Sequence[Case], folder: Path, *, share: float = 0.9, apart: Sequence[Case] = (), chunk: int = 15
) -> Written:
    """Write chat-format JSONL per phase and part: `identify.train.jsonl`, `identify.validation.jsonl`, ...

    Parameters
    ----------
    cases : sequence of Case
        Labelled problems; those whose labels cannot be used are left out, with the reason.
    folder : Path
        Made if it is not there.
    share : float
        Of the groups of twins that goes to training; the draw depends on the
        group's first id alone, so that more data does not move a problem.
    apart : sequence of Case
        Problems kept for evaluation: they and their twins are left out.
    chunk : int
        Statements in one conversation of phase iii, as the reader is set up.

    Raises
    ------
    InputError
        Nothing usable, or the folder cannot be written.
    """
    groups = twins([case.text for case in (*cases, *apart)])
    kept_apart = {group: one.id for group, one in zip(groups[len(cases) :], apart, strict=True)}
    first = {group: cases[group].id for group in groups[: len(cases)] if group < len(cases)}
    written = Written(problems=dict.fromkeys(PARTS, 0))
    rows: dict[str, list[Example]] = defaultdict(list)
    for case, group in zip(cases, groups, strict=False):
        if group in kept_apart:
            written.left_out[case.id] = f"a twin of {kept_apart[group]}, which is kept for evaluation"
            continue
        try:
            examples = examples_of(case, chunk)
        except InputError as error:
            written.left_out[case.id] = str(error)
            continue
        part = _part(first[group], share)
        written.problems[part] += 1
        for example in examples:
            rows[f"{example.phase}.{part}.jsonl"].append(example)
    if not rows:
        reason = next(iter(written.left_out.values()), "there are no problems")
        raise InputError(f"no problem can be used for fine-tuning ({reason})")
    _write(folder, rows, written)
    return written


def _write(folder: Path, rows: dict[str, list[Example]], written: Written) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, examples in sorted(rows.items()):
            lines = (json.dumps(example.as_chat(), ensure_ascii=False) + "\n" for example in examples)
            (folder / name).write_text("".join(lines), encoding="utf-8")
            written.examples[name] = len(examples)
        about = {"prompts": prompt_version(), "problems": written.problems, "examples": written.examples,
                 "left_out": written.left_out}  # fmt: skip
        (folder / "summary.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{folder} cannot be written: {error.strerror}") from None
