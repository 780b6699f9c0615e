"""Every template's rows admit exactly what its words say; and the check can fail."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from nl2milp import templates
from nl2milp.compile import finish
from nl2milp.compile.bounds import least_slack
from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.formulation import Formulation
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.highs import largest_value
from tests.templates.harness import INSTANCES, SPARE, check, disagreements, mutants, points_of, words_hold

for module in sorted(Path(__file__).parent.glob("drawn_*.py")):
    importlib.import_module(f"tests.templates.{module.stem}")

DRAWN = {True: 200, False: 100}
"""Instances of a template, and of each further strategy for the same template."""
settled = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)


def test_every_template_has_instances() -> None:
    assert {name.partition(":")[0] for name in INSTANCES} >= set(templates.names())


@pytest.mark.parametrize("name", INSTANCES)
def test_rows_admit_exactly_what_the_words_say(name: str) -> None:
    seen: set[str] = set()
    wanted = DRAWN[":" not in name]
    for batch in range(10):
        if len(seen) < wanted:
            _check_drawn(name, batch, wanted, seen)
    assert len(seen) >= wanted, f"only {len(seen)} different instances were drawn"


def _check_drawn(name: str, batch: int, wanted: int, seen: set[str]) -> None:
    """Check new instances from one seed: many draws repeat, and one seed for all would go on when there are enough."""

    @seed(batch)
    @settings(settled, derandomize=False, max_examples=max(20, wanted - len(seen)))
    @given(INSTANCES[name])
    def run(formulation: Formulation) -> None:
        text = formulation.to_json()
        if text not in seen and len(seen) < wanted:
            check(formulation)
            seen.add(text)

    run()


def sample(name: str, count: int) -> list[Formulation]:
    """The first drawn instances of a template."""
    found: list[Formulation] = []

    @settings(settled, max_examples=count, phases=(Phase.generate,))
    @given(INSTANCES[name])
    def collect(formulation: Formulation) -> None:
        found.append(formulation)

    collect()
    return found


def telling(name: str, count: int) -> Iterator[tuple[Compiled, Any]]:
    """Compiled instances of which some points are admitted and some are not, each with its points."""
    found = 0
    for formulation in sample(name, 4 * count):
        if found == count:
            return
        compiled = compile_formulation(formulation, relax=largest_value)
        points = points_of(compiled, 60)
        good = words_hold(compiled, points)
        if good.any() and not good.all():
            found += 1
            yield compiled, points


@pytest.mark.parametrize("name", INSTANCES)
def test_a_wrong_linearisation_is_seen(name: str) -> None:
    """Each kind of mutant of the rows is seen in some drawn instance."""
    tried: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    for compiled, points in telling(name, 20):
        by_kind: dict[str, list[LinearModel]] = {}
        for kind, mutant in mutants(compiled.model):
            by_kind.setdefault(kind, []).append(mutant)
        for kind, found in by_kind.items():
            for mutant in found[:: max(1, len(found) // 2)][:3]:
                tried[kind] += 1
                killed[kind] += next(disagreements(compiled, mutant, points), None) is not None
    assert tried
    assert all(killed[kind] for kind in tried if kind not in SPARE[name]), f"tried {dict(tried)}, seen {dict(killed)}"


@pytest.mark.parametrize("name", INSTANCES)
def test_a_big_m_one_too_small_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every M is the least valid one often enough that taking 1 off is seen; templates without an M pass."""
    instances = list(telling(name, 20))
    changed = seen = 0
    monkeypatch.setattr(finish, "least_slack", lambda *given: least_slack(*given) - 1.0)
    for compiled, points in instances:
        mutant = compile_formulation(compiled.formulation, relax=largest_value).model
        if mutant.num_nonzeros == compiled.model.num_nonzeros and (mutant.values == compiled.model.values).all():
            continue
        changed += 1
        seen += next(disagreements(compiled, mutant, points), None) is not None
    assert seen or changed < 5, f"{changed} instances have an M, and none of those too small was seen"
