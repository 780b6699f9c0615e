"""Every place where a decision variable is meant, by its own words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nl2milp.readers.offline.candidates import CandidateSet, governs, is_identifier
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, GENERIC_NOUNS, MEASURE_NOUNS, VERBS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token
from nl2milp.readers.offline.words import lemma

__all__ = ["Mention", "Name", "find_mentions", "names_of"]


@dataclass(frozen=True, slots=True)
class Name:
    """What a variable is called.

    Attributes
    ----------
    label : str
        The text's own noun phrase.
    lemmas : tuple of str
        Its words in the singular.
    own : frozenset of str
        The words that no other variable's name has.
    first, last : int
        The tokens it was taken from.
    aliases : frozenset of str
        What it is also called, as in "nurses (X)".
    """

    label: str
    lemmas: tuple[str, ...]
    own: frozenset[str]
    first: int
    last: int
    aliases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `tokens[first:last]` mean variable number `variable`."""

    first: int
    last: int
    variable: int


def names_of(tokens: tuple[Token, ...], candidate: CandidateSet) -> tuple[Name, ...]:
    """The names of a candidate set, completed with a head they share elsewhere in the text.

    In "regular and touchscreen laptops" the first is called "regular laptops".
    """
    lemmas = [tuple(token.lemma for token in tokens[a:b]) for a, b in candidate.phrases]
    labels = [" ".join(token.text for token in tokens[a:b]) for a, b in candidate.phrases]
    bigrams = {(tokens[i].lemma, tokens[i + 1].lemma) for i in range(len(tokens) - 1)}
    _without_class(tokens, candidate, lemmas, labels)
    heads = [words[-1] for words in lemmas]
    common = heads[-1]
    if len(set(heads)) > 1 and not is_identifier(tokens[candidate.phrases[-1][1] - 1]):
        for position, words in enumerate(lemmas[:-1]):
            if words[-1] != common and (words[-1], common) in bigrams:
                lemmas[position] = (*words, common)
                labels[position] += " " + tokens[candidate.phrases[-1][1] - 1].text
    _complete(tokens, lemmas, labels)
    found = []
    for position, words in enumerate(lemmas):
        others = {word for other, row in enumerate(lemmas) if other != position for word in row}
        a, b = candidate.phrases[position]
        labels_too = {token.lemma for token in tokens[a:b] if is_identifier(token)}
        own = frozenset(words) - others - (FUNCTION_WORDS - labels_too)
        rest = [row for other, row in enumerate(lemmas) if other != position]
        own = own - _heads_of(tokens, rest) or own
        found.append(Name(labels[position], words, own or frozenset(words), a, b))
    return _with_aliases(tokens, found)


def _without_class(
    tokens: tuple[Token, ...], candidate: CandidateSet, lemmas: list[tuple[str, ...]], labels: list[str]
) -> None:
    """Take what all of them are from the first of some proper names: `the mills Ahl, Bor and Cru`."""
    first, last = candidate.phrases[0]
    opening, named = tokens[first], [tokens[a] for a, b in candidate.phrases[1:] if b - a == last - first - 1]
    plural = opening.kind == "word" and opening.lemma != opening.low and opening.text[:1].islower()
    proper = [*named, tokens[min(first + 1, last - 1)]]
    if plural and len(named) == len(lemmas) - 1 > 0 and all(token.text[:1].isupper() for token in proper):
        lemmas[0] = lemmas[0][1:]
        labels[0] = " ".join(token.text for token in tokens[first + 1 : last])


def _with_aliases(tokens: tuple[Token, ...], names: list[Name]) -> tuple[Name, ...]:
    """For names that are labels: what stands beside them in brackets, `nurses (X)` or `X (nurses)`."""
    labels = {name.label.split(" ")[-1]: position for position, name in enumerate(names)}
    words: list[set[str]] = [set() for _ in names]
    for index in range(1, len(tokens) - 2):
        if tokens[index].text != "(":
            continue
        if tokens[index + 1].text in labels and tokens[index + 2].text == ")":
            place = index - 1
            while place >= 0 and index - place <= 3 and _plain(tokens[place]):
                words[labels[tokens[index + 1].text]].add(tokens[place].lemma)
                place -= 1
        elif tokens[index - 1].text in labels:
            place = index + 1
            while place < len(tokens) and place - index <= 3 and _plain(tokens[place]):
                words[labels[tokens[index - 1].text]].add(tokens[place].lemma)
                place += 1
    if not all(words) or not all(is_identifier(tokens[name.last - 1]) for name in names):
        return tuple(names)
    named = []
    for position, name in enumerate(names):
        others = {word for other, row in enumerate(words) if other != position for word in row}
        named.append(replace(name, aliases=frozenset(words[position] - others - MEASURE_NOUNS - GENERIC_NOUNS)))
    return tuple(named)


def _plain(token: Token) -> bool:
    return token.kind == "word" and token.low not in FUNCTION_WORDS and token.low not in VERBS


_PREFIXES = frozenset({"number", "amount", "quantity"})


