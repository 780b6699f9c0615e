"""Which names belong together: lists, numbered names, heads of lines, subjects of one verb, ends of one preposition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nl2milp.readers.offline.choices.lists import find_lists
from nl2milp.readers.offline.choices.vocabulary import (
    DATA_VERBS,
    DETERMINERS,
    MODALS,
    NOT_NAMES,
    PREPOSITIONS,
    PRONOUNS,
)
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group, Label
from nl2milp.readers.offline.tokens import Token

__all__ = ["MOST_LABELS", "find_groups"]

MOST_LABELS = 60
"""More names of one kind than any text in words has."""

_MOST_GROUPS = 26
_BULLETS = frozenset("- * • · –".split())
_SLOTS = frozenset("from to at on in for by".split())


def find_groups(document: Document) -> list[Group]:
    """Candidate groups, the likeliest first; each has at least two labels."""
    found: list[Group] = []
    for group in _merged(
        [
            *_series(document),
            *_letters(document),
            *_heads(document),
            *_lists(document),
            *_subjects(document),
            *_kinds(document),
            *_rated(document),
            *_ends(document),
        ]
    ):
        if 2 <= len(group) <= MOST_LABELS and not any(group.names == other.names for other in found):
            found.append(group)
    return found[:_MOST_GROUPS]


def _label(tokens: Sequence[Token], first: int, last: int) -> Label:
    words = tuple(token.lemma for token in tokens[first:last])
    text = " ".join(token.text for token in tokens[first:last])
    return Label(text, words, first, last)


def _distinct(labels: Iterable[Label]) -> tuple[Label, ...]:
    named = [label for label in labels if not set(label.words) & _NEVER]
    return tuple({label.words: label for label in reversed(named)}.values())[::-1]


_NEVER = (NOT_NAMES | PRONOUNS | frozenset("what which who where how when here there".split())) - {"second", "third"}


def _series(document: Document) -> Iterator[Group]:
    """`City 1` to `City 5`, `machines M1, M2 and M3`, `Site A`."""
    tokens = document.tokens
    kinds: dict[str, dict[str, Label]] = {}
    codes: dict[str, Label] = {}
    for index, token in enumerate(tokens):
        if token.kind != "word":
            continue
        if _is_code(token):
            codes.setdefault(token.lemma, _label(tokens, index, index + 1))
        if not _is_suffix(token) or not index:
            continue
        at = _noun_before(tokens, index)
        if at < 0:
            continue
        noun = tokens[at]
        head = " ".join(t.text for t in tokens[at:index]) if noun.lemma == noun.low else noun.lemma
        label = Label(f"{head} {token.text}", (noun.lemma, token.lemma), index - 1, index + 1, True)
        kinds.setdefault(noun.lemma, {}).setdefault(token.lemma, label)
    sizes = _sizes(document)
    for kind, labels in kinds.items():
        for suffix in map(str, range(1, sizes.get(kind, 0) + 1)):
            if suffix not in labels and "0" not in labels and all(found.isdigit() for found in labels):
                first = next(iter(labels.values()))
                labels[suffix] = Label(f"{kind} {suffix}", (kind, suffix), first.first, first.last, True)
        ordered = sorted(labels.values(), key=lambda label: _rank(label.words[-1]))
        yield Group(tuple(ordered), kind, "series")
    for letter in {code[0] for code in codes}:
        same = [label for code, label in codes.items() if code[0] == letter]
        if len(same) > 1:
            before = tokens[same[0].first - 1]
            kind = before.lemma if before.kind == "word" and before.low not in PREPOSITIONS | DETERMINERS else ""
            yield Group(tuple(sorted(same, key=lambda label: _rank(label.words[0][1:]))), kind, "series")


def _sizes(document: Document) -> dict[str, int]:
    """How many there are of a kind, where the text says so: `six districts`."""
    found: dict[str, int] = {}
    for quantity in document.quantities:
        small = quantity.kind == "number" and not quantity.money and 2 <= quantity.value <= MOST_LABELS
        if not small or quantity.value.denominator != 1:
            continue
        for token in document.tokens[quantity.last : quantity.last + 3]:
            if token.kind != "word" or token.low in PREPOSITIONS:
                break
            if token.lemma != token.low:
                found.setdefault(token.lemma, int(quantity.value))
                break
    return found


def _rank(suffix: str) -> tuple[int, str]:
    return (int(suffix) if suffix.isdigit() else 0, suffix)


def _is_code(token: Token) -> bool:
    return len(token.text) <= 3 and token.text[0].isupper() and token.text[1:].isdigit()


def _is_suffix(token: Token) -> bool:
    return (
        token.text.isdigit()
        and len(token.text) <= 2
        or len(token.text) == 1
        and token.text.isupper()
        and token.text != "I"
    )


def _noun_before(tokens: Sequence[Token], index: int) -> int:
    """The noun that a number or letter belongs to: right before it, or before a list of such."""
    at = index - 1
    while at >= 0 and (tokens[at].low in {",", "and", "or", "&"} or _is_suffix(tokens[at])):
        if index - at > 40:
            return -1
        at -= 1
    if at < 0 or tokens[at].kind != "word" or tokens[at].lemma in UNIT_FACTORS:
        return -1
    if tokens[at].low in _CLOSED and not (tokens[at].low in DATA_VERBS and tokens[at].text[0].isupper()):
        return -1
    if at < index - 1 and (tokens[at + 1].low in {",", "and", "or", "&"} or tokens[at].lemma == tokens[at].low):
        return -1
    return at


_CLOSED = DATA_VERBS | DETERMINERS | MODALS | PREPOSITIONS | {"and", "or", "than", "if", "both", "either", "neither"}


def _letters(document: Document) -> Iterator[Group]:
    """`five jobs, a, b, c, d and e`: single letters in a row."""
    tokens = document.tokens
    index = 0
    while index < len(tokens):
        places = [index]
        while True:
            after = places[-1] + 1
            while after < len(tokens) and tokens[after].low in {",", "and"} and after - places[-1] <= 2:
                after += 1
            if after == places[-1] + 1 or after >= len(tokens) or not _is_letter(tokens[after]):
                break
            places.append(after)
        if len(places) >= 3 and _is_letter(tokens[index]):
            before = next((t for t in reversed(tokens[:index]) if t.low not in {",", ":", "-"}), tokens[index])
            kind = before.lemma if before.kind == "word" and before.lemma != before.low else ""
            found = {_label(tokens, at, at + 1).words: _label(tokens, at, at + 1) for at in places}
            yield Group(tuple(found.values()), kind, "list")
        index = places[-1] + 1


def _is_letter(token: Token) -> bool:
    return token.kind == "word" and len(token.text) == 1


def _heads(document: Document) -> Iterator[Group]:
    """The names that lines of a list begin with: `- Ruiz: Algebra 8`, `- from Au: Berg and Chur`."""
    tokens = document.tokens
    labels: list[Label] = []
    for sentence in document.sentences:
        first = sentence.first
        if tokens[first].text not in _BULLETS:
            continue
        first += 1
        while first < sentence.last and tokens[first].low in PREPOSITIONS | DETERMINERS | {"/"}:
            first += 1
        last = first
        while last < sentence.last and last - first < 5 and tokens[last].kind == "word":
            if last > first and tokens[last].low in PREPOSITIONS:
                break
            last += 1
        if last > first and _is_suffix(tokens[last - 1]):
            continue  # `- Center 1: ...` is one of a series
        if last < sentence.last and last > first and (tokens[last].text in {":", ","} or tokens[last].low in _SLOTS):
            labels.append(_label(tokens, first, last))
            continue
        verb = next((at for at in range(first, last) if tokens[at].low in DATA_VERBS | MODALS), first)
        if 0 < verb - first <= 3:
            labels.append(_label(tokens, first, verb))  # `- the landscape takes 4 days`
            continue
        proper = _proper(tokens, first, min(last, first + 3))
        if proper is not None and proper[0] == first:
            labels.append(_label(tokens, *proper))
    yield Group(_distinct(labels), "", "heads")


def _lists(document: Document) -> Iterator[Group]:
    tokens = document.tokens
    counted = {quantity.last for quantity in document.quantities}
    for listed in find_lists(tokens, document.sentences):
        phrases = list(listed.phrases)
        capital = sum(_proper(tokens, a, b) is not None for a, b in phrases) == len(phrases)
        noun = ""
        if capital:
            runs = []
            for place, (a, b) in enumerate(phrases):
                every = _propers(tokens, a, b)
                run = every[-1] if place == 0 else every[0]
                runs.append(run)
            before = tokens[phrases[0][0]]
            if runs[0][0] > phrases[0][0] and before.lemma != before.low and before.low not in DATA_VERBS:
                noun = before.lemma
            phrases = runs
        else:
            a, b = phrases[0]
            lower = tokens[a].text.islower() and all(tokens[x].text[0].isupper() for x, _ in phrases[1:])
            if lower and len(phrases) > 2:  # `three bands, Amber, Basalt and Cobalt`
                noun, phrases = tokens[b - 1].lemma, phrases[1:]
                a, b = phrases[0]
            if b - a == 2 and all(y - x == 1 for x, y in phrases[1:]):
                verb = tokens[a].low in DATA_VERBS
                noun = "" if verb or tokens[a].lemma == tokens[a].low else tokens[a].lemma
                if verb or noun:
                    phrases[0] = (a + 1, b)
        if not noun:
            noun = _apposed(tokens, phrases[0][0])
        capitals = any(tokens[a].text[:1].isupper() for a, _ in phrases[1:])
        if any(tokens[b - 1].lemma in UNIT_FACTORS for _, b in phrases) or any(
            a <= quantity.first < b for a, b in phrases for quantity in document.quantities
        ):
            continue
        if phrases[0][0] in counted and tokens[phrases[0][0]].text.islower() and capitals:
            continue  # `Odry has 90 crates and Lipa has 80` lists nothing
        yield Group(_distinct(_label(tokens, a, b) for a, b in phrases), noun, "list")


def _apposed(tokens: Sequence[Token], index: int) -> str:
    """The noun that a list stands beside: `three translators, Ines, Jonas and Karim`, `four shifts of May: early`."""
    at = index - 1
    while at >= 0 and tokens[at].low in {"the", "a", "an", ",", ":", "my", "our", "-"}:
        at -= 1
    while at >= 0 and index - at < 8 and tokens[at].kind == "word":
        token = tokens[at]
        if token.lemma != token.low and token.low not in DATA_VERBS | MODALS:
            return token.lemma
        at -= 1
    return ""


def _proper(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int] | None:
    found = _propers(tokens, first, last)
    return found[0] if found else None


def _propers(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """Runs of words with capitals."""
    found: list[tuple[int, int]] = []
    index = first
    while index < last:
        end = index
        while (
            end < last
            and tokens[end].kind == "word"
            and tokens[end].text[0].isupper()
            and not tokens[end].text.isdigit()
        ):
            end += 1
        if end > index:
            found.append((index, end))
        index = end + 1
    return found


def _subjects(document: Document) -> Iterator[Group]:
    """Names before one verb: `Olga speaks Arabic`, `Rosa would charge ninety`, and after it `Pavel 80`."""
    tokens = document.tokens
    by_verb: dict[str, list[Label]] = {}
    numbers = {quantity.first for quantity in document.quantities}
    for sentence in document.sentences:
        said = ""
        for first, last in _propers(tokens, sentence.first, sentence.last):
            if tokens[first].low in _CLOSED | _FILLERS:
                first += 1
            if first == last or last >= sentence.last:
                continue
            at = last
            while at < sentence.last and tokens[at].low in MODALS | {"also", "only", "not"}:
                at += 1
            verb = tokens[at] if at < sentence.last else tokens[last]
            if last in numbers and said:
                by_verb[said].append(_label(tokens, first, last))
                continue
            if verb.kind != "word" or verb.low in PREPOSITIONS | MODALS | {"and", "or"}:
                continue
            if verb.lemma == verb.low and verb.low not in DATA_VERBS and at == last:
                continue
            said = verb.lemma
            by_verb.setdefault(said, []).append(_label(tokens, first, last))
    for labels in by_verb.values():
        yield Group(_distinct(labels), "", "subjects")
    single = [label for labels in by_verb.values() for label in labels if len(label.words) == 1]
    yield Group(tuple(sorted(_distinct(single), key=lambda label: label.first)), "", "subjects")


def _kinds(document: Document) -> Iterator[Group]:
    """Kinds of one noun: `an early worker`, `a late worker`; `Fig village`, `Guava village`."""
    tokens = document.tokens
    by_head: dict[str, list[Label]] = {}
    for index in range(1, len(tokens) - 1):
        kind, head = tokens[index], tokens[index + 1]
        if kind.kind != "word" or head.kind != "word" or head.low in _CLOSED or kind.low in _CLOSED | _FILLERS:
            continue
        led = tokens[index - 1].low in {"a", "an", "the", "no", "any"} or kind.text[0].isupper()
        if led and head.text[0].islower() and not kind.text.isdigit() and document.place_of(index) >= 0:
            by_head.setdefault(head.lemma, []).append(_label(tokens, index, index + 2))
    for noun, labels in by_head.items():
        seen = {label.words for label in labels}
        again = [label for label in labels if sum(t.lemma == label.words[0] for t in tokens) > 1 or len(seen) > 2]
        if len(seen) > 1:
            yield Group(_distinct(again), noun, "kinds")


_FILLERS = frozenset("if when since because while although the each every no whoever".split())


def _ends(document: Document) -> Iterator[Group]:
    """Names behind one preposition: `from Altona`, `from Barmbek`; `a mast on Gable`; `from the west farms`."""
    tokens = document.tokens
    by_word: dict[str, list[Label]] = {}
    nouns: dict[str, str] = {}
    for sentence in document.sentences:
        for index in range(sentence.first, sentence.last - 1):
            if tokens[index].low not in _SLOTS:
                continue
            at = index + 1
            while at < sentence.last and tokens[at].low in DETERMINERS:
                at += 1
            last = at
            while last < sentence.last and last - at < 3 and _may_name(tokens[last]):
                if last > at and tokens[at].text[0].isupper() != tokens[last].text[0].isupper():
                    break
                if last > at and tokens[last + 1 : last + 2] and tokens[last + 1].text.isdigit():
                    break  # `at the dunes beaches 2, 3 and 4`
                last += 1
            if last > at:
                by_word.setdefault(tokens[index].low, []).append(_label(tokens, at, last))
                if index - 1 > sentence.first and tokens[index - 2].low in DETERMINERS:
                    nouns.setdefault(tokens[index].low, tokens[index - 1].lemma)
    for word, labels in by_word.items():
        counts = {label.words: sum(other.words == label.words for other in labels) for label in labels}
        yield Group(_distinct(label for label in labels if label.text[0].isupper()), nouns.get(word, ""), "ends")
        yield Group(_distinct(label for label in labels if counts[label.words] > 1), nouns.get(word, ""), "ends")
        yield Group(
            _distinct(_label(tokens, label.first, label.first + 1) for label in labels), nouns.get(word, ""), "ends"
        )
        for head in {label.words[-1] for label in labels if len(label.words) > 1}:
            yield Group(_distinct(label for label in labels if label.words[-1] == head), head, "ends")


def _rated(document: Document) -> Iterator[Group]:
    """Names beside the numbers of one sentence: `80 euros on the castle tour, 95 on the lake tour`."""
    tokens = document.tokens
    for sentence in document.sentences:
        before: list[Label] = []
        behind: dict[str, list[Label]] = {}
        for quantity in document.quantities:
            if not sentence.first <= quantity.first < sentence.last:
                continue
            first = quantity.first
            while first > sentence.first and quantity.first - first < 3 and _may_name(tokens[first - 1]):
                first -= 1
            if first < quantity.first and tokens[first - 1].low in {",", ":", "and", ";"} | DETERMINERS | PREPOSITIONS:
                before.append(_label(tokens, first, quantity.first))
            at = quantity.last
            while at < sentence.last and at - quantity.last < 3 and tokens[at].low not in _SLOTS:
                at += 1
            if at >= sentence.last - 1 or tokens[at].low not in _SLOTS:
                continue
            slot, at = tokens[at].low, at + 1
            while at < sentence.last and tokens[at].low in DETERMINERS:
                at += 1
            last = at
            while last < sentence.last and last - at < 3 and _may_name(tokens[last]):
                last += 1
            if last > at:
                behind.setdefault(slot, []).append(_label(tokens, at, last))
                if slot in {"in", "at", "on"}:  # `4 in the morning, 6 at noon`
                    behind.setdefault("where", []).append(_label(tokens, at, last))
        for labels in (before, *behind.values()):
            yield Group(_distinct(labels), "", "rated")


def _may_name(token: Token) -> bool:
    return token.kind == "word" and token.low not in _CLOSED and token.lemma not in UNIT_FACTORS


def _merged(groups: Iterable[Group]) -> list[Group]:
    """Groups with the same labels once; groups that share labels joined as well as apart, the bigger first."""
    found: list[Group] = []
    for group in groups:
        if len(group) < 2:
            continue
        same = next((i for i, other in enumerate(found) if other.names == group.names), -1)
        if same < 0:
            found.append(group)
        elif not found[same].noun and group.noun:
            found[same] = Group(found[same].labels, group.noun, found[same].source)
    joined: list[Group] = []
    for group in found:
        overlapping = [other for other in joined if other.names & group.names]
        if group.source != "list" or not overlapping:
            joined.append(group)
            continue
        # a list that shares a name with others extends them: `tasks A and B`, later `A and C`
        if not any(group.names <= other.names for other in overlapping):
            joined.append(group)
    union: list[Group] = []
    lists = [group for group in found if group.source == "list"]
    rest = list(lists)
    while rest:
        members = [rest.pop(0)]
        names = set(members[0].names)
        while True:
            more = [group for group in rest if group.names & names]
            if not more:
                break
            for group in more:
                rest.remove(group)
                members.append(group)
                names |= group.names
        if len(members) > 1:
            every_label = _distinct(label for group in members for label in group.labels)
            labels = [
                label
                for label in sorted(every_label, key=lambda label: label.first)
                if not any(set(label.words) < set(other.words) for other in every_label)
            ]
            noun = next((group.noun for group in members if group.noun), "")
            union.append(Group(tuple(labels), noun, "union"))
    rank = {"series": 0, "heads": 0, "list": 1, "union": 2, "subjects": 1, "rated": 2, "ends": 2, "kinds": 2}
    every = sorted([*joined, *union], key=lambda group: (rank[group.source], -len(group)))
    return every
