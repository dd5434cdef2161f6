// SPDX-License-Identifier: EUPL-1.2
// Reads canonical.txt: what the draw was given, in numbers. Tenants and lots are numbered in the
// order of the file, which is their order by bytes.
import { Lines, compareBytes, integerAt, isId, isName, isText, textAt } from './bytes.mjs';
import { Ids } from './ids.mjs';

const LARGEST = Number.MAX_SAFE_INTEGER;
const MILLION = 1e6;

// Name, least, most, whether it may be empty.
const SETTINGS = [
  ['round', 1, LARGEST, false],
  ['startup_share_ppm', 0, MILLION, false],
  ['decay_num', 0, MILLION, false],
  ['decay_den', 1, MILLION, false],
  ['floor_mp', 0, LARGEST, true],
  ['newcomer_credit_mp', 0, LARGEST, false],
];

class Reader extends Lines {
  // An integer within the bounds; null for an empty field where that is allowed, else NaN, and told.
  bounded(column, name, least, most, optional = false) {
    if (optional && this.isEmpty(column)) {
      return null;
    }
    const value = this.integer(column);
    if (value >= least && value <= most) {
      return value;
    }
    this.bad(column, name);
    return NaN;
  }

  bad(column, name) {
    this.tell('canonical.value', { column: name, found: this.text(column) });
  }

  // The number of a text that is new if `accepts` likes it; -1, and told, if not.
  number(column, name, ids, accepts) {
    const from = this.starts[column];
    const to = this.ends[column];
    if (accepts(this.bytes, from, to)) {
      return ids.intern(from, to);
    }
    this.bad(column, name);
    return -1;
  }

  // The number of a text that must be known; -1, and told, if not.
  known(column, name, ids) {
    const number = this.find(column, ids);
    if (number < 0) {
      this.tell('canonical.unknown', { column: name, found: this.text(column) });
    }
    return number;
  }
}

function isClassName(bytes, from, to) {
  return to > from && isName(bytes, from, to);
}

function readSetting(reader, name, accepts) {
  const beginning = `${name}=`;
  const { bytes } = reader;
  const found = reader.read();
  const from = reader.from + beginning.length;
  if (!found || from > reader.to || !isText(bytes, reader.from, from, beginning) ||
      !accepts(from, reader.to)) {
    const text = found ? textAt(bytes, reader.from, reader.to) : '';
    reader.tell('canonical.setting', { name, found: text });
    return -1;
  }
  return from;
}

function readSettings(reader) {
  const { bytes } = reader;
  const settings = {};
  if (!reader.read() || !isText(bytes, reader.from, reader.to, 'LSX1')) {
    reader.tell('canonical.line', { expected: 'LSX1' });
  }
  readSetting(reader, 'chain', (from, to) => isName(bytes, from, to));
  for (const [name, least, most, optional] of SETTINGS) {
    const from = readSetting(reader, name, (start, end) => {
      const value = integerAt(bytes, start, end);
      return (optional && start === end) || (value >= least && value <= most);
    });
    settings[name] = from < 0 || from === reader.to ? null : integerAt(bytes, from, reader.to);
  }
  if (settings.decay_num > settings.decay_den) {
    reader.tell('canonical.setting', { name: 'decay_num', found: settings.decay_num });
  }
  return settings;
}

// How many rows stand from here to the next heading. Ids cannot begin with a bracket.
function rowsAhead(bytes, from) {
  let rows = 0;
  while (from < bytes.length && bytes[from] !== 91) {
    const end = bytes.indexOf(10, from);
    from = end < 0 ? bytes.length : end + 1;
    rows += 1;
  }
  return rows;
}

// Each section makes its arrays, reads one row, and may finish.

const tenants = {
  columns: 6,
  make(draw, rows, bytes) {
    draw.tenants = {
      ids: new Ids(bytes, rows),
      weight: new Int32Array(rows),
      balance: new Float64Array(rows),    // NaN: a newcomer
      cap: new Float64Array(rows),        // Infinity: none
      startup: new Uint8Array(rows),
      active: new Uint8Array(rows),
      count: rows,
    };
  },
  row({ tenants: all }, row, reader) {
    reader.number(0, 'tenant', all.ids, isId);
    if (all.ids.count !== row + 1) {
      reader.tell('canonical.twice');
    }
    all.weight[row] = reader.bounded(1, 'weight', 1, MILLION);
    all.balance[row] = reader.bounded(2, 'balance_mp', -LARGEST, LARGEST, true) ?? NaN;
    all.cap[row] = reader.bounded(3, 'cap_lots', 0, LARGEST, true) ?? Infinity;
    all.startup[row] = reader.bounded(4, 'startup', 0, 1);
    all.active[row] = reader.bounded(5, 'active', 0, 1);
  },
};

