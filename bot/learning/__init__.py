"""Learning from use: what was not understood becomes examples, with an editor in between."""
