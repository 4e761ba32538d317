"""Processes of ours: started so that they die with us, found again by a mark, ended as a whole tree."""
