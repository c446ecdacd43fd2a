"""The State of each step: what is shown and decided, without a single widget."""
