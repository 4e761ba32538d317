"""The public doors that the demo is made through: the operator's command, the edge, mails, the broker."""
