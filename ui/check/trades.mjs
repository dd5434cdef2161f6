// SPDX-License-Identifier: EUPL-1.2
// That no trade is left at the end of a class, without looking for one.
//
// Let a lot lead to each held lot of the class that its holder wishes with at least as many stars. A
// trade is a circle with a step to more stars; so one is left if and only if some step to more stars
// stays within a strongly connected component. Steps are as many as lots times wishes; therefore they
// go through a node per holder and number of stars: a lot with s stars leads to node s of its holder,
// node s leads to node s + 1 and to the lots with s stars. That makes it linear in the wishes.

// The graph of a class. Nodes: lots by their place in `lots`, then three for each holder.
class TradeGraph {
  constructor(run, lots) {
    const { holder } = run.state;
    Object.assign(this, { run, lots, holders: [] });
    this.placeOf = new Map(lots.map((lot, i) => [lot, i]));
    this.nodeOf = new Map();
    for (const lot of lots) {
      if (!this.nodeOf.has(holder[lot])) {
        this.nodeOf.set(holder[lot], lots.length + 3 * this.holders.length);
        this.holders.push(holder[lot]);
      }
    }
    this.size = lots.length + 3 * this.holders.length;
    this.makeLists();
  }

  // Per node of a holder, where the lots with that number of stars stand in its list.
  makeLists() {
    const { run } = this;
    this.from = new Int32Array(this.size + 1);
    this.to = new Int32Array(this.size + 1);
    for (const holder of this.holders) {
      let at = run.listStart(holder);
      for (let stars = 3; stars >= 1; stars--) {
        const node = this.nodeOf.get(holder) + stars - 1;
        this.from[node] = at;
        while (at < run.work.to[holder] && run.list.stars[at] === stars) {
          at += 1;
        }
        this.to[node] = at;
      }
    }
  }

  // The i-th node that a node leads to; -1 when there are no more, -2 for a gap.
  next(node, i) {
    const { lots, run } = this;
    if (node < lots.length) {
      const holder = run.state.holder[lots[node]];
      return i === 0 ? this.nodeOf.get(holder) + run.state.stars(holder, lots[node]) - 1 : -1;
    }
    if (i === 0) {
      return (node - lots.length) % 3 < 2 ? node + 1 : -2;
    }
    const at = this.from[node] + i - 1;
    return at < this.to[node] ? this.placeOf.get(run.list.lot[at]) ?? -2 : -1;
  }
}

// The strongly connected component of each node (Tarjan 1972, with a stack of its own).
function componentsOf(graph) {
  const { size } = graph;
  const index = new Int32Array(size);
  const low = new Int32Array(size);
  const component = new Int32Array(size).fill(-1);
  const step = new Int32Array(size);
  const open = [];
  const path = [];
  let counter = 0;
  let components = 0;
  const enter = (node) => {
    counter += 1;
    index[node] = counter;
    low[node] = counter;
    open.push(node);
    path.push(node);
  };
  const close = (node) => {
    path.pop();
    if (path.length > 0) {
      const parent = path[path.length - 1];
      low[parent] = Math.min(low[parent], low[node]);
    }
    if (low[node] === index[node]) {
      let member;
      do {
        member = open.pop();
        component[member] = components;
      } while (member !== node);
      components += 1;
    }
  };
  for (let root = 0; root < size; root++) {
    if (index[root] === 0) {
      enter(root);
    }
    while (path.length > 0) {
      const node = path[path.length - 1];
      const next = graph.next(node, step[node]++);
      if (next === -1) {
        close(node);
      } else if (next >= 0 && index[next] === 0) {
        enter(next);
      } else if (next >= 0 && component[next] < 0) {
        low[node] = Math.min(low[node], index[next]);
      }
    }
  }
  return component;
}

// Somebody who could still trade for more stars in the class; -1 when nobody could.
export function tradeLeft(run) {
  const { state } = run;
  const lots = run.info.lots.filter((lot) => state.holder[lot] >= 0);
  // Without different stars nobody can get more.
  const graph = new TradeGraph(run, lots);
  const component = componentsOf(graph);
  const held = new Map(graph.holders.map((holder) => [holder, []]));
  lots.forEach((lot) => held.get(state.holder[lot]).push(lot));
  for (const [holder, own] of held) {
    const most = new Map();
    for (let at = run.listStart(holder); at < run.work.to[holder]; at++) {
      const place = graph.placeOf.get(run.list.lot[at]);
      // The list begins with most stars, so the first of a component counts.
      if (place !== undefined && !most.has(component[place])) {
        most.set(component[place], run.list.stars[at]);
      }
    }
    for (const lot of own) {
      if (most.get(component[graph.placeOf.get(lot)]) > state.stars(holder, lot)) {
        return holder;
      }
    }
  }
  return -1;
}
