"""The templates: what a statement can be, each in two independent meanings.

One file per family. A template is registered by decorating its class with
:func:`~nl2milp.templates.base.register`; a plug-in does the same from the
entry-point group `nl2milp.templates`.
"""

from nl2milp.templates.base import Site, Slots, Template, get, names, register

__all__ = ["Site", "Slots", "Template", "get", "names", "register"]
