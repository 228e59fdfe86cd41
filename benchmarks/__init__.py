"""How fast the playbook builds, and how that grows with its size."""
