"""What each phase is asked: the system's and the user's message, the same when reading and in fine-tuning data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nl2milp.readers.llm.catalogue import OTHER, phrases_of, slots_of
from nl2milp.readers.llm.numbering import NumberedText
from nl2milp.readers.llm.prompts import prompt
from nl2milp.readers.llm.shown import declarations, statement_list
from nl2milp.readers.llm.wire import Declaration, Statement

__all__ = ["to_classify", "to_fill", "to_identify"]


def to_identify(text: NumberedText) -> tuple[str, str]:
    """Phase i: what is decided, and from what data."""
    return prompt("identify"), text.shown()


def to_classify(text: NumberedText, base: Declaration) -> tuple[str, str]:
    """Phase ii: what each sentence is."""
    other = "\n".join(f"- {name}: {words}" for name, words in OTHER.items())
    system = prompt("classify", other=other, templates=phrases_of())
    return system, f"{text.shown()}\n\nDeclared:\n{declarations(base)}"


def to_fill(
    text: NumberedText, base: Declaration, names: Sequence[str], chunk: Mapping[int, Statement], whole: bool
) -> tuple[str, str]:
    """Phase iii: the slots of the statements in `chunk`; all sentences if it is the whole, else those it needs."""
    cited = None if whole else {name for one in chunk.values() for name in one.sentences}
    user = f"{text.shown(cited)}\n\nDeclared:\n{declarations(base)}\n\nStatements to write:\n{statement_list(chunk)}"
    return prompt("fill", templates=slots_of(names)), user
