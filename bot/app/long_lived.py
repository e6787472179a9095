"""What stays in memory for long is left out of the collection of garbage.

A look through the whole content takes about 0.1 s, in which nobody is answered, and would come
every few seconds under load.
"""

import gc


def leave_out() -> None:
    """What is in memory now is looked at by no later collection."""
    gc.freeze()


def let_go() -> None:
    """Much of what was left out is replaced: that goes, and what is there now is left out."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
