#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What templates and handlers refer to exists: templates_test.py BUILD_DIR.

Addresses against the routes of the program, icons against ui/icons.json and ui/icons, assets against
the manifest of the built front end. Templates are read from the tables that tmplc writes of them.
"""
import glob
import json
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
BUILD = os.path.abspath(sys.argv[1])


def uses(kind):
    """{name: 'file:line'} of all sets of templates."""
    found = {}
    for path in glob.glob(os.path.join(BUILD, 'src', '*_html.c')):
        with open(path, encoding='utf-8') as file:
            table = re.search(r'_%s_uses\[\] = \{\n(.*?)\n\};' % kind, file.read(), re.DOTALL)
        for name, source, line in re.findall(r'\{"([^"]*)", "([^"]*)", (\d+)\}', table.group(1)):
            found[name] = '%s:%s' % (source, line)
    return found


def sources():
    for path in glob.glob(os.path.join(ROOT, 'src', '*', '*.c')):
        if not path.endswith('_test.c'):
            with open(path, encoding='utf-8') as file:
                yield os.path.relpath(path, ROOT), file.read()


def patterns_in_handlers():
    return {pattern: path for path, text in sources()
            for pattern in re.findall(r'url_build\(\s*ctx,\s*"([^"]*)"', text)}


def icons_in_handlers():
    return {icon: path for path, text in sources()
            for icon in re.findall(r'\.icon = STR\("([^"]+)"\)', text)}


def assets_in_handlers():
    return {name: path for path, text in sources()
            for name in re.findall(r'url_asset\("([^"]*)"\)', text)}


def routes():
    run = subprocess.run([os.path.join(BUILD, 'ombruk'), 'routes'], capture_output=True, text=True,
                         check=True)
    return {word for line in run.stdout.splitlines() for word in line.split() if word.startswith('/')}


def matches(pattern, route):
    path = re.split('[?#]', pattern)[0]
    ours, theirs = path.split('/'), route.split('/')
    return len(ours) == len(theirs) and all(
        mine == there or there.startswith('{') for mine, there in zip(ours, theirs))


def icons():
    with open(os.path.join(ROOT, 'ui/icons.json'), encoding='utf-8') as file:
        ids = set(json.load(file))
    own = glob.glob(os.path.join(ROOT, 'ui/icons/*.svg'))
    return ids | {os.path.splitext(os.path.basename(path))[0] for path in own}


def assets():
    with open(os.path.join(ROOT, 'ui/dist/manifest.json'), encoding='utf-8') as file:
        return set(json.load(file))


def missing(found, known):
    return ['%s in %s' % item for item in sorted(found.items()) if item[0] not in known]


def main():
    known_routes = routes()
    lost = ['%s in %s' % item
            for item in sorted({**patterns_in_handlers(), **uses('url')}.items())
            if not any(matches(item[0], route) for route in known_routes)]
    few = ['%s: only %d' % (kind, len(uses(kind))) for kind in ('url', 'icon', 'asset')
           if len(uses(kind)) < 3]
    results = [
        ('the tables of the templates are found', few),
        ('every address leads to a route', lost),
        ('every icon is in the sprite', missing({**icons_in_handlers(), **uses('icon')}, icons())),
        ('every asset is built', missing({**assets_in_handlers(), **uses('asset')}, assets())),
    ]
    print('1..%d' % len(results))
    for number, (sentence, wrong) in enumerate(results, 1):
        print('%s %d - %s' % ('not ok' if wrong else 'ok', number, sentence))
        for text in wrong:
            print('#   ' + text)
    return 1 if any(wrong for _, wrong in results) else 0


sys.exit(main())
