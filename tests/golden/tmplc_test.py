#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Gives tmplc templates that it must refuse, compile or render: tmplc_test.py BUILD_DIR [--update].

tests/golden/tmplc/refused/NAME.html is refused with the message that refused.txt has for NAME.
compiles/NAME.html compiles to the C in NAME.expected. rendered/ holds templates that are
compiled into BUILD_DIR/tests/golden/render_templates, which prints each of them filled with plain
and with hostile values; NAME.expected is what it prints. --update writes what is found as expected.
"""
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'tmplc')


def names_in(folder, ending):
    return sorted(name[:-len(ending)] for name in os.listdir(os.path.join(HERE, folder))
                  if name.endswith(ending))


def read(*path):
    try:
        with open(os.path.join(HERE, *path), encoding='utf-8') as file:
            return file.read()
    except FileNotFoundError:
        return ''


def write(text, *path):
    with open(os.path.join(HERE, *path), 'w', encoding='utf-8') as file:
        file.write(text)


def compile_template(build, folder, name):
    """What tmplc wrote as C, or its message."""
    with tempfile.TemporaryDirectory() as out:
        code = os.path.join(out, 'c')
        run = subprocess.run(
            [os.path.join(build, 'tools/tmplc/tmplc'), '--name', 'golden', '--out-h',
             os.path.join(out, 'h'), '--out-c', code, name + '.html'],
            cwd=os.path.join(HERE, folder), capture_output=True, text=True, check=False)
        if run.returncode == 0:
            with open(code, encoding='utf-8') as file:
                return True, file.read()
        return run.returncode != 1, run.stderr


def refused(build, update):
    expected = dict(line.split(' ', 1) for line in read('refused.txt').splitlines())
    found = {}
    for name in names_in('refused', '.html'):
        compiled, text = compile_template(build, 'refused', name)
        message = text.strip().replace(name + '.html:', '', 1)
        found[name] = 'compiled' if compiled else message
    if update:
        write(''.join('%s %s\n' % item for item in found.items()), 'refused.txt')
        return
    for name in sorted(set(expected) | set(found)):
        yield ('refused: ' + name, expected.get(name, 'no message in refused.txt'),
               found.get(name, 'no template'))


def compiles(build, update):
    for name in names_in('compiles', '.html'):
        text = compile_template(build, 'compiles', name)[1]
        if update:
            write(text, 'compiles', name + '.expected')
        else:
            yield 'compiles: ' + name, read('compiles', name + '.expected'), text


def rendered(build, update):
    program = os.path.join(build, 'tests/golden/render_templates')
    for name in names_in('rendered', '.html'):
        run = subprocess.run([program, name], capture_output=True, text=True, check=False)
        text = run.stdout + run.stderr
        if run.returncode != 0:
            text += 'ended with %d\n' % run.returncode
        if update:
            write(text, 'rendered', name + '.expected')
        else:
            yield 'rendered: ' + name, read('rendered', name + '.expected'), text


def main():
    build, update = os.path.abspath(sys.argv[1]), '--update' in sys.argv
    results = [result for check in (refused, compiles, rendered) for result in check(build, update)]
    if update:
        return 0
    failed = 0
    print('1..%d' % len(results))
    for number, (name, expected, found) in enumerate(results, 1):
        print('%s %d - %s' % ('ok' if expected == found else 'not ok', number, name))
        if expected != found:
            failed += 1
            for word, text in (('expected', expected), ('found', found)):
                print(re.sub('^', '#   %s: ' % word, text.rstrip('\n'), flags=re.MULTILINE))
    return 1 if failed else 0


sys.exit(main())
