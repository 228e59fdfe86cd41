"""Customer-journey playbooks: read, checked, joined in three languages and compiled to Markdown."""
