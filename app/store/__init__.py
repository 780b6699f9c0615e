"""Saved work: projects and their versions, in any database that SQLAlchemy knows."""

from nl2milp.app.store.listing import NAME_LIMIT, Project, Version, short_name
from nl2milp.app.store.location import VARIABLE, data_folder, default_store, default_url
from nl2milp.app.store.projects import Store
from nl2milp.app.store.snapshot import Snapshot

__all__ = [
    "NAME_LIMIT",
    "VARIABLE",
    "Project",
    "Snapshot",
    "Store",
    "Version",
    "data_folder",
    "default_store",
    "default_url",
    "short_name",
]
