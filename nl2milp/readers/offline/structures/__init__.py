"""Problems with a known structure: assignment, covering, transport, location, flows and tours."""
