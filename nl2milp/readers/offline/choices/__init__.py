"""Problems of choice: which of several named things are taken, under budgets and logic."""
