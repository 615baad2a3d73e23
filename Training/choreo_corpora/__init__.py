"""Brings public movement sets into the form of a corpus: a folder of BVH files with an INDEX.tsv.

`choreo features FOLDER/INDEX.tsv -o data.safetensors` makes the features file of it, so that there is one reader of
movement and one retarget. `DATASETS.md` says where the sets are, and what their licences ask.
"""
