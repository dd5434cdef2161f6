// SPDX-License-Identifier: EUPL-1.2
// The column chain of turns.csv: exchanges up to a free lot, and trades in a circle.
import { COLON, GREATER } from './bytes.mjs';

// { lots, holders } of `lot:tenant>…>lot`; null, and told, when it is not written so. There is one
// lot more than there are holders.
function parseChain(table, column, draw) {
  const { bytes } = table;
  const end = table.ends[column];
  const chain = { lots: [], holders: [] };
  for (let from = table.starts[column]; from <= end; ) {
    let to = from;
    while (to < end && bytes[to] !== COLON && bytes[to] !== GREATER) {
      to += 1;
    }
    const wantsLot = chain.lots.length === chain.holders.length;
    const number = (wantsLot ? draw.lots : draw.tenants).ids.find(bytes, from, to);
    if (number < 0 || (to < end && bytes[to] !== (wantsLot ? COLON : GREATER))) {
      table.tell('chain.text');
      return null;
    }
    (wantsLot ? chain.lots : chain.holders).push(number);
    from = to + 1;
  }
  if (chain.lots.length !== chain.holders.length + 1 || chain.lots.length < 2) {
    table.tell('chain.text');
    return null;
  }
  return chain;
}

function tellRepeated(table, ids, numbers, marks, mark) {
  for (const number of numbers) {
    if (marks[number] === mark) {
      table.tell('chain.twice', { name: ids.text(number) });
      return true;
    }
    marks[number] = mark;
  }
  return false;
}

// Whether each link holds: who is said to hold a lot does, and who is said to get one may have it.
// getters[i] gets lots[i] from holders[i], where there is one.
function linksHold(table, run, { lots, holders }, getters, mayGet) {
  const { draw, holder } = run.state;
  const tenantText = (i) => draw.tenants.ids.text(i);
  for (let i = 0; i < getters.length; i++) {
    const lot = draw.lots.ids.text(lots[i]);
    if (!mayGet(getters[i], lots[i])) {
      table.tell('chain.lot', { tenant: tenantText(getters[i]), lot });
      return false;
    }
    if (i < holders.length && holder[lots[i]] !== holders[i]) {
      table.tell('chain.holder', { tenant: tenantText(holders[i]), lot });
      return false;
    }
    if (i === holders.length && holder[lots[i]] >= 0) {
      table.tell('chain.not_free', { lot });
      return false;
    }
  }
  return true;
}

function beginsWith(table, draw, chain, lot) {
  if (chain.lots[0] === lot) {
    return true;
  }
  const { ids } = draw.lots;
  table.tell('chain.first', { found: ids.text(chain.lots[0]), expected: ids.text(lot) });
  return false;
}

// Executes the exchange by which the tenant gets the lot; false, and told, when it is not valid. It
// need not be the shortest one. A search passes nobody and no lot twice.
export function exchange(table, column, run, turn, tenant, lot) {
  const { draw } = run.state;
  const { work } = run;
  const chain = parseChain(table, column, draw);
  if (!chain || !beginsWith(table, draw, chain, lot)) {
    return false;
  }
  const getters = [tenant, ...chain.holders];
  if (tellRepeated(table, draw.tenants.ids, getters, work.seen, run.newMark()) ||
      tellRepeated(table, draw.lots.ids, chain.lots, work.seenLot, work.mark) ||
      !linksHold(table, run, chain, getters, (one, wished) => run.mayGet(one, wished))) {
    return false;
  }
  chain.lots.forEach((moved, i) => run.state.move(turn, moved, getters[i]));
  return true;
}

