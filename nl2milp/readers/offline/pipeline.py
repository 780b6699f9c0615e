"""All stages in order, as one function of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from nl2milp.errors import InputError, NoObjectiveError, NotUnderstoodError
from nl2milp.readers.offline.asides import without_asides
from nl2milp.readers.offline.assembly import symbols_of
from nl2milp.readers.offline.columns import Column, make_columns
from nl2milp.readers.offline.domains import Domain, find_domain
from nl2milp.readers.offline.mentions import find_mentions, names_of
from nl2milp.readers.offline.namesets import further_sets
from nl2milp.readers.offline.naming import Named, best_sets
from nl2milp.readers.offline.numberroles import corrected_roles, number_roles
from nl2milp.readers.offline.objective import COUNTED, Aim, find_aim, leftover
from nl2milp.readers.offline.pooled import pooled_times
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.rates import find_rates
from nl2milp.readers.offline.ratioaims import as_ratio
from nl2milp.readers.offline.scan import Scan, make_scan
from nl2milp.readers.offline.senses import Sense, find_sense
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.exhausting import used_up
from nl2milp.readers.offline.statements.registry import PARSERS
from nl2milp.readers.offline.statements.strict import whole_strict
from nl2milp.readers.offline.statements.unclaimed import with_unclaimed
from nl2milp.readers.offline.tokens import Sentence, Token, split_sentences, tokenize

__all__ = ["MAX_NUMBERS", "Draft", "drafts", "understand", "with_roles"]


MAX_NUMBERS = 500
"""More numbers than any word problem has; matching rates into columns grows with their square."""


_FAR = 6.0
"""Names that score lower than the best by this much are not tried."""


_SECOND = 1.0
"""The lead of names that only second thoughts propose."""


@dataclass(frozen=True)
class Draft:
    """Everything that was made of a text, before it is written as a formulation.

    Attributes
    ----------
    lead : float
        By how much the chosen names beat the next ones.
    margins : tuple of float
        For each quantity, by how much its role beat the next one.
    used : frozenset of int
        Quantities that became part of the model.
    directions_used : frozenset of int
        Direction phrases that became part of the model.
    changes : int
        How many names or roles are other than the likeliest ones.
    is_tabled : bool
        Whether a table names the things: then neither their count nor the length of the text speaks against it.
    """

    scan: Scan
    symbols: tuple[str, ...]
    domain: Domain
    aim: Aim
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    roles: tuple[str, ...]
    margins: tuple[float, ...]
    lead: float
    used: frozenset[int]
    directions_used: frozenset[int]
    changes: int = 0
    is_tabled: bool = False


def understand(text: str) -> Draft:
    """Read `text` as far as possible, with the likeliest names of the variables.

    Raises
    ------
    InputError
        It holds more numbers than any word problem has.
    NotUnderstoodError
        There is no aim, or nothing to decide, in it.
    """
    return drafts(text, 1)[0]


@lru_cache(maxsize=8)
def drafts(text: str, most: int) -> tuple[Draft, ...]:
    """Readings of `text` under different names of the variables, the likeliest names first.

    What was read last is remembered, since several stages ask for it.

    Raises
    ------
    InputError
        It holds more numbers than any word problem has.
    NotUnderstoodError
        There is no aim, or nothing to decide, in it.
    """
    tokens = without_asides(tokenize(text))
    sentences = split_sentences(tokens)
    quantities = pooled_times(tokens, sentences, find_quantities(tokens))
    if len(quantities) > MAX_NUMBERS:
        raise InputError(
            f"the text holds {len(quantities):,} numbers; this reader takes at most {MAX_NUMBERS} in a text: "
            "shorten it, or attach the numbers as tables"
        )
    bare = make_scan(text, tokens, sentences, quantities, (), ())
    if find_sense(bare) is None:
        raise NoObjectiveError
    ranked = best_sets(tokens, sentences, quantities)
    if not ranked:
        raise NotUnderstoodError("nothing to decide was found: name the things whose numbers are asked for")
    found: list[Draft] = []
    for place, named in enumerate(ranked):
        if len(found) == most or named.score < ranked[0].score - _FAR:
            break
        if any(_same(draft.scan, named) for draft in found):
            continue
        names = names_of(tokens, named.candidate)
        mentions = find_mentions(tokens, sentences, quantities, names)
        scan = make_scan(text, tokens, sentences, quantities, names, mentions)
        sense = find_sense(scan)
        if sense is not None:
            rival = next((other for other in ranked[place + 1 :] if not _same(scan, other)), None)
            found.append(_model(scan, sense, named.score - rival.score if rival is not None else 9.0))
    if most > 1:
        found += _with_further_names(text, tokens, sentences, quantities, found)
    if not found:
        raise NoObjectiveError
    return tuple(found)


def _with_further_names(
    text: str,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    quantities: tuple[Quantity, ...],
    found: Sequence[Draft],
) -> list[Draft]:
    """Readings under the names that numbers are said of, where the likeliest names don't have them yet."""
    tried = {draft.scan.names for draft in found}
    added: list[Draft] = []
    for candidate in further_sets(tokens, sentences, quantities):
        names = names_of(tokens, candidate)
        if names in tried:
            continue
        tried.add(names)
        scan = make_scan(
            text, tokens, sentences, quantities, names, find_mentions(tokens, sentences, quantities, names)
        )
        sense = find_sense(scan)
        if sense is not None:
            added.append(_model(scan, sense, _SECOND))
    return added


