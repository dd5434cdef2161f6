// SPDX-License-Identifier: EUPL-1.2
// Replays turns.csv row by row, and frozen.csv with it. No row is searched for: each is proved.
import { ClassRun, Workspace } from './classrun.mjs';
import { exchange, trade } from './exchange.mjs';
import { LEAVE, STARTUP, State, TAKE, TRADE } from './state.mjs';
import { ExpectedRows, Table } from './table.mjs';
import { tradeLeft } from './trades.mjs';

const TURN_COLUMNS = ['turn', 'points_mp', 'class', 'tenant', 'balance_mp', 'weight', 'ticket',
  'action', 'lot', 'chain'];
const FROZEN_COLUMNS = ['points_mp', 'class', 'turn', 'tenant', 'lot'];
const [TURN, POINTS, CLASS, TENANT, BALANCE, WEIGHT, TICKET, ACTION, LOT, CHAIN] =
  TURN_COLUMNS.keys();
const ACTIONS = ['take', 'chain', 'startup', 'leave', 'trade'];

function countLines(bytes) {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
    lines += 1;
  }
  return lines;
}

// A row that cannot have happened ends the replay: what follows would only be noise.
class Broken extends Error {}

class Replay {
  constructor(draw, plan, orders, files, findings) {
    this.table = new Table('turns.csv', files['turns.csv'], TURN_COLUMNS, findings);
    const rows = countLines(files['turns.csv']) + 1;
    this.state = new State(draw, plan, rows);
    this.work = new Workspace(draw.tenants.count, draw.lots.count);
    Object.assign(this, { draw, plan, orders, run: null, nextClass: 0, turn: 0 });
    const frozen = new Table('frozen.csv', files['frozen.csv'], FROZEN_COLUMNS, findings);
    this.frozen = new ExpectedRows(frozen, (table) => this.frozenKey(table));
  }

  frozenKey(table) {
    const lot = table.find(4, this.draw.lots.ids);
    const turn = table.integer(2);
    return lot < 0 || turn < 1 ? -1 : turn * this.draw.lots.count + lot;
  }

  broken(key, values) {
    this.table.tell(key, values);
    throw new Broken();
  }

  tenantText(tenant) {
    return this.draw.tenants.ids.text(tenant);
  }

  lotText(lot) {
    return this.draw.lots.ids.text(lot);
  }

  // Classes

  closeTurns() {
    const { run } = this;
    if (run && run.all.size > 0) {
      this.broken('turn.class_left', { tenant: this.tenantText(run.all.first) });
    }
  }

  // The class ends before the line that has been read.
  closeClass() {
    this.closeTurns();
    const left = this.run ? tradeLeft(this.run) : -1;
    if (left >= 0) {
      const { points, title } = this.run.info;
      this.table.tell('trade.left', { class: title, points, tenant: this.tenantText(left) });
    }
    this.run = null;
  }

  // Begins the classes before the one with this rank; nobody may have a turn in them.
  skipTo(rank) {
    for (; this.nextClass < rank; this.nextClass++) {
      const info = this.plan.classes[this.nextClass];
      const run = new ClassRun(this.state, this.orders, this.work, info);
      if (run.all.size > 0) {
        const tenant = this.tenantText(run.all.first);
        this.broken('turn.none_left', { class: info.title, points: info.points, tenant });
      }
    }
  }

  openClass() {
    const { table } = this;
    const name = table.find(CLASS, this.draw.names);
    const points = table.integer(POINTS);
    if (this.run && this.run.info.name === name && this.run.info.points === points) {
      return;
    }
    const info = this.plan.classAt(points, name);
    if (!info) {
      this.broken('turn.unreadable');
    }
    if (info.rank < this.nextClass) {
      this.broken('turn.class_order');
    }
    this.closeClass();
    this.skipTo(info.rank);
    this.run = new ClassRun(this.state, this.orders, this.work, info);
    this.nextClass = info.rank + 1;
    info.firstTurn = this.turn;
    if (this.run.all.size === 0) {
      this.broken('turn.class_empty');
    }
  }

  // Rows

  row() {
    const { table, draw } = this;
    this.turn += 1;
    table.expectInteger(TURN, this.turn);
    this.openClass();
    this.run.info.lastTurn = this.turn;
    const tenant = table.find(TENANT, draw.tenants.ids);
    if (tenant < 0) {
      this.broken('turn.unreadable');
    }
    table.expectInteger(BALANCE, this.state.balance[tenant]);
    table.expectInteger(WEIGHT, draw.tenants.weight[tenant]);
    table.expectText(TICKET, this.orders.ticket(tenant));
    const action = ACTIONS.find((name) => table.is(ACTION, name));
    if (!action) {
      this.broken('turn.action', { found: table.text(ACTION) });
    }
    if (action === 'trade') {
      this.trade(tenant);
    } else {
      this.ordinary(tenant, action);
    }
  }

