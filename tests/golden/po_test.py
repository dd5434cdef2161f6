#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Every string of the program is translated, and with the same {names}: po_test.py BUILD_DIR."""
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
LANGUAGES = ('nb', 'nn')


def messages_of(path):
    """[(source, [translation of each form])], without the header."""
    text = open(path, encoding='utf-8').read()
    messages = []
    for entry in re.split(r'\n\s*\n', text):
        lines = [line for line in entry.splitlines() if line and not line.startswith('#')]
        parts, key = {}, None
        for line in lines:
            match = re.fullmatch(r'(msg\w+(?:\[\d\])?)\s+"(.*)"', line)
            if match:
                key = match.group(1)
                parts[key] = match.group(2)
            else:
                parts[key] += line[1:-1]
        if parts.get('msgid'):
            sources = [parts['msgid'], parts.get('msgid_plural', parts['msgid'])]
            forms = [value for name, value in parts.items() if name.startswith('msgstr')]
            fuzzy = any(line.startswith('#,') and 'fuzzy' in line for line in entry.splitlines())
            messages.append((sources, [] if fuzzy else forms))
    return messages


def names(text):
    return set(re.findall(r'\{[a-z0-9_]+\}', text))


def untranslated(wanted, messages):
    done = {tuple(sources): forms for sources, forms in messages}
    return [sources[0] for sources, _ in wanted
            if not done.get(tuple(sources)) or not all(done[tuple(sources)])]


def other_names(messages):
    """Messages that lose a {name}, or have one the program does not fill."""
    wrong = []
    for sources, forms in messages:
        for number, form in enumerate(forms):
            source = sources[min(number, 1)]
            # The form for one may say "one" instead of the number.
            may_lack = {'{n}'} if len(forms) > 1 and number == 0 else set()
            if form and (names(form) - names(sources[0]) - names(sources[1]) or
                         names(source) - names(form) - may_lack):
                wrong.append(source)
    return wrong


def out_of_order(messages):
    # As they read, not as they are quoted.
    sources = [sources[0].replace('\\"', '"') for sources, _ in messages]
    return [later for earlier, later in zip(sources, sources[1:])
            if earlier.encode() > later.encode()]


def unused(wanted, messages):
    known = {tuple(sources) for sources, _ in wanted}
    return [sources[0] for sources, _ in messages if tuple(sources) not in known]


def main():
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, 'ombruk.pot')
        subprocess.run([os.path.join(ROOT, 'tools/po/extract.sh'), sys.argv[1], pot], check=True)
        wanted = messages_of(pot)
    results = [('strings are found in the program', [] if len(wanted) > 20 else ['only %d' % len(wanted)])]
    for language in LANGUAGES:
        messages = messages_of(os.path.join(ROOT, 'po', language + '.po'))
        results += [
            ('%s: every string is translated; run tools/po/update.sh and fill in' % language,
             untranslated(wanted, messages)),
            ('%s: nothing is translated that the program does not say; run tools/po/update.sh'
             % language, unused(wanted, messages)),
            ('%s: translations have the {names} of their source' % language, other_names(messages)),
            ('%s: in the order of the source, so that branches merge; run tools/po/update.sh'
             % language, out_of_order(messages)),
        ]
    print('1..%d' % len(results))
    for number, (sentence, wrong) in enumerate(results, 1):
        print('%s %d - %s' % ('not ok' if wrong else 'ok', number, sentence))
        for text in wrong[:20]:
            print('#   ' + text)
    return 1 if any(wrong for _, wrong in results) else 0


sys.exit(main())
