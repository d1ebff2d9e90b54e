"""Runs a command over texts and prints its words per second of one core, and the most memory it took."""

import pathlib
import resource
import subprocess
import sys

folder, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
words = sum(len(path.read_text(encoding="utf-8").split()) for path in folder.glob("*.txt"))
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime
print(f"{words} words in {seconds:.2f} s of one core: {words / seconds:,.0f} words/s; {used.ru_maxrss / 1024:.0f} MB")
