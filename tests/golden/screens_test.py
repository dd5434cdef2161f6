#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The pictures of README are there, described, small, and no others are: screens_test.py."""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
FOLDER = 'docs/screens'
MOST_BYTES = 1_000_000

with open(os.path.join(ROOT, 'README.md'), encoding='utf-8') as readme:
    images = re.findall(r'<img [^>]*>', readme.read())
used = [re.search(r'src="([^"]*)"', image).group(1) for image in images]
kept = sorted(FOLDER + '/' + name for name in os.listdir(os.path.join(ROOT, FOLDER)))
blank = [image for image in images if not re.search(r'alt="[^"]{10,}"', image)]
size = sum(os.path.getsize(os.path.join(ROOT, path)) for path in kept)

checks = [
    ('README shows pictures', [] if used else ['none']),
    ('each picture of README is there', [path for path in used if path not in kept]),
    ('each picture in %s is used' % FOLDER, [path for path in kept if path not in used]),
    ('each picture is told in words', blank),
    ('they are under 1 MB together', [str(size)] if size > MOST_BYTES else []),
]
for number, (sentence, wrong) in enumerate(checks, 1):
    print('%s %d - %s' % ('not ok' if wrong else 'ok', number, sentence))
    for line in wrong:
        print('# ' + line)
print('1..%d' % len(checks))
sys.exit(any(wrong for _, wrong in checks))
