"""Runs a command, and prints a JSON line with the most memory it ever had resident after its output.

usage: peak.py COMMAND [ARGUMENT...]
"""
import json
import os
import subprocess
import sys

child = subprocess.Popen(sys.argv[1:])
_, status, usage = os.wait4(child.pid, 0)
print(json.dumps({"peak_mib": usage.ru_maxrss // 1024}))
sys.exit(os.waitstatus_to_exitcode(status))
