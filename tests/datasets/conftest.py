"""The second answers register themselves when a test imports them; a second import for doctests would clash."""

collect_ignore_glob = ["brute_force*"]
