#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Gives tools/check_rooms small trees with one breach each, and one without.

A case is a file in tests/golden/check_rooms: first the breaches expected, one a line ("none" for a
tree that keeps the rules), then each file of the tree after a line "=== path". "*" repeats a line:
"100 * x = 1;" stands for a hundred of them.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(HERE, '..', '..', 'tools', 'check_rooms')


def expand(line):
    match = re.fullmatch(r'(\d+) \* (.*)', line)
    return [match.group(2)] * int(match.group(1)) if match else [line]


def read_case(path):
    expected, files, lines = [], {}, None
    with open(path, encoding='utf-8') as file:
        for line in file.read().splitlines():
            if line.startswith('=== '):
                lines = files.setdefault(line[4:], [])
            elif lines is None:
                expected += [line] if line and line != 'none' else []
            else:
                lines += expand(line)
    return expected, {name: '\n'.join(lines) + '\n' for name, lines in files.items()}


def breaches_of(files):
    with tempfile.TemporaryDirectory() as root:
        for name, text in files.items():
            os.makedirs(os.path.join(root, os.path.dirname(name)), exist_ok=True)
            with open(os.path.join(root, name), 'w', encoding='utf-8') as file:
                file.write(text)
        run = subprocess.run([TOOL, root], capture_output=True, text=True, check=False)
        lines = [line for line in run.stdout.splitlines()
                 if not re.fullmatch(r'\d+ breaches of the room rules', line)]
        if run.returncode != (1 if lines else 0):
            lines.append('ended with %d: %s' % (run.returncode, run.stderr.strip()))
        return lines


def main():
    cases = sorted(name for name in os.listdir(os.path.join(HERE, 'check_rooms'))
                   if name.endswith('.case'))
    failed = 0
    print('1..%d' % len(cases))
    for number, name in enumerate(cases, 1):
        expected, files = read_case(os.path.join(HERE, 'check_rooms', name))
        found = breaches_of(files)
        wrong = [line for line in found if not any(line.startswith(want) for want in expected)]
        wrong += ['not found: ' + want for want in expected
                  if not any(line.startswith(want) for line in found)]
        print('%s %d - check_rooms: %s' % ('not ok' if wrong else 'ok', number,
                                           name[:-5].replace('_', ' ')))
        for line in wrong:
            print('# ' + line)
        failed += 1 if wrong else 0
    return 1 if failed or not cases else 0


if __name__ == '__main__':
    sys.exit(main())
