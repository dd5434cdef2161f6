# SPDX-License-Identifier: EUPL-1.2
"""Processes that are measured: servers, the load on them, and the processor time they use."""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import engine

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TICKS = os.sysconf('SC_CLK_TCK')
HOST = '127.0.0.1'
FILTER = '/finn?kategori=10000&storrelse=h116'
PICTURES = '24'     # different ones: each takes seconds to make in all its sizes


class Options:
    """What the command line says."""
    build = os.path.join(ROOT, 'build-bench')
    work = os.path.join(ROOT, 'build-bench-data')
    things = 100000


def fail(why):
    sys.exit('bench: ' + why)


def call(*words, **more):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, **more)
    if done.returncode != 0:
        fail('%s: %s' % (' '.join(words[:4]), done.stdout[-2000:]))
    return done.stdout


def program(*path):
    return os.path.join(Options.build, *(path or ('ombruk',)))


def show(what, figure, budget='', note=''):
    print('%-34s %14s   %-12s %s' % (what, figure, budget, note), flush=True)


# ---- processes -----------------------------------------------------------------------------------

def cpu_us(pids):
    """Processor time that each of the processes has used so far."""
    used = {}
    for pid in pids:
        try:
            with open('/proc/%d/stat' % pid, encoding='ascii') as stat:
                fields = stat.read().rpartition(')')[2].split()
            used[pid] = (int(fields[11]) + int(fields[12])) * 1000000 // TICKS
        except OSError:
            pass
    return used


def private_kb(pid):
    kb = 0
    with open('/proc/%d/smaps_rollup' % pid, encoding='ascii') as rollup:
        for line in rollup:
            if line.startswith('Private_'):
                kb += int(line.split()[1])
    return kb


def children(pid):
    found = []
    for name in os.listdir('/proc'):
        if name.isdigit():
            try:
                with open('/proc/%s/stat' % name, encoding='ascii') as stat:
                    if int(stat.read().rpartition(')')[2].split()[1]) == pid:
                        found.append(int(name))
            except OSError:
                pass
    return found


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """A process that serves on a port until it is closed."""

    def __init__(self, port, *words, **more):
        self.port = port
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, **more)
        for _ in range(200):
            if self.process.poll() is not None:
                fail('%s ended at once' % words[0])
            try:
                urllib.request.urlopen('http://%s:%d%s' % (HOST, port, FILTER), timeout=2).close()
                return
            except OSError:
                time.sleep(0.05)
        self.close()
        fail('%s does not answer' % words[0])

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def ombruk(data, *more):
    port = free_port()
    return Server(port, program(), 'serve', *engine.where(data), '--listen', '%s:%d' % (HOST, port),
                  '--demo', *more)


def load(port, *words):
    """Runs soak: answers, and answers a second."""
    done = subprocess.run([program('tools', 'bench', 'http', 'soak'), '--address',
                           '%s:%d' % (HOST, port), *words], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    answers = sum(int(n) for n in re.findall(r'answers (\d+)', done.stdout))
    rate = sum(int(n) for n in re.findall(r'(\d+)/s', done.stdout))
    if done.returncode != 0 or answers == 0:
        fail('soak: ' + done.stdout[-1500:])
    return answers, rate, done.stdout


def cost(server, pids, *words):
    """Processor microseconds a request, and requests a second, after a warm-up."""
    load(server.port, *words, '--seconds', '2')
    time.sleep(0.5)
    before = cpu_us(pids + engine.backends())
    answers, rate, _ = load(server.port, *words, '--seconds', '5')
    after = cpu_us(pids + engine.backends())
    return sum(us - before.get(pid, 0) for pid, us in after.items()) / answers, rate


# ---- what is measured on -------------------------------------------------------------------------

BODY = ('{"key":"{uuid}","category":60301,"kind":"child_bicycle_20_24","state":"1","count":1,'
        '"weight_g":11200,"note":"Mangler ringeklokke"}')


def build():
    if not os.path.exists(program('build.ninja')):
        call('meson', 'setup', Options.build, ROOT, '-Dbuildtype=release', '-Dbench=true',
             '-Dtests=false')
    call('ninja', '-C', Options.build)


def demo(things):
    """A demo centre whose pictures are made, so that no job runs beside what is measured."""
    folder = os.path.join(Options.work, 'things-%d' % things)
    if engine.postgres:
        folder += '-postgres'
    if folder not in engine.databases if engine.postgres else not os.path.exists(folder):
        print('Making a demo centre of %d things; it is kept in %s' % (things, folder), flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(folder + '.new', ignore_errors=True)
        engine.create(folder)
        here = ['--data', folder + '.new', *engine.where(folder)[2:]]
        call(program(), 'demo', '--things', str(things), '--pictures', PICTURES, *here)
        call(program(), 'jobs', 'run', *here)
        os.rename(folder + '.new', folder)
    call(program(), 'migrate', *engine.where(folder))
    return folder


class Copy:
    """A copy of a demo centre, to write in."""

    def __init__(self, things=2000):
        self.things = things

    def __enter__(self):
        self.parent = tempfile.mkdtemp(prefix='copy-', dir=Options.work)
        self.data = os.path.join(self.parent, 'data')
        shutil.copytree(demo(self.things), self.data)
        engine.create(self.data, demo(self.things))
        return self.data

    def __exit__(self, *_):
        shutil.rmtree(self.parent)


def writers(data, count):
    token = call(program(), 'user', 'token', 'kare@ombrukssenteret.example', '--name', 'bench',
                 *engine.where(data)).split()[-1]
    return ('--readers', '0', '--writers', str(count), '--write', '/api/v1/things',
            '--header', 'Authorization: Bearer ' + token, '--body', BODY)