def _complete(tokens: tuple[Token, ...], lemmas: list[tuple[str, ...]], labels: list[str]) -> None:
    """Cut `units of` off the names, and add the noun that follows all of them somewhere."""
    for position, words in enumerate(lemmas):
        for cut in (1, 2):
            if len(words) > cut + 1 and words[cut] == "of" and (words[cut - 1] in MEASURE_NOUNS | _PREFIXES):
                lemmas[position] = words[cut + 1 :]
                labels[position] = " ".join(labels[position].split(" ")[cut + 1 :])
                break
    lows = [token.lemma for token in tokens]
    while len({words[-1] for words in lemmas}) == 1 and all(len(words) > 1 for words in lemmas):
        rarer = 1 if lemmas[0][-1] in VERBS else 2
        if not all(rarer * _count(lows, words) < _count(lows, words[:-1]) for words in lemmas):
            break
        for position, words in enumerate(lemmas):
            lemmas[position] = words[:-1]
            labels[position] = labels[position].rpartition(" ")[0]
    _add_common_head(tokens, lemmas, labels)
    longer = [_extended(tokens, words, label) for words, label in zip(lemmas, labels, strict=True)]
    added = [found[len(words) :] for (found, _), words in zip(longer, lemmas, strict=True)]
    for position in range(len(lemmas)):
        others = {word for other, row in enumerate(longer) if other != position for word in row[0]}
        heads = {row[0][-1] for other, row in enumerate(longer) if other != position}
        if len(set(added)) == 1 or not others & set(added[position]) or longer[position][0][-1] in heads:
            lemmas[position], labels[position] = longer[position]


def _heads_of(tokens: tuple[Token, ...], names: list[tuple[str, ...]]) -> frozenset[str]:
    """Words that stand right after one of the names somewhere: they are no other name's own."""
    found = set()
    lemmas = tuple(token.lemma for token in tokens)
    ends: dict[str, list[int]] = {}
    for index, word in enumerate(lemmas):
        ends.setdefault(word, []).append(index + 1)
    for words in names:
        for index in ends.get(words[-1], ()):
            if lemmas[max(0, index - len(words)) : index] != words:
                continue
            for token in tokens[index : index + 2]:
                if not _plain(token):
                    break
                found.add(token.lemma)
    return frozenset(found)


def _add_common_head(tokens: tuple[Token, ...], lemmas: list[tuple[str, ...]], labels: list[str]) -> None:
    """Add the noun that follows every name: `student` and `adult` tickets are tickets."""
    heads: list[dict[str, str]] = []
    for words in lemmas:
        followers: dict[str, str] = {}
        for index in range(len(words), len(tokens)):
            if (
                tokens[index - 1].lemma == words[-1]
                and tuple(t.lemma for t in tokens[index - len(words) : index]) == words
            ):
                token = tokens[index]
                if _plain(token) and not token.low.endswith(("ing", "ed", "ly")) and not governs(tokens, index):
                    followers.setdefault(token.lemma, token.text)
        heads.append(followers)
    common = set(heads[0]).intersection(*heads[1:]) - MEASURE_NOUNS
    if not common:
        return
    head = min(common, key=lambda word: list(heads[0]).index(word))
    for position, words in enumerate(lemmas):
        if head not in words:
            lemmas[position] = (*words, head)
            labels[position] += " " + heads[position][head]


def _extended(tokens: tuple[Token, ...], words: tuple[str, ...], label: str) -> tuple[tuple[str, ...], str]:
    """A name with the words that always follow it: `hot` becomes `hot air balloons`."""
    given = words, label
    while len(words) < 5:
        following = [
            tokens[index + len(words)]
            for index in range(len(tokens) - len(words))
            if tuple(token.lemma for token in tokens[index : index + len(words)]) == words
        ]
        if len(following) < 2 or len({token.lemma for token in following}) > 1:
            break
        token = following[0]
        if token.kind != "word" or token.low in FUNCTION_WORDS or token.low in VERBS and not token.low.endswith("ed"):
            break
        words, label = (*words, token.lemma), f"{label} {token.text}"
    return given if words[-1].endswith("ed") else (words, label)


def _count(lows: list[str], words: tuple[str, ...]) -> int:
    return sum(tuple(lows[i : i + len(words)]) == words for i in range(len(lows) - len(words) + 1))


def find_mentions(
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    quantities: tuple[Quantity, ...],
    names: tuple[Name, ...],
) -> tuple[Mention, ...]:
    """All mentions in the order of the text.

    A mention holds at least one of a name's own words. Where the name has
    words that all variables share (a head such as "tickets"), they belong to
    the mention when they stand next to the own words.
    """
    owner: dict[str, int] = {}
    for position, name in enumerate(names):
        for word in sorted(name.own | name.aliases):
            owner.setdefault(word, position)
    starts = {sentence.first for sentence in sentences}
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        variable = owner.get(tokens[index].lemma, owner.get(_measured_name(tokens[index])))
        if variable is None or not _meant(tokens, index, names[variable], starts):
            index += 1
            continue
        words = {*names[variable].lemmas, *names[variable].aliases}
        first, last = index, index + 1
        if _elsewhere(tokens, index, names[variable], sentences) or _inner(tokens, index, names[variable]):
            index += 1
            continue
        while first > 0 and tokens[first - 1].lemma in words and (not found or found[-1].last < first):
            first -= 1
        while last < len(tokens) and tokens[last].lemma in words:
            last += 1
        found.append(Mention(first, last, variable))
        index = last
    return _without_ingredients(tokens, quantities, names, tuple(found))