def with_roles(draft: Draft, roles: tuple[str, ...]) -> Draft:
    """The same text and names, read with other roles of its quantities."""
    sense = find_sense(draft.scan)
    assert sense is not None  # the draft has an aim
    return _model(draft.scan, sense, draft.lead, roles)


def _same(scan: Scan, named: Named) -> bool:
    """Whether a candidate set names the same things as the chosen one, only in other words."""
    phrases = named.candidate.phrases
    if len(phrases) != len(scan.names):
        return False
    found = set()
    for first, last in phrases:
        lemmas = {token.lemma for token in scan.tokens[first:last]}
        found |= {position for position, name in enumerate(scan.names) if name.own & lemmas}
    return len(found) == len(scan.names)


def _model(scan: Scan, sense: Sense, lead: float, given: tuple[str, ...] | None = None) -> Draft:
    judged = number_roles(scan)
    roles = corrected_roles(scan, tuple(role for role, _ in judged)) if given is None else given
    columns = make_columns(scan, find_rates(scan, roles))
    domain = find_domain(scan)
    aim = as_ratio(scan, columns, sense, domain.unit, find_aim(scan, columns, sense, domain.unit))
    context = Context(scan, roles, columns, symbols_of(scan.names), sense.sense, domain.unit, aim.quantities)
    context.used.update(aim.quantities)
    rows: list[Row] = []
    for parser in PARSERS:
        for sentence in range(len(scan.sentences)):
            rows += parser(context, sentence)
    rows = with_unclaimed(scan, columns, aim, used_up(scan, rows))
    if domain.whole:
        rows = whole_strict(scan, rows, context.symbols)
    if aim.certainty <= 0.5:
        aim = leftover(scan, columns, aim, [row.terms for row in rows])
        if aim.certainty == COUNTED and all(value == 1 for value in aim.terms.values()):
            aim = replace(aim, certainty=0.8)
        context.used.update(aim.quantities)
    rows.sort(key=lambda row: (row.first, row.last))
    bound = {position for column in columns for position in column.quantities if _in_rows(column, rows)}
    return Draft(
        scan,
        context.symbols,
        domain,
        aim,
        columns,
        tuple(rows),
        roles,
        tuple(margin for _, margin in judged),
        lead,
        frozenset(context.used | bound),
        frozenset(context.directions_used),
    )


def _in_rows(column: Column, rows: list[Row]) -> bool:
    return any(dict(row.terms) == dict(column.values) for row in rows)
