"""The conversation engine: one turn in, replies and the next state out. No I/O, no channel."""
