"""What to do about it: what to choose, how to test it, who sees to it."""

__all__: list[str] = []
