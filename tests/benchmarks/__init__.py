"""Measures what must stay small; every figure beside a named anchor measured in the same run."""
