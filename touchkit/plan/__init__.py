"""What to do about it: what to choose, how to test it, who sees to it."""

from touchkit.plan.samples import SampleSize, sample_size

__all__ = ["SampleSize", "sample_size"]
