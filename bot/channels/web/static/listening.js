// Hears the server. Browsers allow six connections to one address, so of all tabs one listens and
// tells the others; a hidden one lets go of its connection and only looks now and then.
import * as store from "./store.js";

const SILENCE = 45_000; // the server says something every 15 s
const LONGEST_WAIT = 20_000;
const LOOK_EVERY = 5000; // where the answer can't be read while it comes
const HIDDEN_LOOK_EVERY = 60_000;
const HIDDEN_AFTER = 30_000;

// Which conversation this is, after a renewal too: the first letters of its session stay.
function conversation() {
  return (store.get("session") || "").slice(0, 24);
}

export class Listening {
  // `since` is the last id that is surely here; `up` and `down` tell of the line, `own` of words
  // written in another tab.
  constructor({ api, since, message, own, up, down, alone }) {
    Object.assign(this, { api, since, message, own, up, down });
    this.over = false;
    this.early = []; // told by other tabs before the history is here
    this.holds = false;
    this.slow = false; // hidden for long
    this.gone = false; // the page is left, perhaps for the back button
    this.line = new AbortController();
    this.queue = new AbortController();
    this.wake = () => {};
    this.locks = alone ? null : navigator.locks;
    this.tabs = !alone && "BroadcastChannel" in window ? new BroadcastChannel("mistok") : null;
    if (!this.tabs) this.locks = null;
    if (this.tabs) this.tabs.onmessage = ({ data }) => this.heard(data);
    document.addEventListener("visibilitychange", () => this.seen());
    window.addEventListener("pagehide", () => this.leave(true));
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.leave(false));
  }

  tell(what) {
    if (this.tabs) this.tabs.postMessage({ ...what, of: conversation() });
  }

  heard(told) {
    if (this.early) return void this.early.push(told);
    const { of, ours, own, want } = told;
    if (this.over || of !== conversation()) return;
    if (ours) this.message(ours);
    if (own) this.own(own);
    if (want && this.holds && document.hidden) this.letGo();
  }

  stop() {
    this.over = true;
    this.letGo();
    if (this.tabs) this.tabs.close();
  }

  // Another conversation, another connection, or the line should be tried at once.
  letGo() {
    this.holds = false;
    this.queue.abort();
    this.line.abort();
    this.wake();
  }

  leave(gone) {
    this.gone = gone;
    this.letGo();
  }

  seen() {
    clearTimeout(this.timer);
    if (document.hidden) {
      if (!this.holds) this.queue.abort();
      this.timer = setTimeout(() => this.slowDown(), HIDDEN_AFTER);
      return;
    }
    this.slow = false;
    this.wake();
    if (this.holds) return;
    this.tell({ want: true });
    this.look().catch(() => {}); // what was said while this tab slept
  }

  slowDown() {
    this.slow = true;
    this.line.abort();
  }

  async run() {
    const { early } = this;
    this.early = null;
    for (const told of early) this.heard(told);
    while (!this.over) {
      if (this.gone || (this.locks && document.hidden)) await this.pause();
      else await this.take();
    }
  }

  // Listen as soon as no other tab does.
  async take() {
    try {
      await this.api.session();
      if (!this.locks) return await this.listen();
      this.queue = new AbortController();
      const name = `mistok ${conversation()}`;
      return await this.locks.request(name, { signal: this.queue.signal }, () => this.listen());
    } catch (error) {
      if (error.name === "AbortError") return undefined;
      this.down(error);
      return this.pause(error.after ? error.after * 1000 : LOOK_EVERY);
    }
  }

  async listen() {
    let wait = 1000;
    this.holds = true;
    while (this.holds && !this.over && !this.gone) {
      this.line = new AbortController();
      try {
        if (this.slow || !canRead()) {
          await this.look();
          wait = document.hidden ? HIDDEN_LOOK_EVERY : LOOK_EVERY;
          this.up();
        } else {
          await this.stream(() => {
            wait = 1000;
            this.up();
          });
        }
      } catch (error) {
        if (error.after) wait = error.after * 1000;
        if (!this.line.signal.aborted || error.status || error.foreign) this.down(error);
      }
      if (!this.holds) return;
      await this.pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }

  async look() {
    for (const line of await this.api.history(this.since())) if (line.id) this.pass(line);
  }

  async stream(opened) {
    const response = await this.api.call("/chat/stream", {
      as: "stream",
      headers: { "Last-Event-ID": String(this.since()) },
      signal: this.line.signal,
    });
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    opened();
    let rest = "";
    for (;;) {
      const timer = setTimeout(() => this.line.abort(), SILENCE);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return;
      rest += decoder.decode(value, { stream: true }).replace(/\r/g, "");
      const blocks = rest.split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const data = block.split("\n").filter((line) => line.startsWith("data:"));
        if (data.length) this.pass(JSON.parse(data.map((line) => line.slice(5).trim()).join("\n")));
      }
    }
  }

  pass(ours) {
    this.message(ours);
    this.tell({ ours });
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = milliseconds && setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function canRead() {
  return "body" in Response.prototype && "TextDecoder" in window;
}
