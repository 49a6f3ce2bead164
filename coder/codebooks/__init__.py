"""Codebook files: read, checked, written, and the ones that come with the program."""

from coder.codebooks.reading import load
from coder.codebooks.shipped import BuiltIn, builtin, find
from coder.codebooks.writing import write

__all__ = ["BuiltIn", "builtin", "find", "load", "write"]
