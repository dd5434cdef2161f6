# SPDX-License-Identifier: EUPL-1.2
"""The line "lighthouse" of tools/bench/run: home, list and thing as a slow telephone gets them.

Lighthouse with its own defaults: a mobile screen, slow 4G and a processor four times slower, simulated
from what a real load does. Five times each, the median of each figure.
"""
import json
import os
import shutil
import statistics
import tempfile

import engine

TIMES = int(os.environ.get('BENCH_LIGHTHOUSE_TIMES', '5'))
KIT = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'peers', 'lighthouse')
CHROMIUM = '/usr/bin/chromium'
FLAGS = '--headless=new --no-sandbox --disable-dev-shm-usage'


def install(folder, call):
    """From npm, pinned, where nothing of it is committed."""
    if not os.path.exists(os.path.join(folder, 'node_modules', 'lighthouse')):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(KIT, folder)
        call('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', cwd=folder)


def audit(folder, url, call):
    """One load of a page: Lighthouse's own report."""
    with tempfile.TemporaryDirectory() as out:
        path = os.path.join(out, 'report.json')
        call(os.path.join(folder, 'node_modules', '.bin', 'lighthouse'), url, '--quiet', '--output=json',
             '--output-path=' + path, '--only-categories=performance,accessibility',
             '--chrome-flags=' + FLAGS, env=dict(os.environ, CHROME_PATH=CHROMIUM, CI='1'))
        with open(path, encoding='utf-8') as file:
            return json.load(file)


def bytes_of(report):
    """Bytes as sent besides photos, and those of photos."""
    sent = {False: 0, True: 0}
    for item in report['audits']['network-requests']['details']['items']:
        is_photo = item.get('resourceType') == 'Image' and '/a/' not in item['url']
        sent[is_photo] += item.get('transferSize', 0)
    return sent[False], sent[True]


def misses(reports):
    """What costs points: audits of the first report that are below full, the heaviest first."""
    found = []
    for category in reports[0]['categories'].values():
        for ref in category['auditRefs']:
            result = reports[0]['audits'][ref['id']]
            if result['score'] is not None and result['score'] < 0.9 and ref['weight'] > 0:
                found.append('%s %s' % (ref['id'], result.get('displayValue', '')))
    return ', '.join(found)


def figure(reports, name):
    return statistics.median(report['audits'][name]['numericValue'] for report in reports)


def page(folder, name, url, call, show):
    reports = [audit(folder, url, call) for _ in range(TIMES)]
    score = {key: statistics.median(report['categories'][key]['score'] for report in reports) * 100
             for key in ('performance', 'accessibility')}
    show(name + ', performance', '%.0f' % score['performance'], '>= 95',
         'FCP %.1f s, TBT %.0f ms, CLS %.3f' % (figure(reports, 'first-contentful-paint') / 1000,
                                                figure(reports, 'total-blocking-time'),
                                                figure(reports, 'cumulative-layout-shift')))
    show(name + ', accessibility', '%.0f' % score['accessibility'], '100')
    show(name + ', largest paint', '%.2f s' % (figure(reports, 'largest-contentful-paint') / 1000),
         '<= 2.0 s', 'median of %d on slow 4G' % TIMES)
    other, photos = zip(*(bytes_of(report) for report in reports))
    show(name + ', besides photos', '%.1f kB' % (statistics.median(other) / 1000), '<= 130 kB',
         'photos %.0f kB' % (statistics.median(photos) / 1000))
    if misses(reports):
        print('  ' + misses(reports), flush=True)


def line(port, data, folder, call, show):
    install(folder, call)
    code = engine.ask(data, 'SELECT code FROM listing WHERE state = 1 AND photo_hash IS NOT NULL '
                            'ORDER BY seq DESC LIMIT 1')[0][0]
    for name, path in (('home', '/'), ('list', '/finn'), ('thing', '/ting/' + code)):
        page(folder, 'lighthouse, ' + name, 'http://127.0.0.1:%d%s' % (port, path), call, show)
