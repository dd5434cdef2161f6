# SPDX-License-Identifier: EUPL-1.2
"""The line "photos" of tools/bench/run: uploads at a steady rate while lots are saved.

A lot is saved, then its photo is sent, RATE times a second; what is measured is how long a save
takes, alone and beside the photos, what was refused, and how long until every photo is ready.
"""
import hashlib
import http.client
import json
import os
import queue
import random
import sqlite3
import statistics
import struct
import subprocess
import threading
import time
import uuid
import zlib

BYTES = 250000
RATE = 50
SECONDS = int(os.environ.get('BENCH_PHOTO_SECONDS', '60'))
ALONE_SECONDS = 10
WORKERS = 24
DRAIN_MAX_S = 1800


def png(width, height, noise):
    """A soft picture with some grain, as cameras make them."""
    grain = random.Random(7)
    rows = []
    for y in range(height):
        line = bytearray(b'\0')
        grains = grain.randbytes(width)
        for x in range(width):
            level = grains[x] % (noise + 1)
            line += bytes((x * 160 // width + level, y * 160 // height + level, 60 + level))
        rows.append(bytes(line))

    def chunk(name, data):
        return (struct.pack('>I', len(data)) + name + data +
                struct.pack('>I', zlib.crc32(name + data)))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(b''.join(rows), 1)) + chunk(b'IEND', b''))


def photo(program):
    """A JPEG of 1600 x 1200 that the door made: the largest of these that is no larger than BYTES."""
    best = b''
    for noise in (2, 4, 6, 8, 12, 16, 24):
        made = subprocess.run([program, 'photo-worker', 'door'], input=png(1600, 1200, noise),
                              stdout=subprocess.PIPE, check=True).stdout
        if len(best) < len(made) <= BYTES - 8:
            best = made
    return best


def numbered(base, number):
    """The same picture as another file of BYTES bytes: comments behind the first two."""
    rest = BYTES - len(base)
    comments = b''
    text = b'%016d' % number
    while rest > 0:
        size = min(rest, 60000)
        if 0 < rest - size < 8:
            size -= 8
        comments += b'\xff\xfe' + struct.pack('>H', size - 2) + text.ljust(size - 4, b' ')[:size - 4]
        rest -= size
    return base[:2] + comments + base[2:]


class Sender:
    """One connection that saves lots and, with `base`, sends their photos."""

    def __init__(self, port, token, base):
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
        self.headers = {'Authorization': 'Bearer ' + token, 'Content-Type': 'application/json'}
        self.base = base

    def ask(self, method, path, body, kind):
        self.connection.request(method, path, body, dict(self.headers, **{'Content-Type': kind}))
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def save(self, key):
        body = json.dumps({'key': key, 'category': 60301, 'state': '1', 'count': 1})
        began = time.monotonic()
        status = self.ask('POST', '/api/v1/things', body, 'application/json')
        return (time.monotonic() - began) * 1000, status

    def send(self, key, number):
        bytes_ = numbered(self.base, number)
        path = '/api/v1/photos/%s?lot=%s&n=1&offset=0&size=%d&sha256=%s' % (
            uuid.uuid4(), key, len(bytes_), hashlib.sha256(bytes_).hexdigest())
        return self.ask('PUT', path, bytes_, 'application/octet-stream')


def run(port, token, base, seconds):
    """Milliseconds of each save, and answers that were none of success."""
    took, refused, due = [], [], queue.Queue()
    lock = threading.Lock()

    def work():
        sender = Sender(port, token, base)
        while True:
            number = due.get()
            if number is None:
                return
            key = str(uuid.uuid4())
            ms, status = sender.save(key)
            answers = [status]
            if base is not None and status < 300:
                answers.append(sender.send(key, number))
            with lock:
                took.append(ms)
                refused.extend(a for a in answers if a >= 300)
    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    for number in range(RATE * seconds):
        time.sleep(max(0, began + number / RATE - time.monotonic()))
        due.put(number)
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.join()
    return took, refused, time.monotonic() - began


def waiting(data):
    with sqlite3.connect('file:%s/ombruk.db?mode=ro' % data, uri=True) as db:
        return (db.execute('SELECT COUNT(*) FROM photo_upload WHERE state = 2').fetchone()[0],
                db.execute('SELECT COUNT(*) FROM photo WHERE sized_ms IS NULL').fetchone()[0])


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def drain(data):
    """Seconds until nothing waits, at most DRAIN_MAX_S."""
    began = time.monotonic()
    while sum(waiting(data)) > 0 and time.monotonic() - began < DRAIN_MAX_S:
        time.sleep(2)
    return time.monotonic() - began


def line(server, token, data, program, show):
    drain(data)     # what the demo centre itself has left to do
    base = photo(program)
    alone, refused, _ = run(server.port, token, None, ALONE_SECONDS)
    show('save of a lot alone, p99', '%.1f ms' % quantile(alone, .99), '',
         'p50 %.1f, %d refused' % (statistics.median(alone), len(refused)))
    took, refused, wall = run(server.port, token, base, SECONDS)
    show('save beside %d photos/s, p99' % RATE, '%.1f ms' % quantile(took, .99), '<= 100 ms',
         'p50 %.1f, max %.0f; %d refused; %d photos of %d kB in %.0f s' % (
             statistics.median(took), max(took), len(refused), len(took), BYTES // 1000, wall))
    first = sum(waiting(data))
    show('backlog drained in', '%.0f s' % drain(data), '<= 900 s',
         '%d waited at the end of the load, %d at the end of this' % (first, sum(waiting(data))))
