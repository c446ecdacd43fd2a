"""A client pack on disk: a folder of CSV files with a client.toml, or one workbook."""

from touchkit.pack.practice import half_done
from touchkit.pack.reading import read_pack
from touchkit.pack.record import Pack
from touchkit.pack.writing import write_pack

__all__ = ["Pack", "half_done", "read_pack", "write_pack"]
