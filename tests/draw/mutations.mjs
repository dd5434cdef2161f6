// SPDX-License-Identifier: EUPL-1.2
// Changes one field, row or byte of one published file, at random but repeatable.
//
//   const mutate = new Mutations(files, seed);
//   const { name, files } = mutate.next();     other bytes, with a name that tells what was done
//
// No mutation leaves a draw that could also have been published: what the program calls itself, and a
// signature that is left out, are the only things in the files that nothing else depends on.

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
      const changed = this[name]();
      if (changed && Buffer.compare(changed.data, this.files[changed.file]) !== 0) {
        return { name: `${name} (${changed.file})`, files: { ...this.files, [changed.file]: changed.data } };
      }
    }
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
      if (rows.length < 2) {
        return false;
      }
      [rows[at], rows[at + 1]] = [rows[at + 1], rows[at]];
      rows.forEach((row, i) => {
        rows[i] = row.replace(/^\d+/, i + 1);
      });
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
    const at = this.below(this.rows(file).header.split(',').length);
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
      const name = this.pick(Object.keys(report).filter((key) => key !== 'program'));
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

  // One bit of any file, but for the name of the program.
  'a changed bit'() {
    const file = this.pick(Object.keys(this.files));
    const data = Buffer.from(this.files[file]);
    if (data.length === 0) {
      return null;
    }
    const at = this.below(data.length);
    data[at] ^= 1 << this.below(8);
    const line = text(this.files[file]).slice(0, at).split('\n').length;
    return file === 'report.json' && line === 4 ? null : { file, data };
  }

  'a byte dropped'() {
    const file = this.pick(Object.keys(this.files));
    const data = this.files[file];
    const at = this.below(data.length);
    const line = text(data).slice(0, at).split('\n').length;
    return file === 'report.json' && line === 4 ? null :
      { file, data: Buffer.concat([data.subarray(0, at), data.subarray(at + 1)]) };
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
