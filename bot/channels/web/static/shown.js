// Tells the server which of its messages a person has before their eyes. A page in a hidden tab, or
// in a closed widget, shows them to nobody: it tells when somebody looks.
import * as store from "./store.js";

const GATHER = 700; // what comes at once is told at once

export class Shown {
  constructor({ api }) {
    this.api = api;
    this.waiting = new Set();
    document.addEventListener("visibilitychange", () => this.later());
    window.addEventListener("resize", () => this.later());
  }

  add(id) {
    if (id <= Number(store.get("shown") || 0)) return;
    this.waiting.add(id);
    this.later();
  }

  later() {
    clearTimeout(this.timer);
    if (this.waiting.size) this.timer = setTimeout(() => this.tell(), GATHER);
  }

  async tell() {
    if (document.hidden || !window.innerHeight || !this.waiting.size) return;
    const ids = [...this.waiting];
    this.waiting.clear();
    try {
      await this.api.shown(ids);
      store.set("shown", String(Math.max(Number(store.get("shown") || 0), ...ids)));
    } catch {
      for (const id of ids) this.waiting.add(id); // told with the next one
    }
  }
}
