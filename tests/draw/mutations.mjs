// SPDX-License-Identifier: EUPL-1.2
// Changes one field, row or byte of one published file, at random but repeatable.
//
//   const mutate = new Mutations(files, seed);
//   const { name, files } = mutate.next();     other bytes, with a name that tells what was done
//   const { name, files } = mutate.at(place);  the same in one of PLACES, or null if there is no row
//
// Why the checker must catch each of them. Every field but those of turns.csv is compared with what
// follows from the turns; of these, all but the column chain are settled by the rows before. A chain
// need not be the shortest one, but whoever gives a lot is named: in the next row that moves the lot,
// or as its owner in awards.csv. So what a row moves from whom to whom is told by the other rows, and a
// row that says something else contradicts one of them. (That a circle could be told from several ends,
// or with a detour over a lot that somebody keeps, is ruled out in exchange.mjs.) That holds for one row; where two are changed
// (two turns swapped), exchanges that could also have come the other way round are left out.
// Only two things can be changed into what could also have been published: see couldBePublished().

const TABLES = ['awards.csv', 'turns.csv', 'ledger.csv', 'reasons.csv', 'frozen.csv'];
const text = (bytes) => Buffer.from(bytes).toString('utf8');
const bytes = (string) => Buffer.from(string, 'utf8');

// A small generator of random numbers (mulberry32), so that a failure comes again.
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

// Columns of the files, and parts of those that are no tables, by file.
export const PLACES = Object.entries({
  'awards.csv': ['lot', 'tenant', 'turn'],
  'turns.csv': ['turn', 'points_mp', 'class', 'tenant', 'balance_mp', 'weight', 'ticket', 'action', 'lot',
    'chain'],
  'frozen.csv': ['points_mp', 'class', 'turn', 'tenant', 'lot'],
  'reasons.csv': ['tenant', 'lot', 'code', 'turn', 'other', 'own_turn'],
  'ledger.csv': ['tenant', 'before_mp', 'gained_mp', 'after_mp'],
  'report.json': ['format', 'rules', 'program', 'commitment', 'seed', 'randomness', 'signature', 'tenants',
    'active', 'lots', 'given', 'unwished', 'turns', 'trades', 'least_mp_per_weight', 'most_mp_per_weight',
    'gini_ppm', 'startup_share_ppm'],
  'canonical.txt': ['chain', 'round', 'startup_share_ppm', 'decay_num', 'decay_den', 'floor_mp',
    'newcomer_credit_mp', 'tenants.tenant', 'tenants.weight', 'tenants.balance_mp', 'tenants.cap_lots',
    'tenants.startup', 'tenants.active', 'lots.lot', 'lots.points_mp', 'lots.class', 'lots.requires',
    'lots.window', 'wishes.tenant', 'wishes.lot', 'wishes.stars', 'eligibility.tenant',
    'eligibility.requires', 'caps.tenant', 'caps.class', 'caps.cap_lots'],
  'commitment.txt': ['fingerprint'],
}).flatMap(([file, columns]) => columns.map((column) => ({ file, column })));

// Whether the changed file could have been published with the others as they are (format.md, "What the
// checker says"): nothing follows from what the program calls itself, as long as it is a text, and
// draw.ini need not give a signature.
export function couldBePublished(files, { file, data }) {
  if (file !== 'report.json') {
    return false;
  }
  const [before, after] = [JSON.parse(text(files[file])), parsed(data)];
  if (after === null || typeof after.program !== 'string' || after.program === '') {
    return false;
  }
  const signature = after.signature === '' ? '' : before.signature;
  const same = { ...before, program: after.program, signature };
  return Buffer.compare(bytes(`${JSON.stringify(same, null, 2)}\n`), data) === 0;
}

function parsed(data) {
  try {
    return JSON.parse(text(data));
  } catch {
    return null;
  }
}

