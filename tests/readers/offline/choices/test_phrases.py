"""Sentences of logic over five candidates, each held against what it means, written out in plain Python."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable

import pytest

from nl2milp.readers.offline.choices.conditions import All, Among, Any, Condition, Count, Is, Never
from nl2milp.readers.offline.choices.logic import Rule
from nl2milp.readers.offline.choices.totals import Total
from nl2milp.readers.offline.choices.understanding import understand_choice

Meaning = Callable[[bool, bool, bool, bool, bool], bool]

FRAME = (
    "A town weighs five works. The pool costs $30,000 and pleases 400 people, the library costs $20,000 and pleases "
    "350 people, the market hall costs $50,000 and pleases 700 people, the car park costs $25,000 and pleases 300 "
    "people, and the footbridge costs $15,000 and pleases 200 people. It can spend $100,000. Each work is built once "
    "or not at all. {sentence} Choose the works that please the most people."
)

PHRASES: tuple[tuple[str, Meaning], ...] = (
    ("If the pool is built, the library must be built too.", lambda p, b, m, c, f: not p or b),
    ("The library has to be built if the pool is.", lambda p, b, m, c, f: not p or b),
    ("The pool can be built only if the library is built.", lambda p, b, m, c, f: not p or b),
    ("The pool may only be built if the library is built as well.", lambda p, b, m, c, f: not p or b),
    ("Only if the library is built may the pool be built.", lambda p, b, m, c, f: not p or b),
    ("The pool cannot be built unless the library is.", lambda p, b, m, c, f: not p or b),
    ("Unless the library is built, the pool must not be built.", lambda p, b, m, c, f: not p or b),
    ("The pool requires the library.", lambda p, b, m, c, f: not p or b),
    ("Building the pool requires building the library.", lambda p, b, m, c, f: not p or b),
    ("The pool depends on the library.", lambda p, b, m, c, f: not p or b),
    ("The library is a prerequisite for the pool.", lambda p, b, m, c, f: not p or b),
    ("The library is needed for the pool.", lambda p, b, m, c, f: not p or b),
    ("The pool makes no sense without the library.", lambda p, b, m, c, f: not p or b),
    ("The pool must not be built without the library.", lambda p, b, m, c, f: not p or b),
    ("Building the pool means that the library has to be built.", lambda p, b, m, c, f: not p or b),
    ("Whenever the pool is built, so is the library.", lambda p, b, m, c, f: not p or b),
    ("The pool may be built provided that the library is built.", lambda p, b, m, c, f: not p or b),
    ("There will be no pool unless there is a library.", lambda p, b, m, c, f: not p or b),
    ("Should the pool be built, the library must be built.", lambda p, b, m, c, f: not p or b),
    ("If the library is not built, the pool cannot be built either.", lambda p, b, m, c, f: not p or b),
    ("The pool needs the library to be built first.", lambda p, b, m, c, f: not p or b),
    ("In case the pool is built, the library must follow.", lambda p, b, m, c, f: not p or b),
    ("If the pool is built, both the library and the car park must be built.", lambda p, b, m, c, f: not p or b and c),
    ("If the pool is built, then the library or the car park must be built.", lambda p, b, m, c, f: not p or b or c),
    ("The pool requires the library or the car park.", lambda p, b, m, c, f: not p or b or c),
    ("The pool needs both the library and the footbridge.", lambda p, b, m, c, f: not p or b and f),
    ("If the pool or the library is built, the footbridge must be built.", lambda p, b, m, c, f: not (p or b) or f),
    ("If both the pool and the library are built, the footbridge must be.", lambda p, b, m, c, f: not (p and b) or f),
    ("If the pool is built and the library is not, the footbridge must be built.",
     lambda p, b, m, c, f: not (p and not b) or f),
    ("If neither the pool nor the library is built, the footbridge must be built.",
     lambda p, b, m, c, f: p or b or f),
    ("If the pool is not built, the library must be.", lambda p, b, m, c, f: p or b),
    ("If the pool is built, neither the library nor the car park may be built.",
     lambda p, b, m, c, f: not p or not b and not c),
    ("If the pool is built, at least two of the library, the car park and the footbridge must be built.",
     lambda p, b, m, c, f: not p or b + c + f >= 2),
    ("If the pool is built, then at most one of the library and the car park can be built.",
     lambda p, b, m, c, f: not p or b + c <= 1),
    ("The footbridge can be built only if at least one of the pool and the library is built.",
     lambda p, b, m, c, f: not f or p or b),
    ("If the pool is built, the library cannot be built.", lambda p, b, m, c, f: not (p and b)),
    ("The pool and the library cannot both be built.", lambda p, b, m, c, f: not (p and b)),
    ("Not both the pool and the library can be built.", lambda p, b, m, c, f: not (p and b)),
    ("The pool cannot be combined with the library.", lambda p, b, m, c, f: not (p and b)),
    ("The pool and the library are mutually exclusive.", lambda p, b, m, c, f: not (p and b)),
    ("The pool and the library exclude each other.", lambda p, b, m, c, f: not (p and b)),
    ("The pool rules out the library.", lambda p, b, m, c, f: not (p and b)),
    ("The pool excludes the library.", lambda p, b, m, c, f: not (p and b)),
    ("The pool is incompatible with the library.", lambda p, b, m, c, f: not (p and b)),
    ("At most one of the pool and the library can be built.", lambda p, b, m, c, f: not (p and b)),
    ("Only one of the pool and the library may be built.", lambda p, b, m, c, f: not (p and b)),
    ("No more than one of the pool, the library and the car park may be built.", lambda p, b, m, c, f: p + b + c <= 1),
    ("The pool, the library and the car park cannot all be built.", lambda p, b, m, c, f: p + b + c <= 2),
    ("It is not possible to build the pool together with the library.", lambda p, b, m, c, f: not (p and b)),
    ("The town will not build the pool and the library together.", lambda p, b, m, c, f: not (p and b)),
    ("The pool clashes with the library.", lambda p, b, m, c, f: not (p and b)),
    ("There is no room for both the pool and the library.", lambda p, b, m, c, f: not (p and b)),
    ("The pool and the library must be built together or not at all.", lambda p, b, m, c, f: p == b),
    ("Either both the pool and the library are built or neither is.", lambda p, b, m, c, f: p == b),
    ("The pool and the library stand or fall together.", lambda p, b, m, c, f: p == b),
    ("The pool is built if and only if the library is built.", lambda p, b, m, c, f: p == b),
    ("The pool is built exactly when the library is not.", lambda p, b, m, c, f: p != b),
    ("The pool, the library and the footbridge come as a package: all of them or none.",
     lambda p, b, m, c, f: p == b == f),
    ("Exactly one of the pool and the library must be built.", lambda p, b, m, c, f: p != b),
    ("Either the pool or the library must be built, but not both.", lambda p, b, m, c, f: p != b),
    ("Either the pool or the library must be built.", lambda p, b, m, c, f: p or b),
    ("At least one of the pool and the library must be built.", lambda p, b, m, c, f: p or b),
    ("The pool or the library, or both, must be built.", lambda p, b, m, c, f: p or b),
    ("At least two of the pool, the library and the car park must be built.", lambda p, b, m, c, f: p + b + c >= 2),
    ("Exactly two of the pool, the library, the car park and the footbridge are to be built.",
     lambda p, b, m, c, f: p + b + c + f == 2),
    ("Of the pool, the library and the car park, at most two may be built.", lambda p, b, m, c, f: p + b + c <= 2),
    ("At most three works can be built.", lambda p, b, m, c, f: p + b + m + c + f <= 3),
    ("Exactly three of the five works must be built.", lambda p, b, m, c, f: p + b + m + c + f == 3),
    ("At least two works must be built.", lambda p, b, m, c, f: p + b + m + c + f >= 2),
    ("Between two and three works must be built.", lambda p, b, m, c, f: 2 <= p + b + m + c + f <= 3),
    ("The footbridge must be built.", lambda p, b, m, c, f: f),
    ("The market hall cannot be built.", lambda p, b, m, c, f: not m),
    ("The footbridge has to be built in any case.", lambda p, b, m, c, f: f),
    ("The pool must be built unless the library is.", lambda p, b, m, c, f: p or b),
    ("If the pool is built, exactly one of the library and the car park must be built.",
     lambda p, b, m, c, f: not p or b + c == 1),
    ("If the pool is built, then the library must be built and the car park must not.",
     lambda p, b, m, c, f: not p or b and not c),
    ("If at least two of the pool, the library and the car park are built, the footbridge must be built.",
     lambda p, b, m, c, f: not p + b + c >= 2 or f),
    ("The pool and the library share a site, so only one of them can be built.", lambda p, b, m, c, f: not (p and b)),
    ("The pool and the library share a heating plant. Both must be built or neither.", lambda p, b, m, c, f: p == b),
    ("Choosing the pool forces the town to build the library.", lambda p, b, m, c, f: not p or b),
    ("Without the library, the pool cannot be built.", lambda p, b, m, c, f: not p or b),
    ("No pool without a library.", lambda p, b, m, c, f: not p or b),
    ("The pool goes ahead only when the library does.", lambda p, b, m, c, f: not p or b),
    ("As long as the library is not built, the pool may not be built.", lambda p, b, m, c, f: not p or b),
    ("If the pool is chosen, the car park must be chosen as well, and if the library is chosen, the footbridge must "
     "be chosen too.", lambda p, b, m, c, f: (not p or c) and (not b or f)),
    ("The pool requires the car park, and the library requires the footbridge.",
     lambda p, b, m, c, f: (not p or c) and (not b or f)),
    ("Either the pool and the library are both built, or the footbridge is built.",
     lambda p, b, m, c, f: p and b or f),
    ("The town must build the pool, the library or both.", lambda p, b, m, c, f: p or b),
    ("If one of the pool and the library is built, the other must be built too.", lambda p, b, m, c, f: p == b),
    ("The pool and the library may not be built at the same time.", lambda p, b, m, c, f: not (p and b)),
    ("Wherever there is a pool, there must be a car park.", lambda p, b, m, c, f: not p or c),
    ("The pool would block the library, so they can't both be built.", lambda p, b, m, c, f: not (p and b)),
    ("If the library is left out, the pool has to be left out too.", lambda p, b, m, c, f: not p or b),
    ("The pool is only allowed in combination with the library.", lambda p, b, m, c, f: not p or b),
    ("Once the pool is chosen, the library is compulsory.", lambda p, b, m, c, f: not p or b),
    ("You can build the pool or the library, not both.", lambda p, b, m, c, f: not (p and b)),
    ("The footbridge is already under contract and must be built.", lambda p, b, m, c, f: f),
    ("The market hall is out of the question.", lambda p, b, m, c, f: not m),
    ("Anyone who builds the pool is obliged to build the library as well.", lambda p, b, m, c, f: not p or b),
    ("To build the pool, the town must also build the library.", lambda p, b, m, c, f: not p or b),
    ("In order to build the pool, the library has to be built first.", lambda p, b, m, c, f: not p or b),
    ("If the pool is built the library must be built too.", lambda p, b, m, c, f: not p or b),
    ("Both the pool and the library require the car park.", lambda p, b, m, c, f: (not p or c) and (not b or c)),
    ("The pool and the library each require the car park.", lambda p, b, m, c, f: (not p or c) and (not b or c)),
    ("If the pool is built, either the library or the car park must be built, but not both.",
     lambda p, b, m, c, f: not p or b + c == 1),
    ("Either the pool or the library can be built, but not both.", lambda p, b, m, c, f: not (p and b)),
    ("The pool and the library can only be built together.", lambda p, b, m, c, f: p == b),
    ("The pool, the library and the car park are all built or none of them is.", lambda p, b, m, c, f: p == b == c),
    ("The pool may not be built together with either the library or the car park.",
     lambda p, b, m, c, f: not (p and (b or c))),
    ("The pool cannot be combined with the library or the car park.", lambda p, b, m, c, f: not (p and (b or c))),
    ("Building both the pool and the library is impossible.", lambda p, b, m, c, f: not (p and b)),
    ("The pool may be built unless the library is.", lambda p, b, m, c, f: not (p and b)),
    ("The pool and the library do not go well with each other.", lambda p, b, m, c, f: not (p and b)),
    ("The pool conflicts with the library, so they cannot both be built.", lambda p, b, m, c, f: not (p and b)),
    ("The pool and the library share a site and the law forbids having both.", lambda p, b, m, c, f: not (p and b)),
    ("The town wants to carry out exactly three works.", lambda p, b, m, c, f: p + b + m + c + f == 3),
    ("The pool and the library need the same crew, so at most one of them can be built.",
     lambda p, b, m, c, f: not (p and b)),
    # statements inside of statements
    ("If the pool is built, then building the library entails building the car park.",
     lambda p, b, m, c, f: not (p and b) or c),
    ("Unless both the pool and the library are built, building the market hall requires building the car park.",
     lambda p, b, m, c, f: p and b or not m or c),
    ("If we build the pool, we have to build at least one of the library, the market hall and the car park.",
     lambda p, b, m, c, f: not p or b or m or c),
    ("If the pool or the market hall is built, the library and the car park may not both be built.",
     lambda p, b, m, c, f: not (p or m) or not (b and c)),
    ("The town must build both the pool and the library, or else both the market hall and the car park.",
     lambda p, b, m, c, f: p and b or m and c),
    ("Of the two following wishes exactly one has to be met: the pool and the library are both built; the market hall "
     "and the car park are both built.", lambda p, b, m, c, f: (p and b) != (m and c)),
    ("At least two of these three conditions must hold: the pool is built; the library is not built; the market hall "
     "or the car park is built.", lambda p, b, m, c, f: p + (not b) + (m or c) >= 2),
    # more words for no
    ("The pool is built exactly if the library is left as it is.", lambda p, b, m, c, f: p != b),
    ("If the town decides against the pool, it must build the library.", lambda p, b, m, c, f: p or b),
    ("If the town skips the pool, it must build the library.", lambda p, b, m, c, f: p or b),
    ("The pool may not be opened before the library has been opened.", lambda p, b, m, c, f: not p or b),
    ("Building both the pool and the library is against the rules.", lambda p, b, m, c, f: not (p and b)),
    ("The pool can be combined with neither the library nor the car park.", lambda p, b, m, c, f: not (p and (b or c))),
    ("The mayor refuses to have the pool and the library in the same street.", lambda p, b, m, c, f: not (p and b)),
    ("The pool is incompatible with the library and with the car park.", lambda p, b, m, c, f: not (p and (b or c))),
    ("The town must build the pool or the library, but it can't build both because they need the same plot.",
     lambda p, b, m, c, f: p != b),
    # both ways
    ("Building the pool requires building the library, and vice versa.", lambda p, b, m, c, f: p == b),
    ("The pool is built if the library is built, and in no other case.", lambda p, b, m, c, f: p == b),
    ("The pool is built if, and only if, both the library and the car park are.", lambda p, b, m, c, f: p == (b and c)),
    ("The pool, the library and the car park share a plan, hence either all three of them are built or none is.",
     lambda p, b, m, c, f: p == b == c),
    ("The pool and the library are built together or not at all. The same holds for the market hall and the car park.",
     lambda p, b, m, c, f: p == b and m == c),
    # settled
    ("The pool isn't built this year, as the ground must be surveyed first.", lambda p, b, m, c, f: not p),
    ("The council has already decided that the pool will be built.", lambda p, b, m, c, f: p),
    ("The state has promised the pool to the school, so it must be among them.", lambda p, b, m, c, f: p),
    ("The neighbours don't allow any pool, so it can't be built.", lambda p, b, m, c, f: not p),
    ("Of the two sports works (pool, footbridge) exactly one will be built, and of the other three (library, market "
     "hall, car park) at least two.", lambda p, b, m, c, f: p + f == 1 and b + m + c >= 2),
    # said in other ways
    ("The pool and the library serve the same people, and having both would be unacceptable.",
     lambda p, b, m, c, f: not (p and b)),
    ("Either the pool or the library can be built, but building both would cost too much.",
     lambda p, b, m, c, f: not (p and b)),
    ("Any plan with both the pool and the library is unacceptable.", lambda p, b, m, c, f: not (p and b)),
    ("If the town goes for the pool it has to give up the library.", lambda p, b, m, c, f: not (p and b)),
    ("No two of the pool, the library and the car park may be built.", lambda p, b, m, c, f: p + b + c <= 1),
    ("The pool would take the place of the footbridge.", lambda p, b, m, c, f: not (p and f)),
    ("The council will not accept a plan with neither the pool nor the library.", lambda p, b, m, c, f: p or b),
    ("The pool is open only to towns that also have the library.", lambda p, b, m, c, f: not p or b),
    ("The library has to be built before the pool can be started.", lambda p, b, m, c, f: not p or b),
    ("The pool can't be built until the library is.", lambda p, b, m, c, f: not p or b),
    ("The pool can run without the library, but the library cannot run without the pool.",
     lambda p, b, m, c, f: not b or p),
    ("Neither the pool nor the library works without the car park.", lambda p, b, m, c, f: not (p or b) or c),
    ("In the absence of the pool, the library has to be built.", lambda p, b, m, c, f: p or b),
    ("If the pool or the library stays unbuilt, the footbridge must be built.", lambda p, b, m, c, f: p and b or f),
    ("The pool and the library belong to one club, which will have both or neither.", lambda p, b, m, c, f: p == b),
    ("The pool and the library are to share a hall, so neither can be built without the other.",
     lambda p, b, m, c, f: p == b),
    ("The pool is built if, but only if, the library is.", lambda p, b, m, c, f: p == b),
    ("The pool has been paid for already, so its opening must not be put off: it must be among the works chosen.",
     lambda p, b, m, c, f: p),
    ("The pool is indispensable.", lambda p, b, m, c, f: p),
    ("The pool is not available.", lambda p, b, m, c, f: not p),
    ("In any case the pool has to be part of the plan.", lambda p, b, m, c, f: p),
    ("The market hall should stand next to a library or a car park, so building it requires at least one of these two.",
     lambda p, b, m, c, f: not m or b or c),
    ("The pool and the library share a hall, which has room for only one of these works.",
     lambda p, b, m, c, f: not (p and b)),
    ("Of the pool, the library and the car park, at least one but no more than two must be built.",
     lambda p, b, m, c, f: 1 <= p + b + c <= 2),
    ("The pool and the library share a boiler: building one of them means building the other.",
     lambda p, b, m, c, f: p == b),
    ("The council does not want the pool without the library or the library without the pool.",
     lambda p, b, m, c, f: p == b),
    ("For the pool, the car park is needed.", lambda p, b, m, c, f: not p or c),
    ("At least one of the pool, the library and the car park should be there for people without a garden.",
     lambda p, b, m, c, f: p or b or c),
    ("At least two of the pool, the library and the car park must stay unbuilt.", lambda p, b, m, c, f: p + b + c <= 1),
    ("The pool and the library serve the same people, so at most one will be built.",
     lambda p, b, m, c, f: not (p and b)),
    ("Two of the five works are to be built.", lambda p, b, m, c, f: p + b + m + c + f == 2),
    ("If the pool is built then the library must be built, and if the library is built then the pool must be built.",
     lambda p, b, m, c, f: p == b),
    ("The pool may be built, in which case the library must be built as well.", lambda p, b, m, c, f: not p or b),
    ("With the pool in the plan, the library must be in it as well.", lambda p, b, m, c, f: not p or b),
    ("The pool is only worthwhile in case the library and the car park are both built.",
     lambda p, b, m, c, f: not p or b and c),
    ("The pool can't be built along with the library or with the car park.",
     lambda p, b, m, c, f: not (p and (b or c))),
    ("The town cannot have the pool as well as the library.", lambda p, b, m, c, f: not (p and b)),
    ("If both the pool and the library are turned down, the footbridge must be built.",
     lambda p, b, m, c, f: p or b or f),
    ("The footbridge is needed as soon as two of the pool, the library and the car park are built.",
     lambda p, b, m, c, f: p + b + c < 2 or f),
    ("The pool and the library are meant for the same school, so neither makes sense alone.",
     lambda p, b, m, c, f: p == b),
    ("The library would stand on the site of the pool; building the one means doing without the other.",
     lambda p, b, m, c, f: not (p and b)),
    ("The pool has to come with the car park.", lambda p, b, m, c, f: not p or c),
    ("The pool has to be kept out of the plan.", lambda p, b, m, c, f: not p),
    ("The pool is to be built in any event.", lambda p, b, m, c, f: p),
    ("Be sure to include the pool.", lambda p, b, m, c, f: p),
    ("The pool is part of a signed contract and has to be built.", lambda p, b, m, c, f: p),
    ("Without the pool there would be nothing to see from the footbridge.", lambda p, b, m, c, f: p or not f),
)  # fmt: skip

SIGNS = {"<=": operator.le, ">=": operator.ge, "==": operator.eq}


def holds(condition: Condition, chosen: tuple[bool, ...]) -> bool:
    if isinstance(condition, Is):
        return chosen[condition.item] == condition.positive
    if isinstance(condition, Count):
        return SIGNS[condition.sign](sum(chosen[item] for item in condition.items), condition.value)
    if isinstance(condition, All):
        return all(holds(part, chosen) for part in condition.parts)
    if isinstance(condition, Any):
        return any(holds(part, chosen) for part in condition.parts)
    if isinstance(condition, Among):
        return SIGNS[condition.sign](sum(holds(part, chosen) for part in condition.parts), condition.value)
    assert isinstance(condition, Never)
    return not holds(condition.part, chosen)


def rule_holds(rule: Rule, chosen: tuple[bool, ...]) -> bool:
    parts = [holds(part, chosen) for part in rule.parts]
    if rule.template == "if_then":
        return not parts[0] or parts[1]
    if rule.template == "iff":
        return parts[0] == parts[1]
    if rule.template == "all_or_none":
        return all(parts) or not any(parts)
    if rule.template == "either_or":
        return sum(parts) == 1 if rule.exclusive else any(parts)
    return all(parts)


@pytest.mark.parametrize(("sentence", "meaning"), PHRASES, ids=[sentence for sentence, _ in PHRASES])
def test_a_sentence_means_what_it_says(sentence: str, meaning: Meaning):
    draft = understand_choice(FRAME.format(sentence=sentence))
    assert draft is not None
    assert [item.label for item in draft.items] == ["pool", "library", "market hall", "car park", "footbridge"]
    totals = [limit for limit in draft.limits if isinstance(limit, Total)]
    for chosen in itertools.product([False, True], repeat=5):
        read = all(rule_holds(rule, chosen) for rule in draft.rules)
        read = read and all(SIGNS[total.sign](sum(chosen), total.value) for total in totals)
        assert read == bool(meaning(*chosen)), (chosen, draft.rules)
