"""`python -m webapp`: the commands, in an environment that somebody else made (a container image does)."""

from webapp.cli import main

if __name__ == "__main__":
    main(prog_name="pleinwijzer")
