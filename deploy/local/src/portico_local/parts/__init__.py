"""The real parts that Portico stands on, each run as a private one on this machine."""
