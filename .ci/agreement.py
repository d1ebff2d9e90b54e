"""Compares two files of figures, the script's and the program's, key by key; exits 1 where any digit differs."""

import json
import pathlib
import sys

script, program = (json.loads(pathlib.Path(path).read_text()) for path in sys.argv[1:3])
program.pop("reliability")
keys = sorted(script.keys() | program.keys())
different = [key for key in keys if script.get(key) != program.get(key)]
for key in different:
    print(f"{key}: the script has {script.get(key)}, the program {program.get(key)}")
print(f"figures that agree: {len(keys) - len(different)} of {len(keys)}")
sys.exit(bool(different) or not keys)