// Whether nobody has fewer stars after the trade, and the tenant of the row has more. Who gets
// lots[i + 1] gives lots[i]; the tenant gets the first and gives the last.
function starsRise(table, run, lots, getters) {
  const { state } = run;
  const name = (i) => state.draw.tenants.ids.text(i);
  const title = (i) => state.draw.lots.ids.text(i);
  for (let i = 1; i < lots.length; i++) {
    if (state.stars(getters[i], lots[i]) < state.stars(getters[i], lots[i - 1])) {
      table.tell('trade.worse', { tenant: name(getters[i]), lot: title(lots[i]) });
      return false;
    }
  }
  const given = lots[lots.length - 1];
  if (state.stars(getters[0], lots[0]) <= state.stars(getters[0], given)) {
    table.tell('trade.no_better', { tenant: name(getters[0]), lot: title(lots[0]) });
    return false;
  }
  return true;
}

// Whether the trade begins where the rules say: with the first lot, by lot order, that could begin it.
// Who gives one lot for one with more stars could also give any other of its lots with fewer stars than
// the new one and no fewer than the given one. Nobody gets what it holds, but the tenant of the row, who
// may in the circle get the very lot that it gives in the end. And a trade that could already be made
// before the one of the last row does not begin with an earlier lot than that one did. Which of several
// trades of a lot is made stays open, but one that is told from another end is found.
function isFirst(table, run, turn, { lots, holders }, getters) {
  const { state, orders } = run;
  const { ids } = state.draw.lots;
  const end = lots.length - 1;
  const own = lots.findIndex((_, i) => getters[i] === holders[i]);
  if (own >= 0 && own !== end) {
    const tenant = state.draw.tenants.ids.text(getters[own]);
    table.tell('trade.own', { tenant, lot: ids.text(lots[own]) });
    return false;
  }
  let first = lots[end];
  lots.forEach((lot, i) => {
    const least = state.stars(getters[i], i === 0 ? lots[end] : lots[i - 1]);
    const below = state.stars(getters[i], lot);
    for (const held of least < below ? run.heldBy(getters[i]) : []) {
      const stars = state.stars(getters[i], held);
      const could = stars >= least && stars < below;
      first = could && orders.lotRank[held] < orders.lotRank[first] ? held : first;
    }
  });
  const last = run.lastTrade;
  const could = last !== null && last.turn === turn - 1 &&
    lots.every((lot) => state.heldSince[lot] !== last.turn);
  const late = could && orders.lotRank[first] < orders.lotRank[last.lot];
  run.lastTrade = { turn, lot: lots[end] };
  if (first === lots[end] && !late) {
    return true;
  }
  const other = first === lots[end] ? last.lot : lots[end];
  table.tell('trade.not_first', { lot: ids.text(first), other: ids.text(other) });
  return false;
}

// Executes a trade; false, and told, when it is not valid. Frozen lots may be traded.
export function trade(table, column, run, turn, tenant, lot) {
  const { state, work } = run;
  const { draw, plan } = state;
  const chain = parseChain(table, column, draw);
  if (!chain || !beginsWith(table, draw, chain, lot)) {
    return false;
  }
  const last = chain.holders[chain.holders.length - 1];
  if (chain.lots.pop() !== chain.lots[0] || chain.lots.length < 2) {
    table.tell('chain.text');
    return false;
  }
  if (last !== tenant) {
    const { ids } = draw.tenants;
    table.tell('trade.tenant', { found: ids.text(last), expected: ids.text(tenant) });
    return false;
  }
  const getters = [tenant, ...chain.holders.slice(0, -1)];
  const mayGet = (one, wished) =>
    plan.ofLot[wished] === run.info.rank && state.stars(one, wished) > 0;
  if (tellRepeated(table, draw.lots.ids, chain.lots, work.seenLot, run.newMark()) ||
      !linksHold(table, run, chain, getters, mayGet) ||
      !starsRise(table, run, chain.lots, getters) ||
      !isFirst(table, run, turn, chain, getters)) {
    return false;
  }
  chain.lots.forEach((moved, i) => state.move(turn, moved, getters[i]));
  run.traded(chain, getters);
  return true;
}
