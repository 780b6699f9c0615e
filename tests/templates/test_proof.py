"""Every template's rows admit exactly what its words say; and the check can fail."""

from __future__ import annotations

import importlib
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from nl2milp import templates
from nl2milp.compile.compiler import compile_formulation
from nl2milp.formulation import Formulation
from nl2milp.solvers.highs import largest_value
from tests.templates.harness import INSTANCES, check, disagreements, mutants

for module in sorted(Path(__file__).parent.glob("drawn_*.py")):
    importlib.import_module(f"tests.templates.{module.stem}")

DRAWN = 200
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

    @settings(settled, max_examples=DRAWN + 50)
    @given(INSTANCES[name])
    def run(formulation: Formulation) -> None:
        seen.add(formulation.to_json())
        check(formulation)

    run()
    assert len(seen) >= DRAWN, f"only {len(seen)} different instances were drawn"


def sample(name: str, count: int) -> list[Formulation]:
    """The first drawn instances of a template."""
    found: list[Formulation] = []

    @settings(settled, max_examples=count, phases=(Phase.generate,))
    @given(INSTANCES[name])
    def collect(formulation: Formulation) -> None:
        found.append(formulation)

    collect()
    return found


@pytest.mark.parametrize("name", INSTANCES)
def test_a_wrong_linearisation_is_seen(name: str) -> None:
    """Each kind of mutant is seen in some drawn instance, and most of all mutants are."""
    tried: dict[str, int] = {}
    killed: dict[str, int] = {}
    for formulation in sample(name, 25):
        compiled = compile_formulation(formulation, relax=largest_value)
        for number, (kind, mutant) in enumerate(mutants(compiled.model)):
            if number % 3 or tried.get(kind, 0) >= 40:
                continue
            tried[kind] = tried.get(kind, 0) + 1
            killed[kind] = killed.get(kind, 0) + (next(disagreements(compiled, mutant), None) is not None)
    assert tried
    assert all(killed[kind] for kind in tried), json.dumps({"tried": tried, "killed": killed})
