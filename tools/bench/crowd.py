# SPDX-License-Identifier: EUPL-1.2
"""The line "load" of tools/bench/run: a house full of people.

64 connections browse as fast as they are answered, while shops put out 200 things a second by the form
they use and visitors, each from an address of its own, hold 100 a second; most cancel after some
seconds. Some want what others want too: who comes second is refused, which is no error. Afterwards the
rows are counted, and every thing that was put out is searched for.
"""
import html
import os
import random
import re
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import engine

SECONDS = int(os.environ.get('BENCH_LOAD_SECONDS', '300'))
READERS = 64
PEOPLE = 64         # who put out, and who hold: each has a telephone
PUBLISHED = 200     # a second
HELD = 100
WISHES = 115        # of which some come too late
HOT = 0.1           # of the wishes, for a few things that many want
CANCELLED = 0.95    # of the holds: a house is not held out in five minutes
WORD_SIGNS = 'bcgjkmpqxz'
PAGE = 24


class Visitor:
    """Cookies, and the token that goes with them."""

    class Stay(urllib.request.HTTPRedirectHandler):
        """Redirects are read, not followed."""

        def redirect_request(self, *_):
            return None

    def __init__(self, port, address):
        self.base = 'http://127.0.0.1:%d' % port
        self.address = address
        self.cookies = {}
        self.token = ''
        self.opener = urllib.request.build_opener(Visitor.Stay)

    def cookie(self):
        return '; '.join('%s=%s' % pair for pair in self.cookies.items())

    def ask(self, path, fields=None):
        body = None if fields is None else urllib.parse.urlencode(
            dict(fields, token=self.token)).encode()
        request = urllib.request.Request(self.base + path, body, {
            'X-Forwarded-For': self.address, 'Cookie': self.cookie()})
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        for line in answer.headers.get_all('Set-Cookie') or []:
            name, value = line.split(';')[0].split('=', 1)
            self.cookies[name] = value
        text = answer.read().decode()
        found = re.search(r'name="token" value="([^"]+)"', text)
        self.token = found.group(1) if found else self.token
        return answer.status, text

    def headers(self, address):
        return 'Cookie: %s|X-Forwarded-For: %s' % (self.cookie(), address)


def address_of(number):
    return '10.%d.%d.%d' % (number >> 16 & 255, number >> 8 & 255, number & 255)


def word(number):
    """A word that no list knows and no stemmer shortens."""
    return 'qz' + ''.join(WORD_SIGNS[int(sign)] for sign in '%05d' % number)


def sign_in(port, links):
    """The owner of each shop at the form where things are put out."""
    shops = []
    for number, link in enumerate(links):
        shop = Visitor(port, address_of(number + 1))
        shop.ask(link)
        status, _ = shop.ask(link, {})
        if status != 303 or shop.ask('/lager/ny')[0] != 200:
            raise SystemExit('bench: load: a shop could not sign in (%d)' % status)
        shops.append(shop)
    return shops


def kinds_of(rows):
    """Categories and typed sizes of clothes and books: nothing that must be tested before it is sold."""
    kinds = set()
    for _, category, _, size in rows:
        typed = re.fullmatch(r'h(\d+)(?:-(\d+))?', size)
        if len(category) == 5 and category[0] == '1' and typed:
            kinds.add((category, '/'.join(part for part in typed.groups() if part)))
        elif len(category) == 5 and category[0] == '5' and size == '':
            kinds.add((category, ''))
    return sorted(kinds)


def publishing(shops, photos, kinds, seconds):
    """What the shops post; number N has the word of N / PAGE in its title."""
    lines = []
    for number in range(PUBLISHED * seconds):
        shop = shops[number % len(shops)]
        fields = {'token': shop.token, 'key': str(uuid.uuid4()), 'kept': photos[number % len(photos)],
                  'title': 'Ting %s' % word(number // PAGE), 'price': str(number % 40 * 10),
                  'grade': str(number % 4 + 1), 'count': '1', 'used': '1',
                  'category': kinds[number % len(kinds)][0], 'size': kinds[number % len(kinds)][1]}
        lines.append('\t'.join(('/lager/ny', shop.headers(shop.address),
                                urllib.parse.urlencode(fields))))
    return lines


def holding(visitors, codes, seconds):
    """Wishes of visitors who hold two things each."""
    chance = random.Random(4)
    wanted = list(codes)
    chance.shuffle(wanted)
    hot, calm = wanted[:len(wanted) // 100 + 1], wanted[len(wanted) // 100 + 1:]
    lines = []
    for number in range(WISHES * seconds):
        visitor = visitors[number % len(visitors)]
        code = chance.choice(hot) if chance.random() < HOT else calm[number % len(calm)]
        who = number // 2
        fields = {'token': visitor.token, 'contact': 'besok%d@eksempel.example' % who}
        parts = ['/ting/%s/hold' % code, visitor.headers(address_of(who + 1000)),
                 urllib.parse.urlencode(fields)]
        if chance.random() < CANCELLED:
            parts += ['/avbestill', urllib.parse.urlencode({'token': visitor.token})]
        lines.append('\t'.join(parts))
    return lines


def browsing(codes, categories):
    """What visitors open: mostly lists, with words and filters, and things."""
    chance = random.Random(5)
    words = ('sykkel', 'parkdress', 'vinterdress', 'ski', 'bok', 'lego', 'sko', 'genser', 'bord',
             'barnevogn', 'dukke', 'spill', 'lampe', 'garn', 'dress+98', 'bla+jakke')
    sizes = ('h98', 'h104', 'h110', 'h116', 'h128')
    paths = []
    for _ in range(4000):
        draw = chance.random()
        query = '?ord=%s' % chance.choice(words)
        if draw < .10:
            paths.append('/')
        elif draw < .25:
            paths.append('/finn')
        elif draw < .40:
            paths.append('/finn?kategori=%s&storrelse=%s' % (chance.choice(categories),
                                                             chance.choice(sizes)))
        elif draw < .55:
            paths.append('/finn' + query)
        elif draw < .70:
            paths.append('/finn%s&pris=%d&tilstand=1~2&sorter=%s' % (
                query, chance.choice((50, 100, 200, 500)), chance.choice(('nyest', 'billigst', 'best'))))
        elif draw < .75:
            paths.append('/finn/filter' + query)
        else:
            paths.append('/ting/' + chance.choice(codes))
    return paths


def write(folder, name, lines):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines) + '\n')
    return path


