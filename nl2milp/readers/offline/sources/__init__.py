"""Sources that cost something once and something for each unit: plants to open, suppliers to sign, lines to start."""