  lot() {
    const lot = this.table.find(LOT, this.draw.lots.ids);
    if (lot < 0) {
      this.broken('turn.unreadable');
    }
    return lot;
  }

  trade(tenant) {
    this.closeTurns();
    this.state.note(this.turn, tenant, TRADE);
    if (!trade(this.table, CHAIN, this.run, this.turn, tenant, this.lot())) {
      throw new Broken();
    }
  }

  ordinary(tenant, action) {
    const { run } = this;
    if (!run.has(tenant)) {
      this.broken('turn.not_in_class', { tenant: this.tenantText(tenant) });
    }
    const due = run.dueStartup();
    const picked = run.all.first;
    const right = this.isNext(tenant, action, due, picked);
    if (action === 'leave') {
      this.leave(tenant);
      return;
    }
    if (right) {
      const plain = this.table.isEmpty(CHAIN) ? 'take' : 'chain';
      this.table.expectText(ACTION, tenant === picked ? plain : 'startup');
    }
    this.serve(tenant);
    this.state.note(this.turn, tenant, action === 'startup' ? STARTUP : TAKE);
  }

  // Whether the turn is the tenant's; told when not. As keys only grow, those of the ordinary turns of
  // a class never fall where each is that of the smallest key.
  isNext(tenant, action, due, picked) {
    if (tenant === (due >= 0 ? due : picked)) {
      return true;
    }
    const values = { tenant: this.tenantText(tenant) };
    if (due >= 0) {
      this.table.tell('turn.startup_due', { ...values, expected: this.tenantText(due) });
    } else {
      const key = action === 'startup' ? 'turn.startup_not_due' : 'turn.not_next';
      this.table.tell(key, { ...values, expected: this.tenantText(picked) });
    }
    return false;
  }

  serve(tenant) {
    const { run, table } = this;
    const lot = this.lot();
    const free = run.bestFree(tenant);
    const values = { tenant: this.tenantText(tenant), found: this.lotText(lot) };
    if (!table.isEmpty(CHAIN)) {
      if (free >= 0) {
        this.broken('turn.chain_needless', { ...values, expected: this.lotText(free) });
      }
      if (!exchange(table, CHAIN, run, this.turn, tenant, lot)) {
        throw new Broken();
      }
    } else if (free < 0) {
      this.broken('turn.take_none', values);
    } else if (free !== lot) {
      this.broken('turn.take', { ...values, expected: this.lotText(free) });
    } else {
      this.state.move(this.turn, lot, tenant);
    }
    run.served(tenant, this.turn);
    if (!Number.isSafeInteger(this.state.balance[tenant])) {
      this.broken('turn.balance', values);
    }
  }

  leave(tenant) {
    const { run, table } = this;
    table.expectText(LOT, '');
    table.expectText(CHAIN, '');
    const { free, reached } = run.freezeFrom(tenant);
    if (free !== undefined) {
      const values = { tenant: this.tenantText(tenant), expected: this.lotText(free) };
      this.broken('turn.leave_free', values);
    }
    this.compareFrozen(tenant, reached.sort((a, b) => a - b));
    run.remove(tenant);
    this.state.note(this.turn, tenant, LEAVE);
  }

  compareFrozen(tenant, reached) {
    const { frozen, draw, run } = this;
    for (const lot of reached) {
      const key = this.turn * draw.lots.count + lot;
      if (frozen.at(key, () => `${this.turn}, ${this.lotText(lot)}`)) {
        frozen.table.expectInteger(0, run.info.points);
        frozen.table.expectText(1, run.info.title);
        frozen.table.expectId(3, draw.tenants.ids, tenant);
        frozen.advance();
      }
    }
  }

  finish() {
    this.table.line += 1;
    this.closeClass();
    this.skipTo(this.plan.classes.length);
    this.frozen.finish();
  }

  *rows() {
    const { table } = this;
    while (table.readRow()) {
      this.row();
      if (this.turn % 4096 === 0) {
        yield table.from / table.bytes.length;
      }
    }
    this.finish();
  }
}

// Yields how far it is. Returns the state after the last turn, or null when a row is impossible.
export function* replayTurns(draw, plan, orders, files, findings) {
  const replay = new Replay(draw, plan, orders, files, findings);
  try {
    yield* replay.rows();
  } catch (error) {
    if (error instanceof Broken) {
      return null;
    }
    throw error;
  }
  return replay.state;
}
