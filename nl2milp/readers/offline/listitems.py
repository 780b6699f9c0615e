"""Lines of a list that each belong to one variable: `- Rice: 4 grams of protein for $1.`."""

from __future__ import annotations

from nl2milp.readers.offline.scan import Scan

__all__ = ["item_owner", "listed_rates"]


def item_owner(scan: Scan, sentence: int) -> int:
    """The variable whose name heads the line, before a colon; -1 if none does."""
    here = scan.sentences[sentence]
    for index in range(here.first, min(here.first + 3, here.last)):
        at = scan.mention_at[index]
        if at < 0:
            continue
        last = scan.mentions[at].last
        if last < here.last and scan.tokens[last].text == "(":
            while last < here.last and scan.tokens[last].text != ")":
                last += 1
            last += 1
        if index > here.first and last < here.last and scan.tokens[last].text == ":":
            return scan.mentions[at].variable
        return -1
    return -1


def listed_rates(scan: Scan, roles: list[str]) -> None:
    """Where every variable heads a line of its own, the line's numbers are its rates, unless a limit is stated."""
    owners = [item_owner(scan, sentence) for sentence in range(len(scan.sentences))]
    if set(owners) - {-1} != set(range(len(scan.names))) or len(scan.names) < 2:
        return
    for position, quantity in enumerate(scan.quantities):
        sentence = scan.sentence_at[quantity.first]
        if owners[sentence] < 0 or quantity.kind != "number":
            continue
        near = range(max(scan.sentences[sentence].first, quantity.first - 3), quantity.first)
        if not any(scan.direction_at[index] >= 0 for index in near):
            roles[position] = "rate"
