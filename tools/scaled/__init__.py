"""The large shape on one machine: PostgreSQL, Redis, two web processes, a push process, a job worker, nginx in front.

All from the system's own packages, as processes of their own, with their data in a folder of the project. `make
run-scaled` starts it; the tests and the benchmarks kill, freeze and restart its parts.
"""
