"""What can go wrong while a site is built and published, done on purpose: ``python -m drills --help``."""
