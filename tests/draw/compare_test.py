#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The program draws as the plain program beside this one does, byte for byte.

    tests/draw/compare_test.py [BUILD_FOLDER] [--program FILE] [--cases N] [--seed N] [--kind NAME]

First the worked examples in cases/, then N cases of each kind, each with its lines in one order and
with one thread, and with its lines in another order and two threads. A case in which the two differ is made as
small as it gets, kept and shown. Last, what properties.py holds. Without a program only the plain one is
tried. Prints a line for each part in TAP, and at last how many passed.
"""
import argparse
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import generate     # noqa: E402 pylint: disable=wrong-import-position
import properties   # noqa: E402 pylint: disable=wrong-import-position
import reference    # noqa: E402 pylint: disable=wrong-import-position

ANOTHER = 1000003           # added to a seed: the same case in other lines
RUNS = ((0, ()), (ANOTHER, ('--threads', '2')))
SHRINK_SECONDS = 60
SHOWN_LINES = 60
LONGEST_RUN = 60


def read_files(folder):
    files = {}
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        with open(os.path.join(folder, name), 'rb') as file:
            files[name] = file.read()
    return files


def run(program, folder, out, *more):
    """(exit code, what it said)"""
    shutil.rmtree(out, ignore_errors=True)
    try:
        ended = subprocess.run([program, 'draw', '--in', folder, '--out', out, *more], check=False,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LONGEST_RUN)
    except subprocess.TimeoutExpired:
        return -1, 'it did not end'
    return ended.returncode, ended.stdout.decode(errors='replace').strip()


def name_in_report(files):
    """What a program calls itself; all else in its report must be as expected."""
    try:
        return str(json.loads(files['report.json'])['program'])
    except (KeyError, ValueError, TypeError):
        return 'reference'


def plain(folder, commit=False):
    """What the plain program makes of a folder: a function of the program's name; None if it is refused."""
    try:
        case = reference.read_case(folder)
        if commit:
            files = reference.commit(case)
            return lambda name: files
        draw = reference.Draw(case)
        reference.files(draw, '')
        return lambda name: reference.files(draw, name)
    except AssertionError:
        return None


def first_difference(name, got, wanted):
    if got is None or wanted is None:
        return '%s is %s' % (name, 'missing' if got is None else 'not expected')
    got, wanted = (data.decode(errors='replace').split('\n') for data in (got, wanted))
    for number, (one, other) in enumerate(zip(got + ['(end)'], wanted + ['(end)']), 1):
        if one != other:
            return '%s, line %d\n    program:  %s\n    expected: %s' % (name, number, one, other)
    return '%s differs in its last bytes' % name


def difference(program, folder, out, more, expected):
    """A text that says where the program's files are not as expected, or None."""
    status, said = run(program, folder, out, *more)
    got = read_files(out)
    if expected is None:
        told = status == 1 and len(said.splitlines()) == 1 and not got
        return None if told else 'it was not refused in one line with status 1: %d, %s' % (status, said)
    if status != 0:
        return 'it ended with status %d: %s' % (status, said)
    wanted = expected(name_in_report(got))
    return next((first_difference(name, got.get(name), wanted.get(name))
                 for name in sorted(got.keys() | wanted.keys()) if got.get(name) != wanted.get(name)), None)


def case_difference(program, case, seed, folder):
    """As difference, over all runs of a case."""
    expected = None
    for number, (add, more) in enumerate(RUNS):
        inside = os.path.join(folder, 'in%d' % number)
        shutil.rmtree(inside, ignore_errors=True)
        generate.write_case(inside, case, seed + add)
        if number == 0:
            expected = plain(inside)
        found = difference(program, inside, os.path.join(folder, 'out%d' % number), more, expected)
        if found:
            return ' '.join(('draw', *more)) + ': ' + found
    return None


# Making a case smaller

def without_rows(case, name, gone):
    """The case without these rows, and without what refers to them."""
    tables = dict(case['tables'])
    tables[name] = [row for row in tables[name] if row not in gone]
    tenants = {row[0] for row in tables['tenants']}
    lots = {row[0] for row in tables['lots']}
    classes = {row[2] for row in tables['lots']}
    tables['wishes'] = [row for row in tables['wishes'] if row[0] in tenants and row[1] in lots]
    tables['eligibility'] = [row for row in tables['eligibility'] if row[0] in tenants]
    tables['caps'] = [row for row in tables['caps'] if row[0] in tenants and row[1] in classes]
    return {'settings': case['settings'], 'tables': tables}


def plainer(case):
    """Cases like this one with a field or a setting at its plainest."""
    ordinary = {'tenants': {1: '1', 2: '0', 3: '', 4: '0', 5: '1'}, 'lots': {1: '1000', 2: 'a', 3: '', 4: ''},
                'wishes': {2: '1'}}
    for name, fields in ordinary.items():
        for i, row in enumerate(case['tables'][name]):
            for column, text in fields.items():
                if row[column] != text:
                    rows = list(case['tables'][name])
                    rows[i] = (*row[:column], text, *row[column + 1:])
                    yield without_rows({'settings': case['settings'],
                                        'tables': {**case['tables'], name: rows}}, name, ())
    for key, value in (('startup_share_ppm', '0'), ('floor_mp', ''), ('newcomer_credit_mp', '0'),
                       ('decay_num', case['settings']['decay_den']), ('chain', ''), ('signature', '')):
        if case['settings'][key] != value:
            yield {'settings': {**case['settings'], key: value}, 'tables': case['tables']}


def smaller(case):
    for name in ('tenants', 'lots', 'wishes', 'eligibility', 'caps'):
        rows = case['tables'][name]
        size = len(rows)
        while size:
            for start in range(0, len(rows), size):
                yield without_rows(case, name, rows[start:start + size])
            size //= 2


