#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs every fuzz target: tests/fuzz/smoke.py BUILD_FOLDER. Prints TAP.

First all examples in tests/fuzz/corpus, then FUZZ_SECONDS (10) of new input from them. What a
target finds is left under BUILD_FOLDER/fuzz/NAME: a crash, a leak, an input that takes longer than
20 s or more than 1 GB. A found input belongs into the corpus together with the mend.
"""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def command(build, name, seconds):
    found = os.path.join(build, 'fuzz', name)
    fresh = os.path.join(found, 'corpus')
    os.makedirs(fresh, exist_ok=True)
    seeds = os.path.join(HERE, 'corpus', name)
    words = [os.path.join(build, 'tests', 'fuzz', 'fuzz_' + name), '-timeout=20', '-rss_limit_mb=1024',
             '-print_final_stats=1', '-artifact_prefix=%s/' % found]
    dictionary = os.path.join(HERE, name + '.dict')
    if os.path.exists(dictionary):
        words.append('-dict=' + dictionary)
    if seconds == 0:
        return words + ['-runs=0', seeds]
    return words + ['-max_total_time=%d' % seconds, fresh, seeds]


def fuzz(build, name, seconds):
    """(sentence, output of the failed run or None)."""
    if not glob.glob(os.path.join(HERE, 'corpus', name, '*')):
        return 'fuzz %s has no examples in tests/fuzz/corpus/%s' % (name, name), ''
    runs = 0
    for time in (0, seconds):
        words = command(build, name, time)
        try:
            done = subprocess.run(words, capture_output=True, text=True, errors='replace',
                                  timeout=seconds + 300, check=False)
        except subprocess.TimeoutExpired:
            return 'fuzz %s did not end' % name, ' '.join(words)
        if done.returncode != 0:
            return 'fuzz %s found something' % name, ' '.join(words) + '\n' + done.stderr
        match = re.search(r'number_of_executed_units:\s*(\d+)', done.stderr)
        runs += int(match.group(1)) if match else 0
    return 'fuzz %s: %d inputs' % (name, runs), None


def tail(text):
    """The report without the many lines of progress."""
    return [line for line in text.splitlines() if not re.match(r'#\d+\s|INFO:', line)][:60]


def main():
    build = os.path.abspath(sys.argv[1])
    seconds = int(os.environ.get('FUZZ_SECONDS', '10'))
    names = sorted(os.path.basename(path)[5:-2] for path in glob.glob(HERE + '/fuzz_*.c'))
    failed = 0
    print('1..%d' % len(names))
    with concurrent.futures.ThreadPoolExecutor(max(1, os.cpu_count() or 1)) as pool:
        results = pool.map(lambda name: fuzz(build, name, seconds), names)
        for number, (sentence, output) in enumerate(results, 1):
            print('%s %d - %s' % ('ok' if output is None else 'not ok', number, sentence))
            if output is not None:
                failed += 1
                for line in tail(output):
                    print('# ' + line)
            sys.stdout.flush()
    return 1 if failed or not names else 0


if __name__ == '__main__':
    sys.exit(main())
