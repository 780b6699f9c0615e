"""The web app: read, check, mend, solve and explore a problem on a screen."""
