"""The MkDocs plugin: it turns the compiled playbook into a site in three languages."""
