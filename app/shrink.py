"""Run as a program: scripts and styles come in as JSON by name, and go out without comments, blanks and long names.

A process of its own, because the library is a Go program inside: its threads do not survive a fork, and its memory is
needed for a tenth of a second only.
"""

import json
import sys

TYPES = {".js": "application/javascript", ".css": "text/css"}
OLDEST_SCRIPT = 2019
"""The language that is not to be exceeded: what Chrome 80 knows."""


def main() -> None:
    import minify

    minify.config({"js-version": OLDEST_SCRIPT})
    texts: dict[str, str] = json.load(sys.stdin)
    json.dump({name: minify.string(TYPES[name[name.rindex(".") :]], text) for name, text in texts.items()}, sys.stdout)


if __name__ == "__main__":
    main()
