"""Checks of phases i and ii: sound declarations, and a place for every sentence."""

from __future__ import annotations

import re

from nl2milp import templates
from nl2milp.compile.compiler import compile_formulation
from nl2milp.errors import InputError
from nl2milp.formulation import Formulation
from nl2milp.readers.llm.assembly import declared
from nl2milp.readers.llm.catalogue import OTHER
from nl2milp.readers.llm.issues import Issue
from nl2milp.readers.llm.numbering import NumberedText
from nl2milp.readers.llm.parsing import UnusableReplyError
from nl2milp.readers.llm.wire import Declaration, Statement, Statements

__all__ = ["check_declaration", "check_statements"]

_DEMANDS = re.compile(
    r"\b(must|cannot|can ?not|can't|may not|should|needs? to|ha(s|ve) to|at (most|least)|no (more|less|fewer) than|"
    r"(more|less|fewer|greater) than|exceed|minimum|maximum|limit(ed)?|exactly|only if|unless|either|neither|"
    r"require[sd]?|requirement|not allowed|up to|available|as many as|within|between|budget)\b",
    re.IGNORECASE,
)
_AIMS = re.compile(
    r"\b(maximi[sz]|minimi[sz]|cheapest|least (cost|expensive|total|possible)|lowest|highest|"
    r"as (small|large|low|high|few|many|cheap|much|little) as possible|most profit|best|optimal|fewest|shortest)",
    re.IGNORECASE,
)


def check_declaration(one: Declaration, text: NumberedText, attached: object = None) -> list[Issue]:
    """Findings about sets, data and variables: they must build, and cite sentences that exist."""
    if not one.variables:
        return [Issue("nothing is declared that could be decided; which amounts or choices does the text leave open?")]
    try:
        parts = declared(one, text)
        compile_formulation(Formulation(**parts), attached)  # type: ignore[arg-type]
    except (InputError, UnusableReplyError) as error:
        return [Issue(str(error))]
    return [
        Issue(f"variable '{variable.symbol}' cites {name}, but the text has S1 to S{len(text.lines)}", False)
        for variable in one.variables
        for name in variable.sentences
        if name not in text.by_name
    ]


def check_statements(found: Statements, text: NumberedText) -> list[Issue]:
    """Findings about the sorted statements: known templates, sentences that exist, nothing left out."""
    known = {*OTHER, *templates.names()}
    issues = []
    cited: dict[str, set[str]] = {}
    for place, one in enumerate(found.statements, start=1):
        if one.template not in known:
            issues.append(
                Issue(f"statement {place} ('{_short(one.says)}') has the unknown template '{one.template}'; "
                      f"choose from {', '.join(sorted(known))}", statement=place)
            )  # fmt: skip
        for name in one.sentences:
            if name in text.by_name:
                cited.setdefault(name, set()).add(one.template)
            else:
                issues.append(
                    Issue(f"statement {place} cites {name}, but the text has S1 to S{len(text.lines)}", False, place)
                )
    issues += _objective(found.statements, text)
    for line in text.lines:
        kinds = cited.get(line.name, set())
        demands = _DEMANDS.search(line.text) is not None
        if not kinds and (demands or re.search(r"\d", line.text)):
            message = f"{line.name} ('{_short(line.text)}') is cited by no statement"
            issues.append(Issue(message, demands, sentence=line.name))
        elif kinds and kinds <= {"background"} and _DEMANDS.search(line.text) and re.search(r"\d", line.text):
            issues.append(
                Issue(f"{line.name} ('{_short(line.text)}') is taken as background, but it seems to demand something",
                      False, sentence=line.name)
            )  # fmt: skip
    return issues


def _objective(statements: list[Statement], text: NumberedText) -> list[Issue]:
    aims = [place for place, one in enumerate(statements, start=1) if one.template == "objective"]
    if len(aims) > 1:
        numbers = " and ".join(map(str, aims))
        return [Issue(f"statements {numbers} are both the objective; make one of them (several aims become its goals)")]
    if not aims:
        for line in text.lines:
            if _AIMS.search(line.text):
                return [
                    Issue(f"{line.name} ('{_short(line.text)}') names an aim, but no statement is the objective", False)
                ]
    return []


def _short(text: str) -> str:
    return text if len(text) <= 110 else text[:109] + "…"
