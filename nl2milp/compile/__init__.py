"""From a formulation to a linear model.

The stages: :mod:`~nl2milp.compile.scope` resolves the symbols and their data,
:mod:`~nl2milp.compile.evaluate` types and evaluates expressions over frames of
index points, templates put rows into a :mod:`~nl2milp.compile.builder`, and
:mod:`~nl2milp.compile.finish` completes what depends on the whole model.
"""
