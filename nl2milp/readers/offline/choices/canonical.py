"""Turns of phrase that mean one thing, each as one word: the clause grammar then has to know that word alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.wording import IFF

__all__ = ["canonical"]

_WHO = r"(?:she|he|it|they|we|you|i|one|the \w+)"
_AUXILIARY = r"(?:can|may|will|must|should|do|does|could|would|is|are|has|have)"
_THEM = r"(?: of (?:them|these|those|the two|the <num>))?"
_MERGED = sorted((phrase for phrase in IFF if not phrase.startswith("then")), key=len, reverse=True)
_IFF = r"if , but only if(?: ,)?|" + "|".join(map(re.escape, _MERGED))

_FORMS = tuple(
    (word, re.compile(f"(?<= )(?:{pattern})(?= )"))
    for word, pattern in (
        ("iff", _IFF),
        (
            "bundle",
            rf"(?:either )?(?:all|both)(?: <num>)?{_THEM}(?: \w+){{0,4}} or (?:else )?"
            rf"(?:none|neither|not at all|nothing|leaves? (?:all|both){_THEM} (?:behind|out)){_THEM}"
            r"(?: (?:is|are|does|do|will|can|may))?",
        ),
        (
            "bundle",
            r"(?:together|jointly) or (?:else )?"
            r"(?:not at all|(?:both |all )?(?:stay|stays|go|remain|leave)(?: \w+){1,4})",
        ),
        ("both", r"the <num> of (?:them|these|those)|the <num> together"),
        ("onlyif", r"only (?:to|for) (?:\w+ ){0,2}(?:who|that)(?: also)?"),
        ("without", r"in the absence of"),
        (
            "notboth",
            rf"(?:[,;(] (?:but|and|though|yet|although) |[,;(] |but |and |yet )(?:{_WHO} )?(?:{_AUXILIARY} )?(?:to )?"
            rf"(?:not|never) (?:\w+ ){{0,3}}?both{_THEM}(?: together)?(?: \))?",
        ),
        (
            "orboth",
            rf"(?:[,(] )?(?<!neither )(?<!none )or (?:both|all)(?: <num>)?{_THEM}(?: \))?"
            rf"|(?:, )?(?:and |or |but )?(?:possibly|perhaps|maybe) both{_THEM}(?: \))?"
            rf"|(?:, )?(?:and|but) {_WHO} (?:may|can|could) \w+ (?:both|all){_THEM}"
            rf"|(?:[,(] )?both (?:would|may|can) be \w+(?: as well| too)?(?: \))?"
            r"|(?:[,(] )?(?:but )?not necessarily both(?: \))?",
        ),
        ("notboth", r"(?:[,;] )?but \w+ing both(?: \w+){1,5}"),
        ("orelse", r"(?:[,;] )?or else"),
        ("viceversa", r"(?:, )?(?:and |or )?(?:vice versa|the other way round|the other way around|conversely)"),
        (
            "nototherwise",
            r"(?:, )?(?:(?:and|but) )?(?:in no other (?:case|circumstances?)|never otherwise|not otherwise|never else|"
            r"otherwise not|only then|only in (?:this|that) case|in (?:this|that) case (?:and|but) in no other)",
        ),
        (
            "included",
            r"(?:among|one of|part of) (?:them|those|these|it)(?= [,.;]| $)|among the (?:chosen|selected) \w+|"
            r"among (?:those|the \w+) (?:chosen|selected|picked)|part of (?:the|our|any|every) \w+",
        ),
        (
            "impossible",
            r"(?:against|contrary to) the (?:rules|law|regulations)|out of the question|not an option|off the table|"
            r"ruled out|unacceptable|inadmissible|illegal|unlawful|disallowed|not available|not acceptable|not allowed",
        ),
        ("omitted", r"left (?:as (?:it is|they are)|alone|untouched|behind|unbuilt|undone)|as (?:it is|they are) now"),
        ("omit", r"(?:decides?|decided|opts?|votes?|rules?) against"),
        ("omit", r"giv(?:e|es|ing) up|dispens(?:e|es|ing) with|pass(?:es)? up"),
        ("together", r"as well as(?= (?:the |a |an )?<ref>)"),
        ("omitted", r"kept out(?: of (?:the|our|any) \w+)?|turned down"),
        ("together", r"at the same time|side by side|at once|in one and the same \w+|in the same \w+"),
    )
)


def canonical(elements: Sequence[Element]) -> list[Element]:
    """The elements, with each known turn of phrase as one element.

    What it is joined with decides where that matters: `not both` speaks of the two that `or` joins before it.
    """
    found = list(elements)
    for word, pattern in _FORMS:
        start = 0
        while True:
            starts, text = _joined(found)
            match = pattern.search(text, start)
            if match is None:
                break
            first = starts.index(match.start())
            last = first + match.group().count(" ") + 1
            start = match.end()
            if word in {"notboth", "orboth"} and not _of_alternatives(found, first, last):
                continue
            if word == "both" and found[first + 1].value != 2:
                continue
            if word == "bundle" and not any(e.items for e in found):
                continue
            merged = replace(found[first], low=word, lemma=word, last=found[last - 1].last, items=(), number=-1)
            found[first:last] = [merged]
            start = match.start() + 1
    return found


def _joined(elements: Sequence[Element]) -> tuple[list[int], str]:
    """The words in one line, with a blank before and behind each, and where each begins."""
    starts: list[int] = []
    position = 1
    for element in elements:
        starts.append(position)
        position += len(element.low) + 1
    return starts, " " + " ".join(element.low for element in elements) + " "


def _of_alternatives(elements: Sequence[Element], first: int, last: int) -> bool:
    """Whether the two references before are joined by `or`, and none follows at once."""
    before = [i for i in range(first) if elements[i].items]
    if any(e.items for e in elements[last : last + 3]) and elements[last].low not in {",", ";", ".", "then", ":"}:
        verb = next((e.low for e in elements[last : last + 3] if e.low not in {"the", "a", "an"}), "")
        if verb == "<ref>":
            return False
    if len(before) < 2:
        return len(before) == 1 and len(elements[before[0]].items) > 1
    between = _words(elements[before[-2] + 1 : before[-1]])
    return "or" in between or between <= {",", "the", "a", "an"} and "or" in _words(elements[first:last])


def _words(elements: Sequence[Element]) -> set[str]:
    return {element.low for element in elements}