_STRETCHES = frozenset("hour day night week month shift trip run load".split())


def _measured_name(token: Token) -> str:
    """The name in a compound that counts stretches of its work: `crew` of `crew-days`."""
    head, _, tail = token.lemma.rpartition("-")
    return lemma(head) if tail in _STRETCHES else ""


def _meant(tokens: tuple[Token, ...], index: int, name: Name, starts: set[int]) -> bool:
    """Whether a word that is also an article, a number or a letter is meant as a label here."""
    token = tokens[index]
    if token.lemma in name.aliases:
        return True
    if token.text == "a":
        return False
    if not is_identifier(token) or token.low in {"one", "two", "three"} and len(name.lemmas) == 1:
        return _enough(tokens, index, name)
    shared = [word for word in name.lemmas if word not in name.own]
    before = tokens[index - 1] if index else None
    if token.kind == "word" and len(token.text) == 1 and token.text.islower() and name.label != token.text:
        return False
    if shared:
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        beside = before is not None and before.lemma in shared or after is not None and after.lemma in shared
        if beside:
            return token.text != "A" or index not in starts
        if token.kind == "number" or token.low in {"one", "two", "three", "a"}:
            return False
        return before is None or before.low not in {"vitamin"}
    return token.text != "A" or index not in starts


def _inner(tokens: tuple[Token, ...], index: int, name: Name) -> bool:
    """Whether only a word from the middle of the name stands here: `answer` of `short answer questions`."""
    lemmas = name.lemmas
    if len(lemmas) < 3 or tokens[index].lemma in {lemmas[0], lemmas[-1]} or len(name.own) < 2:
        return False
    beside = {tokens[i].lemma for i in (index - 1, index + 1) if 0 <= i < len(tokens)}
    return not beside & (set(lemmas) - {"of"})


def _elsewhere(tokens: tuple[Token, ...], index: int, name: Name, sentences: tuple[Sentence, ...]) -> bool:
    """Whether a modifier of the name stands before another noun: `software company`, not `software engineers`."""
    if not sentences or index >= sentences[0].last:
        return False
    if len(name.lemmas) < 2 or name.lemmas[-1] not in name.own or tokens[index].lemma == name.lemmas[-1]:
        return False
    last = index + 1
    while last < len(tokens) and tokens[last].lemma in name.lemmas:
        last += 1
    if tokens[last - 1].lemma == name.lemmas[-1] or last >= len(tokens):
        return False
    following = tokens[last]
    return (
        following.kind == "word"
        and following.low not in FUNCTION_WORDS
        and following.low not in VERBS
        and not is_identifier(following)
    )


def _enough(tokens: tuple[Token, ...], index: int, name: Name) -> bool:
    """Of a name with several own words, a generic one alone is not a mention."""
    if len(name.own) == 1:
        return True
    token = tokens[index].lemma
    if token == name.lemmas[-1] and name.lemmas[0] != token:
        beside = {tokens[i].lemma for i in range(max(0, index - len(name.lemmas)), min(len(tokens), index + 3))}
        return token not in GENERIC_NOUNS or len(beside & (name.own - {token})) > 0
    return True


def _without_ingredients(
    tokens: tuple[Token, ...], quantities: tuple[Quantity, ...], names: tuple[Name, ...], mentions: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """Drop `20 units of peanut butter` where the variable is the peanut butter smoothie."""
    ends = {quantity.last for quantity in quantities}
    heads = [name.lemmas[-1] if len(name.lemmas) > 1 else None for name in names]
    headed = [False] * len(names)
    for mention in mentions:
        head = heads[mention.variable]
        headed[mention.variable] |= head is not None and tokens[mention.last - 1].lemma == head
    kept = []
    used_in = {
        mention.variable
        for place, mention in enumerate(mentions[1:], 1)
        if mention.first in ends
        and any(
            tokens[before.last - 1].lemma == heads[before.variable]
            and all(token.text != "." for token in tokens[before.last : mention.first])
            for before in mentions[max(0, place - 2) : place]
        )
    }
    for mention in mentions:
        head = heads[mention.variable]
        within = {token.lemma for token in tokens[mention.first : mention.last]}
        bare = head is not None and headed[mention.variable] and head not in within
        measured = tokens[mention.first - 1].low == "of" and mention.first - 2 in ends if mention.first > 2 else False
        measured = measured and tokens[mention.first - 2].lemma != head
        counted = tokens[mention.last - 1]
        single = mention.variable in used_in and mention.last - mention.first == 1
        measured = (
            measured or single and mention.first in ends and counted.low != counted.lemma and counted.low.endswith("s")
        )
        measured = measured and len(counted.lemma) > 1
        if not (bare and measured):
            kept.append(mention)
    return tuple(kept)
