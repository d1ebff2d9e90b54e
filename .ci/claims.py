"""Prints the figures of `onrecord evaluate check --format json`, a line each."""

import json
import pathlib
import sys

result = json.loads(pathlib.Path(sys.argv[1]).read_text())
print(f"{result['cases']} claims")
for name, value in result["figures"].items():
    shares = value.items() if isinstance(value, dict) else [("", value)]
    for part, share in shares:
        shown = f"{share['share']} of {share['n']}" if isinstance(share, dict) else share
        print(f"{name} {part}".strip().ljust(32), shown)
