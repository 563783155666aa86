"""HTTPS on a warehouse's own network: a local certificate authority, and certificates that it gives to this host."""
