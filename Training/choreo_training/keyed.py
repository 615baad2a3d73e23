"""Sizes that stand in a weights file's metadata, under short keys."""

import json
from dataclasses import asdict
from typing import ClassVar, Self


class Keyed:
    """A dataclass whose fields are written as JSON under the names of ``KEYS``."""

    #: Name of a field -> its key in the file's ``config`` JSON.
    KEYS: ClassVar[dict[str, str]]

    def to_json(self) -> str:
        return json.dumps({self.KEYS[k]: v for k, v in asdict(self).items()}, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        values = json.loads(text)
        # Files from before a setting existed leave it at its default.
        return cls(**{name: values[key] for name, key in cls.KEYS.items() if key in values})