export class Mutations {
  constructor(files, seed) {
    this.files = files;
    this.random = randomFrom(seed);
    this.number = 0;
    const kinds = Object.getOwnPropertyNames(Mutations.prototype).filter((name) => name.includes(' '));
    this.kinds = kinds;
  }

  below(count) {
    return Math.floor(this.random() * count);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  // The next mutation that this draw has room for: each kind in its turn.
  next() {
    for (;;) {
      const name = this.kinds[this.number++ % this.kinds.length];
      const mutation = this.applied(name, this[name]());
      if (mutation) {
        return mutation;
      }
    }
  }

  // null where nothing was changed, or nothing that matters.
  applied(name, changed) {
    if (!changed || Buffer.compare(changed.data, this.files[changed.file]) === 0 ||
        couldBePublished(this.files, changed)) {
      return null;
    }
    return { name: `${name} (${changed.file})`, files: { ...this.files, [changed.file]: changed.data } };
  }

  // Places

  // A change in this place; null when this draw has no row for it.
  at({ file, column }) {
    for (let i = 0; i < 20; i++) {
      const mutation = this.applied(`${column} changed`, this.changedAt(file, column));
      if (mutation) {
        return mutation;
      }
    }
    return null;
  }

  changedAt(file, column) {
    const change = (field, others) => this.otherValue(field, others);
    switch (file) {
      case 'report.json':
        return this.report((report) => {
          const others = Object.values(report);
          report[column] = this.pick([() => this.pick(others), () => null, () => String(report[column]),
            () => change(String(report[column]), others.map(String)), () => Number(report[column]) + 1])();
        });
      case 'canonical.txt':
        return column.includes('.') ? this.canonicalRow(...column.split('.'), change)
          : this.withText(file, new RegExp(`(?<=\\n${column}=).*`), change);
      case 'commitment.txt':
        return this.withText(file, /^.*/, change);
      default:
        return this.withField(file, column, change);
    }
  }

  // Another value of a field: that of another row, or one that is close.
  otherValue(field, others) {
    const number = /^-?\d{1,15}$/.test(field) ? Number(field) : 0;
    const at = this.below(field.length);
    return this.pick([this.pick(others), '', String(number + 1), String(number - 1), `${field}1`, 'x',
      field.slice(0, at) + field.slice(at + 1)]);
  }

  withText(file, pattern, change) {
    const all = text(this.files[file]);
    return { file, data: bytes(all.replace(pattern, (found) => change(found, [found]))) };
  }

  canonicalRow(section, column, change) {
    const file = 'canonical.txt';
    const all = text(this.files[file]);
    const pattern = new RegExp(`(?<=\\n\\[${section}\\]\\n)(?:[^[].*\\n)*`);
    const rows = all.match(pattern)[0].split('\n').slice(0, -1).map((row) => row.split(','));
    if (rows.length === 0) {
      return null;
    }
    const at = PLACES.filter((one) => one.file === file && one.column.startsWith(`${section}.`))
      .findIndex((one) => one.column === `${section}.${column}`);
    const row = this.pick(rows);
    row[at] = change(row[at], rows.map((one) => one[at]));
    return { file, data: bytes(all.replace(pattern, () => rows.map((one) => `${one.join()}\n`).join(''))) };
  }

  // Rows

  rows(file) {
    const lines = text(this.files[file]).split('\n');
    return { header: lines[0], rows: lines.slice(1, -1) };
  }

  withRows(file, change) {
    const { header, rows } = this.rows(file);
    if (rows.length === 0 || change(rows) === false) {
      return null;
    }
    return { file, data: bytes(`${[header, ...rows].join('\n')}\n`) };
  }

  'a row dropped'() {
    return this.withRows(this.pick(TABLES), (rows) => {
      rows.splice(this.below(rows.length), 1);
    });
  }

  'a row twice'() {
    return this.withRows(this.pick(TABLES), (rows) => {
      const at = this.below(rows.length);
      rows.splice(at, 0, rows[at]);
    });
  }

  'two rows swapped'() {
    return this.withRows(this.pick(TABLES), (rows) => {
      const [one, other] = [this.below(rows.length), this.below(rows.length)];
      [rows[one], rows[other]] = [rows[other], rows[one]];
    });
  }

  'a turn dropped and the rest renumbered'() {
    return this.withRows('turns.csv', (rows) => {
      rows.splice(this.below(rows.length), 1);
      rows.forEach((row, i) => {
        rows[i] = row.replace(/^\d+/, i + 1);
      });
    });
  }

  'the last turn dropped'() {
    return this.withRows('turns.csv', (rows) => void rows.pop());
  }

  'two turns swapped and renumbered'() {
    return this.withRows('turns.csv', (rows) => {
      const at = this.below(rows.length - 1);
      const [one, other] = [rows[at], rows[at + 1]].map((row) => row?.split(',') ?? []);
      const alike = one[3] === other[3] && one[4] === other[4] && one[9] !== '' && other[9] !== '';
      if (rows.length < 2 || alike) {
        return false;
      }
      [rows[at], rows[at + 1]] = [rows[at + 1], rows[at]];
      rows.forEach((row, i) => {
        rows[i] = row.replace(/^\d+/, i + 1);
      });
      return true;
    });
  }

  'a turn told like another one'() {
    return this.withRows('turns.csv', (rows) => {
      const at = this.below(rows.length);
      rows[at] = this.pick(rows).replace(/^\d+/, at + 1);
    });
  }

  'a row with one field more or less'() {
    return this.withRows(this.pick(TABLES), (rows) => {
      const at = this.below(rows.length);
      rows[at] = this.below(2) === 0 ? `${rows[at]},` : rows[at].replace(/,[^,]*$/, '');
    });
  }

  'two columns of the header swapped'() {
    const file = this.pick(TABLES);
    const { header, rows } = this.rows(file);
    const columns = header.split(',');
    const [one, other] = [this.below(columns.length), this.below(columns.length)];
    [columns[one], columns[other]] = [columns[other], columns[one]];
    return { file, data: bytes([columns.join(), ...rows, ''].join('\n')) };
  }

  'a ledger row that adds up otherwise'() {
    return this.withRows('ledger.csv', (rows) => {
      const at = this.below(rows.length);
      const [tenant, before, gained, after] = rows[at].split(',');
      rows[at] = [tenant, BigInt(before) - 7n, BigInt(gained) + 7n, after].join();
    });
  }

  'a row more at the end'() {
    const file = this.pick(['turns.csv', 'frozen.csv']);
    const at = this.rows(file).header.split(',').indexOf('turn');
    return this.withRows(file, (rows) => {
      const fields = rows[rows.length - 1].split(',');
      fields[at] = String(Number(fields[at]) + 1);
      rows.push(fields.join(','));
    });
  }

  'a reason for a wish that was granted'() {
    const awards = this.rows('awards.csv').rows;
    if (awards.length === 0) {
      return null;
    }
    const [lot, tenant] = this.pick(awards).split(',');
    return this.withRows('reasons.csv', (rows) => {
      rows.push(`${tenant},${lot},behind,1,${tenant},`);
      rows.sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
    });
  }

  'an award of a lot that was not given'() {
    const lots = text(this.files['canonical.txt']).match(/(?<=\[lots\]\n)(?:[^[].*\n)*/)[0].split('\n');
    const given = new Set(this.rows('awards.csv').rows.map((row) => row.split(',')[0]));
    const free = lots.slice(0, -1).map((row) => row.split(',')[0]).filter((lot) => !given.has(lot));
    return this.withRows('awards.csv', (rows) => {
      if (free.length === 0) {
        return false;
      }
      rows.push(rows[0].replace(/^[^,]*/, this.pick(free)));
      rows.sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
      return true;
    });
  }

  // Fields

  withField(file, column, change) {
    const at = this.rows(file).header.split(',').indexOf(column);
    return this.withRows(file, (rows) => {
      const row = this.below(rows.length);
      const fields = rows[row].split(',');
      const others = rows.map((one) => one.split(',')[at]);
      const changed = change(fields[at], others, fields);
      if (changed === null) {
        return false;
      }
      fields[at] = changed;
      rows[row] = fields.join(',');
      return true;
    });
  }

  anyField(change) {
    const file = this.pick(TABLES);
    return this.withField(file, this.pick(this.rows(file).header.split(',')), change);
  }

  'a field as in another row'() {
    return this.anyField((_, others) => this.pick(others));
  }

  'a field emptied'() {
    return this.anyField(() => '');
  }

  'a figure changed by one'() {
    return this.anyField((field) => (/^-?\d{1,15}$/.test(field) ? String(Number(field) + 1) : null));
  }

  'a figure written otherwise'() {
    return this.anyField((field) =>
      (/^\d{1,15}$/.test(field) ? this.pick([`0${field}`, `+${field}`, `${field}.0`, ` ${field}`]) : null));
  }

  'a field filled'() {
    return this.anyField((field) => (field === '' ? '1' : null));
  }

  'two fields swapped between rows'() {
    const file = this.pick(TABLES);
    const at = this.below(this.rows(file).header.replace(/,chain$/, '').split(',').length);
    return this.withRows(file, (rows) => {
      const [one, other] = [this.below(rows.length), this.below(rows.length)];
      const [first, second] = [rows[one].split(','), rows[other].split(',')];
      [first[at], second[at]] = [second[at], first[at]];
      rows[other] = second.join(',');
      rows[one] = first.join(',');
      return one !== other;
    });
  }

  'another owner'() {
    return this.withField('awards.csv', 'tenant', (_, others) => this.pick(others));
  }

  'another turn of the award'() {
    return this.withField('awards.csv', 'turn', (field) => String(Number(field) - 1));
  }

  'a wrong balance'() {
    return this.withField('turns.csv', 'balance_mp', (field) =>
      String(BigInt(field) + BigInt(this.pick([-1000, -1, 1, 1000]))));
  }

  'another ticket'() {
    return this.withField('turns.csv', 'ticket', (field) => {
      const at = this.below(64);
      return field.slice(0, at) + ((parseInt(field[at], 16) + 1) % 16).toString(16) + field.slice(at + 1);
    });
  }

  'a start-up turn too many'() {
    return this.withField('turns.csv', 'action', (field) => (field === 'take' ? 'startup' : null));
  }

  'another action'() {
    return this.withField('turns.csv', 'action', () =>
      this.pick(['take', 'chain', 'startup', 'leave', 'trade', 'Take', '']));
  }

  'another tenant has the turn'() {
    return this.withField('turns.csv', 'tenant', (_, others) => this.pick(others));
  }

  'another lot in the turn'() {
    return this.withField('turns.csv', 'lot', (_, others) => this.pick(others));
  }

  'another chain'() {
    return this.withField('turns.csv', 'chain', (field, others) => {
      const parts = field.split('>');
      const from = this.pick(others).split('>');
      parts[this.below(parts.length)] = this.pick(from);
      return parts.join('>');
    });
  }

  'another end of a chain'() {
    const action = this.below(2) === 0 ? 'trade' : 'chain';
    const lots = this.rows('awards.csv').rows.map((row) => row.split(',')[0]);
    return this.withRows('turns.csv', (rows) => {
      const at = rows.findIndex((row) => row.split(',')[7] === action);
      if (at < 0) {
        return false;
      }
      rows[at] = rows[at].replace(/>[^>]*$/, `>${this.pick(lots)}`);
      return true;
    });
  }

  'a chain cut short'() {
    return this.withField('turns.csv', 'chain', (field) => field.split('>').slice(0, -1).join('>'));
  }

  'another reason'() {
    return this.withField('reasons.csv', 'code', () => this.pick(['inactive', 'ineligible', 'cap_draw',
      'cap_class', 'exchanged', 'nothing', 'startup', 'took', 'behind', '']));
  }

  'a wrong frozen lot'() {
    const lots = this.rows('turns.csv').rows.map((row) => row.split(',')[8]);
    return this.withField('frozen.csv', 'lot', () => this.pick(lots));
  }

  'a frozen row dropped'() {
    return this.withRows('frozen.csv', (rows) => void rows.splice(this.below(rows.length), 1));
  }

  'a wrong balance after the draw'() {
    return this.withField('ledger.csv', 'after_mp', (field) => String(BigInt(field) - 1n));
  }

  // Other files

  'an edited line of the canonical text'() {
    const lines = text(this.files['canonical.txt']).split('\n');
    const at = this.below(lines.length - 1);
    const line = this.below(3) === 0 ? [] : [lines[at].replace(/\d$/, (digit) => String((digit + 1) % 10))];
    lines.splice(at, 1, ...line);
    return { file: 'canonical.txt', data: bytes(lines.join('\n')) };
  }

  'an edited wish'() {
    const all = text(this.files['canonical.txt']);
    const wishes = all.match(/(?<=\[wishes\]\n)(?:[^[].*\n)*/)[0].split('\n').slice(0, -1);
    if (wishes.length === 0) {
      return null;
    }
    const wish = this.pick(wishes);
    const edited = this.pick(['', `${wish.slice(0, -1)}${(Number(wish.slice(-1)) % 3) + 1}\n`]);
    return { file: 'canonical.txt', data: bytes(all.replace(`\n${wish}\n`, `\n${edited}`)) };
  }

  'an edited commitment'() {
    const digits = text(this.files['commitment.txt']);
    const at = this.below(64);
    const digit = ((parseInt(digits[at], 16) + 1) % 16).toString(16);
    return { file: 'commitment.txt', data: bytes(digits.slice(0, at) + digit + digits.slice(at + 1)) };
  }

  report(change) {
    const report = JSON.parse(text(this.files['report.json']));
    change(report);
    return { file: 'report.json', data: bytes(`${JSON.stringify(report, null, 2)}\n`) };
  }

  'another beacon round'() {
    return this.report((report) => {
      report.signature = '';
      report.randomness = report.randomness.replace(/./g, () => this.below(16).toString(16));
    });
  }

  'another signature'() {
    return this.report((report) => {
      report.signature += '00';
    });
  }

  'an edited figure of the report'() {
    return this.report((report) => {
      const name = this.pick(Object.keys(report));
      const value = report[name];
      report[name] = typeof value === 'string' ? value.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
        : this.pick([value + 1, value - 1, value === null ? 0 : null]);
    });
  }

  'a key of the report dropped'() {
    return this.report((report) => {
      delete report[this.pick(Object.keys(report))];
    });
  }

  'a changed bit'() {
    const file = this.pick(Object.keys(this.files));
    const data = Buffer.from(this.files[file]);
    if (data.length === 0) {
      return null;
    }
    const at = this.below(data.length);
    data[at] ^= 1 << this.below(8);
    return { file, data };
  }

  'a byte dropped'() {
    const file = this.pick(Object.keys(this.files));
    const data = this.files[file];
    const at = this.below(data.length);
    return { file, data: Buffer.concat([data.subarray(0, at), data.subarray(at + 1)]) };
  }

  'a file cut off'() {
    const file = this.pick(Object.keys(this.files));
    return { file, data: this.files[file].subarray(0, this.below(this.files[file].length)) };
  }

  'a line feed of another system'() {
    const file = this.pick(Object.keys(this.files));
    return { file, data: bytes(text(this.files[file]).replace('\n', '\r\n')) };
  }
}
