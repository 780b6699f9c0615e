"""Statement parsers: one file for each family, tried in the order of the registry."""
