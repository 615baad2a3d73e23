"""Pickles of numbers are read; what would run something is refused and does not run."""

import os
import pickle
from pathlib import Path

import numpy as np
import pytest
from sets import aist_table, write_pickle

from choreo_corpora import pickles


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_tables_of_arrays_are_read_as_they_were_written(tmp_path, protocol):
    written = aist_table() | {"columns": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
                              "big": np.arange(4, dtype=">i4"), "one": np.float32(2.5), "list": [1, "a", None]}
    found = pickles.read(write_pickle(tmp_path / "a.pkl", written, protocol))
    assert found.keys() == written.keys()
    for name, value in written.items():
        if isinstance(value, np.ndarray):
            assert found[name].shape == value.shape and np.array_equal(found[name], value)
        else:
            assert found[name] == value


class Call:
    """Pickles as a call of a function."""

    def __init__(self, function, *arguments):
        self.what = function, arguments

    def __reduce__(self):
        return self.what


@pytest.mark.parametrize("hidden", [False, True])
def test_a_pickle_that_would_run_a_command_is_refused_and_does_not_run_it(tmp_path, hidden):
    mark = tmp_path / "mark"
    call = Call(os.mkdir, str(mark))
    path = write_pickle(tmp_path / "a.pkl", {"smpl_poses": [call]} if hidden else call)
    with pytest.raises(pickles.Refused, match="mkdir"):
        pickles.read(path)
    assert not mark.exists()


@pytest.mark.parametrize("value", [
    np.array([object()]), np.array(["text"]), np.zeros(2, "c16"), np.zeros(2, [("a", "f4")]), np.datetime64("2020-01-01"),
    Call(eval, "1"), Call(np.ndarray, (10**12,)), Call(np.load, "x"), Path("x"), {1, 2},
])
def test_anything_but_numbers_is_refused(tmp_path, value):
    with pytest.raises(pickles.Refused):
        pickles.read(write_pickle(tmp_path / "a.pkl", value))


def test_a_damaged_pickle_is_refused_wherever_it_ends(tmp_path):
    whole = pickle.dumps(aist_table(frames=3), protocol=4)
    path = tmp_path / "a.pkl"
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(pickles.Refused, match="a.pkl"):
            pickles.read(path)


def test_an_array_cannot_be_larger_than_its_bytes(tmp_path):
    of_protocol_5, of_protocol_4 = (np.ones(1).__reduce_ex__(protocol)[0] for protocol in (5, 4))
    huge = (10**12,)
    path = write_pickle(tmp_path / "a.pkl", Call(of_protocol_5, b"12345678", np.dtype("f8"), huge, "C"))
    with pytest.raises(pickles.Refused, match="8 bytes"):
        pickles.read(path)
    # Here the shape comes before the bytes, and is not believed.
    assert pickles.read(write_pickle(tmp_path / "b.pkl", Call(of_protocol_4, np.ndarray, huge, b"b"))).size == 0


def test_a_file_too_large_to_be_a_dance_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(pickles, "LIMIT", 100)
    with pytest.raises(pickles.Refused, match="bytes"):
        pickles.read(write_pickle(tmp_path / "a.pkl", list(range(1000))))
