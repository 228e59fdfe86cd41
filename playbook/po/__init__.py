"""The playbook's texts as PO files, for translators who work with Weblate, Poedit and the like; and back again."""

from playbook.po.exporting import po_file
from playbook.po.importing import Skipped, Taken, taken_in
from playbook.po.reading import PoError, PoFile, read_po_file

__all__ = ["PoError", "PoFile", "Skipped", "Taken", "po_file", "read_po_file", "taken_in"]
