"""The meaning of a whole sentence as a vector, from a sentence model on the processor.

It sees that two sentences are alike although they share no word. Where its wheel can't be had,
there is none, and the lexical rankers work alone.
"""
