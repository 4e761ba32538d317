"""Portal documents as editors change them: a part at a time, everything else word for word as it was."""
