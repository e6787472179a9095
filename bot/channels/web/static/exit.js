// Quick exit: somebody comes in, and this page must not be seen.
import * as store from "./store.js";

const TWICE = 1500;

const at = (id) => document.getElementById(id);

export class Exit {
  constructor({ page, leaving, say }) {
    Object.assign(this, { page, leaving, say, escaped: 0 });
    at("exit").addEventListener("click", () => this.leave());
    window.addEventListener("keydown", (event) => this.escape(event), true);
  }

  // Danger is spoken of here: from now on one press leaves.
  offer() {
    if (!at("exit") || !at("exit").hidden) return;
    at("exit").hidden = false;
    this.say(this.page.texts[this.page.shared ? "exit_told_shared" : "exit_told"]);
  }

  escape(event) {
    if (event.key !== "Escape" || event.repeat || !at("exit") || at("exit").hidden) return;
    if (this.page.widget) event.stopPropagation(); // one Esc would close it as it is
    if (Date.now() - this.escaped < TWICE) this.leave();
    this.escaped = Date.now();
  }

  // Another page at once; this one is in no history, and a new one shows nothing of it.
  leave() {
    const { shared, widget, exit } = this.page;
    this.leaving.wipe(!shared && store.get("session"));
    at("ended").hidden = true;
    location.replace(widget ? location.href : exit);
    if (widget) window.parent.postMessage({ mistok: "close" }, "*");
  }

  // Who left so knows the words; nobody else sees that there is anything.
  comesBack(text) {
    const left = store.get("left");
    if (!left || !text.toLowerCase().includes(this.page.texts.exit_back)) return false;
    store.set("session", left);
    store.remove("left");
    location.reload();
    return true;
  }
}
