"""Batch evaluation: cases, metrics, the runner, reports."""
