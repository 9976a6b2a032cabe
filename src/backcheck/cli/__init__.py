"""The front door: the commands, without logic of their own."""
