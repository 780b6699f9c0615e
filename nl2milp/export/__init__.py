"""Formulations and models in other forms; one file per format."""
