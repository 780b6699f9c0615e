"""All rules of a sentence that may state several, and none where a part of it was not understood."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.choices.conditions import Compare, Is, items_of
from nl2milp.readers.offline.choices.elements import Element, without_reasons
from nl2milp.readers.offline.choices.logic import Rule, rules_of
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.structures.document import Document

__all__ = ["clause_about", "counts_in", "rules_in"]


def clause_about(document: Document, noun: str, words: frozenset[str]) -> tuple[int, int] | None:
    """Where a rule for all things of a kind is stated without their numbers: `no depot can send more than its stock`.

    Parameters
    ----------
    noun : str
        What the things are called.
    words : frozenset of str
        One of these must be in it.

    Returns
    -------
    tuple of (int, int) or None
        Its range of characters; of sentences joined by `and`, the part that is about the noun.
    """
    for sentence in document.sentences:
        tokens = document.tokens[sentence.first : sentence.last]
        if not noun or sentence.question or any(token.kind == "number" for token in tokens):
            continue
        cuts = [0, *(at for at, token in enumerate(tokens) if token.low in {"and", ";", "but"}), len(tokens)]
        for first, last in itertools.pairwise(cuts):
            part = tokens[first + (first > 0) : last]
            lows = {token.low for token in part}
            if lows & _OF_ALL and lows & _BINDING and lows & words and any(token.lemma == noun for token in part):
                ends = [token for token in part if token.kind == "word"]
                return part[0].start, ends[-1].end
    return None


_OF_ALL = frozenset("each every all no any none".split())
_BINDING = frozenset("must should needs has can cannot may shall no none".split())


def counts_in(document: Document, elements: Sequence[Element], most: int) -> set[int]:
    """The numbers of a sentence that count things, and measure nothing: those a rule may have taken."""
    found = set()
    for element in elements:
        if element.number < 0 or element.money or element.value.denominator != 1 or element.value > most:
            continue
        if document.quantities[element.number].unit not in UNIT_FACTORS:
            found.add(element.number)
    return found


def rules_in(elements: Sequence[Element], parser: Parser, group: Sequence[int]) -> list[Rule]:
    """The rules of a sentence; empty unless they speak of everything that the sentence names.

    A sentence is cut at each comma first, then only at semicolons, colons and
    `, and`, and at last not at all: the finest cut counts in which each piece
    states something of its own.
    """
    ready = _with_them(without_reasons(elements))
    wanted = {item for element in ready for item in element.items}
    for cuts in (frozenset({";", ":", ", and", ","}), frozenset({";", ":", ", and"}), frozenset[str]()):
        found: list[Rule] = []
        chunks = _chunks(ready, cuts)
        for chunk in chunks:
            stated = _none_or_enough(chunk, parser) or (
                rules_of(chunk, parser, group) if len(chunks) == 1 or _CUES & {e.low for e in chunk} else []
            )
            if not stated:
                found = []
                break
            found += stated
        if found and wanted <= {item for rule in found for part in rule.parts for item in items_of(part)}:
            return found
    return []


def _none_or_enough(elements: Sequence[Element], parser: Parser) -> list[Rule]:
    """`either no late workers or at least three of them`."""
    items = {item for element in elements for item in element.items}
    lows = [element.low for element in elements]
    if len(items) != 1 or "or" not in lows or not {"no", "none", "zero", "nobody"} & set(lows[: lows.index("or")]):
        return []
    item = next(iter(items))
    for index in range(lows.index("or"), len(elements)):
        if elements[index].number >= 0 and sign_at(elements, index) == ">=" and parser.is_quantity(item):
            enough = Compare((item,), ">=", elements[index].value)
            return [Rule("either_or", (Is(item, False), enough), elements[0].first, elements[-1].last)]
    return []


_OPENINGS = frozenset("if when whenever unless without provided because since once where".split())
_CUES = frozenset(
    """if unless not neither nor both either requires require needs depends excludes only exactly least most must cannot
    together without never no more fewer can may""".split()
)


def _chunks(elements: Sequence[Element], cuts: frozenset[str]) -> list[list[Element]]:
    chunks: list[list[Element]] = [[]]
    for index, element in enumerate(elements):
        after = elements[index + 1].low if index + 1 < len(elements) else ""
        joined = ", and" in cuts and after in {"and", "but"}
        here = element.low in cuts or element.low == "," and joined
        opened = next((e.low for e in chunks[-1] if e.low not in {"and", "but", ","}), "") in _OPENINGS
        commas = sum(e.low == "," for e in chunks[-1])
        if here and element.low == "," and opened and not commas:
            here = False  # the conclusion belongs to it
        if here and any(e.items for e in chunks[-1]) and any(e.items for e in elements[index:]):
            chunks.append([])
        elif here and element.low == ":" and not any(e.items for e in chunks[-1]):
            chunks[-1] = []
        else:
            chunks[-1].append(element)
    return [chunk for chunk in chunks if any(e.items for e in chunk)]


def _with_them(elements: Sequence[Element]) -> list[Element]:
    """`at least three of them` behind a single name: of that name."""
    found: list[Element] = []
    latest: tuple[int, ...] = ()
    for element in elements:
        if element.items:
            latest = element.items
        behind = bool(found) and found[-1].low == "of"
        if element.low == "them" and behind and len(latest) == 1 and len(found) > 1 and found[-2].number >= 0:
            found[-1] = replace(element, low="<ref>", items=latest)
            continue
        found.append(element)
    return found
