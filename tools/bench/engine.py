# SPDX-License-Identifier: EUPL-1.2
"""Which database the lines of tools/bench/run measure: SQLite, or with --postgres a server of its own.

The server is tests/pg_server.sh with durable writes, in a temporary folder, so its databases are made
anew in each run. What it uses is counted with what the program uses.
"""
import os
import re
import sqlite3
import subprocess
import sys

postgres = False
databases = {}      # by data folder: its address on the server


def start(root, words):
    """Runs this program again beside a server, once."""
    if 'OMBRUK_TEST_POSTGRES' not in os.environ:
        server = os.path.join(root, 'tests', 'pg_server.sh')
        os.execve(server, [server, *words], dict(os.environ, OMBRUK_PG_FSYNC='on'))
    globals()['postgres'] = True
    # All that a query uses is used by the backend that answers it, and tables that grow are analysed.
    for setting in ('max_parallel_workers_per_gather = 0', 'autovacuum = on', "work_mem = '16MB'"):
        psql(address('postgres'), 'ALTER SYSTEM SET ' + setting)
    psql(address('postgres'), 'SELECT pg_reload_conf()')


def address(name):
    return re.sub(r'^(postgres(?:ql)?://[^/]*)/[^?]*', r'\1/' + name,
                  os.environ['OMBRUK_TEST_POSTGRES'])


def psql(url, sql):
    done = subprocess.run(['psql', '-qAtX', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', sql],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        sys.exit('bench: %s: %s' % (sql, done.stdout))
    return [tuple(line.split('\t')) for line in done.stdout.splitlines()]


def create(data, template=None):
    """A database for the data folder, empty or like that of another."""
    if postgres:
        name = 'bench_%d' % len(databases)
        copied = '' if template is None else ' TEMPLATE ' + databases[template].split('/')[-1].split('?')[0]
        psql(address('postgres'), 'CREATE DATABASE %s%s' % (name, copied))
        databases[data] = address(name)


def where(data):
    """The words that tell the program where its data is."""
    return ['--data', data] + (['--database', databases[data]] if data in databases else [])


def ask(data, sql):
    """Rows of texts."""
    if data in databases:
        return psql(databases[data], sql)
    with sqlite3.connect('file:%s/ombruk.db?mode=ro' % data, uri=True, timeout=30) as db:
        return [tuple('' if value is None else str(value) for value in row) for row in db.execute(sql)]


def backends():
    """Processes of the server."""
    if not postgres:
        return []
    folder = re.search(r'host=([^&]+)', os.environ['OMBRUK_TEST_POSTGRES']).group(1)
    with open(os.path.join(folder, 'data', 'postmaster.pid'), encoding='ascii') as file:
        parent = int(file.readline())
    found = []
    for name in os.listdir('/proc'):
        try:
            with open('/proc/%s/stat' % name, encoding='ascii') as stat:
                if name.isdigit() and int(stat.read().rpartition(')')[2].split()[1]) == parent:
                    found.append(int(name))
        except (OSError, ValueError):
            pass
    return found