def count(text, stream, what, code):
    found = re.search(r'^stream %s %s %d: (\d+)$' % (stream, what, code), text, re.M)
    return int(found.group(1)) if found else 0


def refused(text, stream):
    return ', '.join('%s refused %s' % pair[::-1] for pair in
                     re.findall(r'^stream %s refused (\d+): (\d+)$' % stream, text, re.M)) or 'none refused'


def not_found(port, data):
    """Things put out that a search for their word does not list."""
    rows = engine.ask(data, "SELECT title, code FROM listing WHERE title LIKE 'Ting qz%'")
    by_word = {}
    for title, code in rows:
        by_word.setdefault(title.split()[1], set()).add(code)
    visitor = Visitor(port, address_of(900))
    missing = 0
    for sought, codes in by_word.items():
        _, text = visitor.ask('/finn?ord=' + sought)
        missing += len(codes - set(re.findall(r'/ting/([0-9A-Z]{8})', html.unescape(text))))
    return len(rows), missing


DOUBLE = """SELECT COUNT(*) FROM (SELECT l.id FROM listing l LEFT JOIN hold h ON h.centre_id = l.centre_id
AND h.listing_id = l.id AND h.state = 1 GROUP BY l.centre_id, l.id, l.held, l.count_left
HAVING COALESCE(SUM(h.count), 0) > l.count_left OR COALESCE(SUM(h.count), 0) <> l.held) wrong"""
MADE = """SELECT COUNT(*), COALESCE(SUM(CASE WHEN state = 3 THEN 1 ELSE 0 END), 0) FROM hold
WHERE contact LIKE 'besok%'"""


def report(text, show):
    for kind, budget in (('GET', '<= 100 ms'), ('publish', ''), ('hold', ''), (' then', '')):
        found = re.search(r'^%s +(\d+)/s +p50 +([\d.]+) ms +p99 +([\d.]+) ms +max +([\d.]+) ms' % kind,
                          text, re.M)
        if found:
            rate, middle, slow, most = found.groups()
            name = {'GET': 'page', 'publish': 'thing put out', 'hold': 'hold', ' then': 'cancelling'}[kind]
            show('load, %s, p99' % name, '%s ms' % slow, budget,
                 'p50 %s, most %s; %s/s' % (middle, most, rate))
    show('load, errors', re.search(r'^errors (.*)$', text, re.M).group(1).split()[0], '0',
         re.search(r'^errors \d+ +(.*)$', text, re.M).group(1))


def line(server, data, soak, links, show):
    shops = sign_in(server.port, links)
    free = engine.ask(data, 'SELECT code, category_id, photo_hash, size_key FROM listing WHERE state = 1 '
                            'AND count_left > held ORDER BY code')
    rows = [row for row in free if row[2]]
    codes = [row[0] for row in rows]
    kinds = kinds_of(rows)
    categories = sorted({row[1] for row in rows})
    photos = sorted({row[2] for row in rows})[:200]
    visitors = [Visitor(server.port, address_of(500 + number)) for number in range(32)]
    for visitor in visitors:
        visitor.ask('/ting/' + codes[0])
    folder = os.path.dirname(data)
    reads = write(folder, 'reads', browsing(codes, categories))
    publish = write(folder, 'publish', publishing(shops, photos, kinds, SECONDS))
    hold = write(folder, 'hold', holding(visitors, [row[0] for row in free], SECONDS))
    began = time.monotonic()
    done = subprocess.run([soak, '--address', '127.0.0.1:%d' % server.port, '--seconds', str(SECONDS),
                           '--readers', str(READERS), '--reads', reads, '--header',
                           'Accept-Encoding: br, gzip', '--stream', 'publish:%d:%d:%s' % (PUBLISHED, PEOPLE, publish),
                           '--stream', 'hold:%d:%d:%s' % (WISHES, PEOPLE, hold),
                           '--pid', str(server.process.pid)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    text = done.stdout
    if '\nerrors ' not in text:
        raise SystemExit('bench: load: ' + text[-2000:])
    wall = min(time.monotonic() - began, SECONDS)
    report(text, show)
    put, held = count(text, 'publish', 'answered', 303), count(text, 'hold', 'answered', 303)
    show('load, things put out', '%.0f/s' % (put / wall), '%d/s' % PUBLISHED, refused(text, 'publish'))
    show('load, holds made', '%.0f/s' % (held / wall), '>= %d/s' % HELD, refused(text, 'hold'))
    there, missing = not_found(server.port, data)
    show('load, put out and not found', '%d' % (abs(put - there) + missing), '0',
         '%d answered, %d rows, each searched for' % (put, there))
    made, cancelled = engine.ask(data, MADE)[0]
    show('load, holds lost or doubled', '%d' % abs(held - int(made)), '0',
         '%d answered, %s rows, %s cancelled' % (held, made, cancelled))
    show('load, held more often than there is', engine.ask(data, DOUBLE)[0][0], '0')
    for extra in re.findall(r'^(?:soak: .*|code .*|stream .* then .*|server .*)$', text, re.M)[:20]:
        print('  ' + extra, flush=True)