const lots = {
  columns: 5,
  make(draw, rows, bytes) {
    draw.lots = {
      ids: new Ids(bytes, rows),
      points: new Float64Array(rows),
      name: new Int32Array(rows),
      requires: new Int32Array(rows),     // -1: nothing
      count: rows,
    };
    draw.names = new Ids(bytes, rows);
    // Only what a lot requires matters of the eligibility.
    draw.requires = new Ids(bytes, rows);
  },
  row(draw, row, reader) {
    const all = draw.lots;
    reader.number(0, 'lot', all.ids, isId);
    if (all.ids.count !== row + 1) {
      reader.tell('canonical.twice');
    }
    all.points[row] = reader.bounded(1, 'points_mp', -LARGEST, LARGEST);
    all.name[row] = reader.number(2, 'class', draw.names, isClassName);
    all.requires[row] = reader.isEmpty(3) ? -1 :
      reader.number(3, 'requires', draw.requires, isName);
    if (!isName(reader.bytes, reader.starts[4], reader.ends[4])) {
      reader.bad(4, 'window');
    }
  },
};

// The rows of a tenant stand together: tenant i has those from start[i] to start[i + 1].
const wishes = {
  columns: 3,
  make(draw, rows) {
    draw.wishes = {
      start: new Int32Array(draw.tenants.count + 1),
      tenant: new Int32Array(rows),
      lot: new Int32Array(rows),
      stars: new Uint8Array(rows),
      count: rows,
    };
  },
  row(draw, row, reader) {
    const all = draw.wishes;
    const tenant = reader.known(0, 'tenant', draw.tenants.ids);
    all.tenant[row] = tenant;
    all.lot[row] = reader.known(1, 'lot', draw.lots.ids);
    all.stars[row] = reader.bounded(2, 'stars', 1, 3);
    if (row > 0 && all.tenant[row - 1] === tenant && all.lot[row - 1] === all.lot[row]) {
      reader.tell('canonical.twice');
    }
    if (tenant >= 0) {
      all.start[tenant + 1] += 1;
    }
  },
  finish({ wishes: { start } }) {
    for (let i = 1; i < start.length; i++) {
      start[i] += start[i - 1];
    }
  },
};

const eligibility = {
  columns: 2,
  make(draw, rows) {
    draw.eligibility = {
      tenant: new Int32Array(rows), requires: new Int32Array(rows), count: rows,
    };
  },
  row(draw, row, reader) {
    draw.eligibility.tenant[row] = reader.known(0, 'tenant', draw.tenants.ids);
    draw.eligibility.requires[row] = reader.find(1, draw.requires);
    if (!isName(reader.bytes, reader.starts[1], reader.ends[1])) {
      reader.bad(1, 'requires');
    }
  },
};

const caps = {
  columns: 3,
  make(draw, rows) {
    draw.caps = {
      tenant: new Int32Array(rows), name: new Int32Array(rows), cap: new Float64Array(rows),
      index: new Map(),
      // Which cap the tenant has for the class name; -1: none.
      find: (tenant, name) => draw.caps.index.get(tenant * draw.names.count + name) ?? -1,
      count: rows,
    };
  },
  row(draw, row, reader) {
    const all = draw.caps;
    const tenant = reader.known(0, 'tenant', draw.tenants.ids);
    const name = reader.known(1, 'class', draw.names);
    if (all.find(tenant, name) >= 0) {
      reader.tell('canonical.twice');
    }
    all.tenant[row] = tenant;
    all.name[row] = name;
    all.cap[row] = reader.bounded(2, 'cap_lots', 0, LARGEST);
    all.index.set(tenant * draw.names.count + name, row);
  },
};

const SECTIONS = Object.entries({ tenants, lots, wishes, eligibility, caps });

function* readRows(draw, section, reader, rows) {
  let lastFrom = -1;
  let lastTo = -1;
  for (let row = 0; row < rows; row++) {
    reader.read();
    const { bytes, from, to } = reader;
    if (lastFrom >= 0 && compareBytes(bytes, lastFrom, lastTo, bytes, from, to) >= 0) {
      reader.tell('canonical.order');
    }
    lastFrom = from;
    lastTo = to;
    if (reader.split(section.columns)) {
      section.row(draw, row, reader);
    } else {
      reader.tell('fields', { expected: section.columns });
    }
    if (row % 16384 === 0) {
      yield from / bytes.length;
    }
  }
}

// Yields how far it is, and returns the draw; or tells, and stops.
export function* readCanonical(bytes, findings) {
  const reader = new Reader('canonical.txt', bytes, findings);
  const draw = { settings: readSettings(reader) };
  findings.stopIfAny();
  for (const [name, section] of SECTIONS) {
    if (!reader.read() || !isText(bytes, reader.from, reader.to, `[${name}]`)) {
      reader.tell('canonical.line', { expected: `[${name}]` });
      findings.stopIfAny();
    }
    const rows = rowsAhead(bytes, reader.next);
    section.make(draw, rows, bytes);
    yield* readRows(draw, section, reader, rows);
    findings.stopIfAny();
    section.finish?.(draw);
  }
  if (reader.read()) {
    reader.tell('row.extra');
  }
  findings.stopIfAny();
  return draw;
}
