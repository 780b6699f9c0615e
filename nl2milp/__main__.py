"""`python -m nl2milp`."""

from nl2milp.cli import main

if __name__ == "__main__":
    main()
