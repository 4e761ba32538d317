"""Rules of mails: which one still counts, what it says, when it is tried again. Standard library only."""
