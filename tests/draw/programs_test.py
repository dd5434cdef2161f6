#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The small program ombruk-draw does what `ombruk draw` does: the same bytes and the same refusals.

    tests/draw/programs_test.py [BUILD_FOLDER]
"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import generate     # noqa: E402 pylint: disable=wrong-import-position

BUILD = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else 'build')
PROGRAMS = ((os.path.join(BUILD, 'ombruk'), 'draw'), (os.path.join(BUILD, 'ombruk-draw'),))
OWN_LIBRARIES = ('linux-vdso.so.', 'libsodium.so.', 'libc.so.', 'libpthread.so.', 'ld-linux', 'libasan.so.',
                 'libubsan.so.', 'libm.so.', 'libgcc_s.so.', 'libdl.so.', 'librt.so.')


def read_files(folder):
    files = {}
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        with open(os.path.join(folder, name), 'rb') as file:
            files[name] = file.read()
    return files


def run(program, scratch, words):
    """(exit code, what it said, files): said as the large program would."""
    out = os.path.join(scratch, 'out')
    shutil.rmtree(out, ignore_errors=True)
    ended = subprocess.run([*program, *(out if word == 'OUT' else word for word in words)], check=False,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    said = ended.stdout.decode(errors='replace')
    for own, large in (('ombruk-draw: ', 'ombruk: '), ('ombruk-draw ', 'ombruk draw ')):
        said = said.replace(own, large)
    return ended.returncode, said, read_files(out), sorted(os.listdir(scratch))


def both(scratch, code, *words):
    """What is wrong: the two differ, or not as `code` says."""
    large, small = (run(program, scratch, words) for program in PROGRAMS)
    if large[0] != code:
        return ['status %d: %s' % (large[0], large[1])]
    return [] if large == small else ['%s, but %s' % (large[:2], small[:2])]


def written(folder, case, seed=0, **changed):
    """A case with some of its files replaced; None takes one away."""
    shutil.rmtree(folder, ignore_errors=True)
    generate.write_case(folder, case, seed)
    for name, text in changed.items():
        path = os.path.join(folder, name.replace('_', '.'))
        os.remove(path)
        if text is not None:
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
    return folder


def part_draws(scratch, folder):
    wrong = []
    for kind in generate.KINDS:
        written(folder, generate.small_case(1, kind))
        for more in ((), ('--threads', '2'), ('--commit',)):
            wrong += both(scratch, 0, '--in', folder, '--out', 'OUT', *more)
    return wrong


def part_refusals(scratch, folder):
    case = generate.small_case(1, 'plain')
    wrong = []
    for changed in ({'wishes_csv': None}, {'draw_ini': 'round=0\n'}, {'lots_csv': 'lot\nå\n'},
                    {'wishes_csv': 'tenant,lot,stars\nnobody,nothing,1\n'}, {'tenants_csv': ''}):
        written(folder, case, **changed)
        wrong += both(scratch, 1, '--in', folder, '--out', 'OUT')
    written(folder, case)
    wrong += both(scratch, 1, '--in', folder, '--out', folder)
    wrong += both(scratch, 1, '--in', folder, '--out', '/nonexistent/x/y')
    return wrong + both(scratch, 1, '--in', '/nonexistent', '--out', 'OUT')


def part_usage(scratch, folder):
    wrong = both(scratch, 0, '--help')
    for words in ((), ('--in', folder), ('--in', folder, '--out'), ('--colour', 'red'), ('more',),
                  ('--in', folder, '--out', 'OUT', '--threads', '0')):
        wrong += both(scratch, 2, *words)
    return wrong


def part_libraries(_scratch, _folder):
    listed = subprocess.run(['ldd', PROGRAMS[1][0]], check=True, stdout=subprocess.PIPE).stdout.decode()
    names = [os.path.basename(line.split()[0]) for line in listed.splitlines()]
    return [name for name in names if not name.startswith(OWN_LIBRARIES)]


PARTS = (('draws of every kind have the same bytes', part_draws),
         ('what is refused is refused in the same words', part_refusals),
         ('wrong usage is told in the same words', part_usage),
         ('the small program loads libsodium and nothing else of ours', part_libraries))


def main():
    failed = 0
    print('1..%d' % len(PARTS))
    for number, (sentence, part) in enumerate(PARTS, 1):
        scratch, folder = tempfile.mkdtemp(prefix='draw-'), tempfile.mkdtemp(prefix='draw-in-')
        try:
            wrong = part(scratch, os.path.join(folder, 'in'))
        finally:
            shutil.rmtree(scratch)
            shutil.rmtree(folder)
        print('%s %d - %s' % ('not ok' if wrong else 'ok', number, sentence))
        for line in wrong:
            print('# ' + line.replace('\n', ' '))
        failed += bool(wrong)
    print('%d passed, %d failed' % (len(PARTS) - failed, failed))
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
