"""100STYLE's takes are cut where its table says, and kept row for row."""

import csv

import pytest
from sets import write_walk

from choreo_corpora import hundred_styles

HEADER = "STYLE_NAME,BR_START,BR_STOP,FW_START,FW_STOP,ID_START,ID_STOP\n"


def corpus(folder, table):
    (folder / "Frame_Cuts.csv").write_text(HEADER + table)
    hundred_styles.main([str(folder), "-o", str(folder.parent / "out")])
    with (folder.parent / "out" / "INDEX.tsv").open() as file:
        return {row["path"]: row for row in csv.DictReader(file, delimiter="\t")}


def test_what_lies_outside_the_cuts_is_left_out(tmp_path, capsys):
    styles = tmp_path / "100STYLE"
    source = write_walk(styles / "Angry" / "Angry_FW.bvh")
    write_walk(styles / "Angry" / "Angry_ID.bvh")
    write_walk(styles / "Angry" / "Angry_XX.bvh")
    rows = corpus(styles, "Angry,N/A,N/A,5,12,,\n")
    assert list(rows) == ["Angry/Angry_FW.bvh"]
    row = rows["Angry/Angry_FW.bvh"]
    assert (row["frames"], row["true_fps"], row["subject"], row["genre"]) == ("7", "60", "Angry", "walk forward")
    written = (tmp_path / "out" / "Angry" / "Angry_FW.bvh").read_text().splitlines()
    before = source.read_text().splitlines()
    assert written[-7:] == before[-15:-8] and written[-7].startswith("5 ")
    assert "Frames: 7" in written
    assert capsys.readouterr().out.count("left out") == 2


def test_every_tenth_style_is_held_out_whole(tmp_path):
    styles = tmp_path / "100STYLE"
    names = [f"Style{i:02d}" for i in range(20)]
    for name in names:
        write_walk(styles / name / f"{name}_FW.bvh")
        write_walk(styles / name / f"{name}_ID.bvh")
    rows = corpus(styles, "".join(f"{name},,,0,20,0,20\n" for name in names))
    held_out = {row["subject"] for row in rows.values() if row["split"] == "validation"}
    assert held_out == {"Style09", "Style19"} and len(rows) == 40


@pytest.mark.parametrize("table", ["Angry,,,12,5,,\n", "Angry,,,-3,5,,\n"])
def test_cuts_that_cannot_be_are_refused_with_their_line(tmp_path, table):
    styles = tmp_path / "100STYLE"
    write_walk(styles / "Angry" / "Angry_FW.bvh")
    with pytest.raises(SystemExit, match=r"Frame_Cuts.csv:2: FW"):
        corpus(styles, table)


def test_cuts_beyond_the_end_of_a_take_leave_it_out(tmp_path, capsys):
    styles = tmp_path / "100STYLE"
    write_walk(styles / "Angry" / "Angry_FW.bvh")
    write_walk(styles / "Sad" / "Sad_FW.bvh")
    rows = corpus(styles, "Angry,,,100,200,,\nSad,,,0,20,,\n")
    assert list(rows) == ["Sad/Sad_FW.bvh"] and "nothing is left" in capsys.readouterr().out
