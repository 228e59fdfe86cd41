"""Templates as they were compiled before, in this process or on this machine: compiling them takes longer than a page.

Jinja itself looks whether a template is still the one that was compiled.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache

from playbook.seals import own_folder, own_secret
from playbook.sources import code, versions
from playbook.store import Store, key
from playbook.variables import NO_CACHE

LIMIT = 1 << 25
"""Bytes that are kept for all projects of a user, at most."""


class Bytecode(BytecodeCache):
    """For the environments of one kind."""

    def __init__(self, kind: str, *folders: Path) -> None:
        """Those of another ``kind`` compile otherwise; ``folders`` hold the code that says how, beside the core's."""
        self._kind = kind
        self._folders = (Path(__file__).parent, *folders)
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was compiled before."""
        name = self._name(bucket)
        data = self._held.get(name) or (self.store.get(name) if self.store else None)
        if data:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one that has just been compiled."""
        name = self._name(bucket)
        data = self._held[name] = bucket.bytecode_to_string()
        if self.store:
            self.store.put(name, data)

    @cached_property
    def store(self) -> Store | None:
        """Where they are kept, for all projects of a user; None for one who can keep no secret, and without a cache.

        Python runs what it is given here: nobody else may have put it there.
        """
        secret = None if os.environ.get(NO_CACHE) else own_secret()
        return Store(own_folder() / "store", limit=LIMIT, secret=secret) if secret else None

    @cached_property
    def made_with(self) -> str:
        """A digest of what templates are compiled by."""
        return key("template", self._kind, *map(code, self._folders), versions(("Jinja2", "MarkupSafe")))

    def _name(self, bucket: Bucket) -> str:
        return key(self.made_with, bucket.key, bucket.checksum)
