"""Reads pickles of plain numbers without running what they say.

A pickle is a program: it may name any function of any installed module and have it called. This reader knows the few
names with which NumPy writes its arrays, and answers each with a stand-in of its own; every other name is refused
before anything is called. Arrays are made from the bytes in the file, so a short file cannot ask for much memory.
"""

import io
import pickle
import re
from math import prod
from pathlib import Path

import numpy as np

#: Bytes of the largest file that is read: half an hour of movement at 60 frames a second takes 65 MB.
LIMIT = 256 * 1024 * 1024

_NUMBERS = re.compile(r"[<>=|]?(f[248]|[iu][1248]|b1)")


class Refused(ValueError):
    """A pickle that holds anything but numbers, texts, lists, dictionaries and arrays of numbers."""


class _Kind:
    """Stands in for numpy.dtype: the code of a number, and the order of its bytes."""

    def __init__(self, code="", *_):
        if not isinstance(code, str) or not _NUMBERS.fullmatch(code):
            raise Refused(f"an array of {code!r}, which is not a kind of number")
        self.dtype = np.dtype(code)

    def __setstate__(self, state):
        order = state[1] if isinstance(state, tuple) and len(state) > 1 else None
        if order not in ("<", ">", "=", "|"):
            raise Refused("an array whose order of bytes is not said")
        self.dtype = self.dtype.newbyteorder(order)


def _array(raw, kind, shape, order="C"):
    """An array [shape] of the numbers in `raw`, which must hold exactly so many."""
    sizes_fit = isinstance(shape, tuple) and all(isinstance(n, int) and n >= 0 for n in shape)
    if not isinstance(kind, _Kind) or not sizes_fit or not isinstance(raw, bytes | bytearray):
        raise Refused("an array that is not told as arrays are")
    if prod(shape) * kind.dtype.itemsize != len(raw):
        raise Refused(f"an array of shape {shape} with {len(raw)} bytes")
    return np.frombuffer(bytes(raw), kind.dtype).reshape(shape, order=order if order in ("C", "F") else "C")


class _Array:
    """Stands in for numpy.ndarray until the whole file is read."""

    def __init__(self):
        self.value = np.zeros(0)

    def __setstate__(self, state):
        if not isinstance(state, tuple) or len(state) != 5:
            raise Refused("an array that is not told as arrays are")
        _, shape, kind, by_columns, raw = state
        self.value = _array(raw, kind, shape, "F" if by_columns else "C")


class _Marker:
    """Where a pickle names the class ndarray; nothing can be made of it."""

    def __new__(cls, *_):
        raise Refused("an array that is not told as arrays are")


def _reconstruct(*_):
    return _Array()


def _scalar(kind, raw):
    return _array(raw, kind, ()).item()


def _encode(text, encoding):
    # How bytes are written by protocols before 3.
    if encoding != "latin1" or not isinstance(text, str):
        raise Refused(f"a text encoded as {encoding!r}")
    return text.encode("latin1")


_KNOWN = {
    ("numpy", "ndarray"): _Marker,
    ("numpy", "dtype"): _Kind,
    ("_codecs", "encode"): _encode,
}
for _module in ("numpy.core", "numpy._core"):
    _KNOWN[_module + ".multiarray", "_reconstruct"] = _reconstruct
    _KNOWN[_module + ".multiarray", "scalar"] = _scalar
    _KNOWN[_module + ".numeric", "_frombuffer"] = _array


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        try:
            return _KNOWN[module, name]
        except KeyError:
            raise Refused(f"the name {module}.{name}, which no array of numbers needs") from None

    def persistent_load(self, identifier):
        raise Refused("something kept outside the file")


def _plain(value):
    """The value with arrays in place of their stand-ins."""
    match value:
        case _Array():
            return value.value
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return type(value)(_plain(item) for item in value)
        case None | bool() | int() | float() | str() | bytes() | np.ndarray():
            return value
    raise Refused(f"a value of type {type(value).__name__}")


def read(path: Path):
    """What a pickle holds, if that is numbers, texts, lists, dictionaries and arrays of numbers.

    Raises:
        Refused: for anything else, damage included. Nothing in the file is ever called.
    """
    size = path.stat().st_size
    if size > LIMIT:
        raise Refused(f"{path}: {size} bytes, more than the {LIMIT} that are read")
    try:
        return _plain(_Unpickler(io.BytesIO(path.read_bytes()), encoding="latin1").load())
    except Refused as problem:
        raise Refused(f"{path}: holds {problem}") from None
    except RecursionError:
        raise Refused(f"{path}: is nested too deeply") from None
    except Exception as problem:  # whatever a damaged file makes of the machine that reads it
        raise Refused(f"{path}: is damaged ({type(problem).__name__})") from None
