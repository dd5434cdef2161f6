// SPDX-License-Identifier: EUPL-1.2
// A published table: its header, its rows, and rows that must be there in a known order.
import { Lines, isText } from './bytes.mjs';

export class Table extends Lines {
  constructor(file, bytes, columns, findings) {
    super(file, bytes, findings);
    this.columns = columns;
    const header = columns.join(',');
    if (!this.read() || !isText(bytes, this.from, this.to, header)) {
      this.line = 1;
      this.tell('header', { expected: header });
    }
  }

  // Moves on to the next row that has as many fields as there are columns; false at the end.
  readRow() {
    while (this.read()) {
      if (this.split(this.columns.length)) {
        return true;
      }
      this.tell('fields', { expected: this.columns.length });
    }
    return false;
  }

  wrong(column, expected) {
    this.tell('field', { column: this.columns[column], found: this.text(column), expected });
  }

  // null stands for an empty field.
  expectInteger(column, value) {
    const right = value === null ? this.isEmpty(column) : this.integer(column) === value;
    if (!right) {
      this.wrong(column, value);
    }
  }

  expectText(column, text) {
    if (!this.is(column, text)) {
      this.wrong(column, text);
    }
  }

  // -1 stands for an empty field.
  expectId(column, ids, number) {
    if (number < 0) {
      this.expectText(column, '');
    } else if (this.find(column, ids) !== number) {
      this.wrong(column, ids.text(number));
    }
  }
}

// Compares the rows of a table with those that must be there. keyOf(table) numbers a row so that the
// order of the file is ascending, and is negative for a row whose columns name nothing that exists.
export class ExpectedRows {
  constructor(table, keyOf) {
    Object.assign(this, { table, keyOf });
    this.key = -1;
    this.advance();
  }

  advance() {
    const last = this.key;
    for (;;) {
      if (!this.table.readRow()) {
        this.key = Infinity;
        return;
      }
      const key = this.keyOf(this.table);
      if (key < 0 || Number.isNaN(key)) {
        this.table.tell('row.unknown');
      } else if (key <= last) {
        this.table.tell('row.order');
      } else {
        this.key = key;
        return;
      }
    }
  }

  // Whether the row with this key is there; then its fields can be compared, and advance() goes on.
  // `name` says which row is missing.
  at(key, name) {
    while (this.key < key) {
      this.table.tell('row.extra');
      this.advance();
    }
    if (this.key > key) {
      this.table.tell('row.missing', { row: name() });
      return false;
    }
    return true;
  }

  finish() {
    while (this.key < Infinity) {
      this.table.tell('row.extra');
      this.advance();
    }
  }
}
