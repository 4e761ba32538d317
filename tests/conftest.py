"""What all tests share: the stack of real parts (see `stack.fixtures`)."""

pytest_plugins = ["stack.fixtures"]