def shrink(case, differs):
    """Greedily smaller while it differs."""
    end = time.monotonic() + SHRINK_SECONDS
    candidates = smaller
    while time.monotonic() < end:
        for less in candidates(case):
            if time.monotonic() > end:
                break
            if differs(less):
                case = less
                break
        else:
            if candidates is plainer:
                break
            candidates = plainer
    return case


def show(folder):
    lines = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding='utf-8') as file:
            lines.append('%s:' % name)
            lines += ['    ' + line for line in file.read().split('\n')[:SHOWN_LINES]]
    return lines


def keep(program, case, seed, scratch):
    """Lines that tell of a case that differs; the case found and the one it was shrunk to are kept."""
    kept = tempfile.mkdtemp(prefix='draw-differs-')
    generate.write_case(os.path.join(kept, 'found'), case, seed)
    less = shrink(case, lambda one: case_difference(program, one, seed, scratch))
    found = case_difference(program, less, seed, scratch) or 'it no longer differs'
    smallest = os.path.join(kept, 'shrunk')
    generate.write_case(smallest, less, seed)
    return found.splitlines() + ['kept in ' + kept] + show(smallest)


# Parts: each returns lines that tell what is wrong

def part_example(program, name, scratch):
    folder = os.path.join(HERE, 'cases', name)
    wanted = read_files(os.path.join(folder, 'out'))
    expected = plain(os.path.join(folder, 'in'))
    mine = expected('reference') if expected else {}
    wrong = [first_difference(one, mine.get(one), wanted.get(one))
             for one in sorted(mine.keys() | wanted.keys()) if mine.get(one) != wanted.get(one)]
    if program and not wrong:
        found = difference(program, os.path.join(folder, 'in'), os.path.join(scratch, 'out'), (), expected)
        wrong = [found] if found else []
    return wrong


def part_kind(program, kind, seeds, scratch):
    for seed in seeds:
        case = generate.small_case(seed, kind)
        if case_difference(program, case, seed, scratch):
            return ['%s, seed %d' % (kind, seed)] + keep(program, case, seed, scratch)
    return []


def part_commit(program, seeds, scratch):
    for seed in seeds:
        case = generate.small_case(seed, 'everything')
        case['settings'].update(signature='', randomness='')
        folder = os.path.join(scratch, 'in')
        shutil.rmtree(folder, ignore_errors=True)
        generate.write_case(folder, case, seed)
        found = difference(program, folder, os.path.join(scratch, 'out'), ('--commit',), plain(folder, True))
        found = found or difference(program, folder, os.path.join(scratch, 'out'), (), None)
        if found:
            return ['everything, seed %d, no randomness' % seed, found]
    return []


def part_large(program, seed, scratch):
    """A yard too large for the plain program: one thread and two, the same bytes."""
    folder = os.path.join(scratch, 'in')
    generate.write_yard(folder, seed, 300, 3000, 20000, 7, True)
    outs = [os.path.join(scratch, 'out%d' % threads) for threads in (1, 2)]
    for threads, out in enumerate(outs, 1):
        status, said = run(program, folder, out, '--threads', str(threads))
        if status != 0:
            return ['it ended with status %d: %s' % (status, said)]
    names = sorted(read_files(outs[0]).keys() | read_files(outs[1]).keys())
    return [name + ' is another with two threads' for name in
            names if name not in filecmp.cmpfiles(*outs, names, shallow=False)[0]]


def part_properties(seeds):
    for kind in generate.KINDS:
        for seed in seeds:
            found = properties.check_seed(kind, seed)
            if found:
                return ['%s, seed %d: %s' % (kind, seed, found[0])]
    return []


def parts_of(given, program):
    """[(sentence, function of a scratch folder)]"""
    seeds = range(given.seed, given.seed + given.cases)
    parts = [('the example %s is drawn as worked out' % name,
              lambda scratch, name=name: part_example(program, name, scratch))
             for name in sorted(os.listdir(os.path.join(HERE, 'cases')))]
    if program:
        parts += [('%d cases of kind %s are drawn alike' % (given.cases, kind),
                   lambda scratch, kind=kind: part_kind(program, kind, seeds, scratch))
                  for kind in ([given.kind] if given.kind else generate.KINDS)]
        parts += [('the commitment comes before the randomness',
                   lambda scratch: part_commit(program, seeds, scratch)),
                  ('two threads draw a yard as one does',
                   lambda scratch: part_large(program, given.seed, scratch))]
    parts.append(('small draws keep what is promised', lambda scratch: part_properties(seeds[:10])))
    return parts


def tried(part):
    scratch = tempfile.mkdtemp(prefix='draw-')
    try:
        return part[1](scratch)
    finally:
        shutil.rmtree(scratch)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('build', nargs='?')
    parser.add_argument('--program')
    parser.add_argument('--cases', type=int, default=12)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--kind', choices=generate.KINDS)
    given = parser.parse_args()
    program = given.program or (given.build and os.path.join(given.build, 'ombruk'))
    program = program and os.path.abspath(program)
    if program and not os.access(program, os.X_OK):
        print('compare_test: there is no program %s' % program, file=sys.stderr)
        return 2
    parts, failed = parts_of(given, program), 0
    print('1..%d' % len(parts), flush=True)
    with ThreadPoolExecutor(max_workers=2) as pool:
        for number, (part, wrong) in enumerate(zip(parts, pool.map(tried, parts)), 1):
            print('%s %d - %s' % ('not ok' if wrong else 'ok', number, part[0]))
            for line in wrong:
                print('# ' + line.replace('\n', '\n# '))
            sys.stdout.flush()
            failed += bool(wrong)
    print('%d passed, %d failed' % (len(parts) - failed, failed))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
