"""``python -m playbook`` is the same as ``playbook``."""

from playbook.cli import main

main()
