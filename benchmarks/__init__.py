"""How fast the app is on this machine; docs/benchmarks.md says how it is measured and what came of it."""
