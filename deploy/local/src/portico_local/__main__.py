"""`python -m portico_local`."""

from portico_local.command import main

if __name__ == "__main__":
    main()
