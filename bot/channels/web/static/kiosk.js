// A shared computer: without a sign of the person the conversation ends, and is told to before.
import * as store from "./store.js";

const MINUTE = 60_000;
const USUAL = 5; // minutes
const LEAST = 2;
const MOST = 30;
const WARNING = 60; // seconds
const SOON = 15;
const AWAY = 3; // times as long in another tab: at a service we sent the person to
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchmove", "input"];
const CARRY = "mistok.carry";
const CARRY_TIME = 15_000;

const at = (id) => document.getElementById(id);

export class Kiosk {
  // `used` tells whether there is anything of the person's on the page.
  constructor({ page, leaving, used }) {
    Object.assign(this, { leaving, used, texts: page.texts });
    const asked = new URL(location.href).searchParams.get("kiosk");
    const minutes = Number(asked) >= LEAST ? Math.min(Math.round(asked), MOST) : USUAL;
    this.limit = minutes * MINUTE;
    this.seen = Date.now();
    this.warned = 0;
    this.warning = at("warning");
    at("shared").textContent = page.texts.shared.replace("%(n)s", minutes);
    this.carryOver(asked);
    for (const name of SIGNS)
      window.addEventListener(name, (event) => this.sign(event), { capture: true, passive: true });
    window.addEventListener("keydown", (event) => this.dontReload(event));
    this.warning.addEventListener("close", () => this.answered());
    setInterval(() => this.look(), 1000);
    document.addEventListener("visibilitychange", () => this.look());
  }

  sign({ type, movementX, movementY }) {
    const moved = type !== "pointermove" || movementX || movementY;
    if (moved && !this.warned) this.seen = Date.now();
  }

  // The conversation is in this page's memory only: a reload ends it, so it is asked first.
  dontReload(event) {
    if (event.key !== "F5" && !((event.ctrlKey || event.metaKey) && event.code === "KeyR")) return;
    event.preventDefault();
    if (!this.warned && !at("ending").open) this.leaving.ask();
  }

  look() {
    if (this.leaving.over) return;
    const now = Date.now();
    if (!this.used()) this.seen = now;
    else if (now - this.seen >= this.limit * AWAY + WARNING * 1000) this.leaving.finish();
    else if (this.warned) this.count(Math.ceil(WARNING - (now - this.warned) / 1000));
    else if (!document.hidden && now - this.seen >= this.limit) this.warn(now);
  }

  warn(now) {
    this.warned = now;
    at("left").textContent = WARNING;
    at("left-said").textContent = "";
    this.leaving.tellNumbers(at("warning-numbers"));
    this.warning.returnValue = "";
    this.warning.showModal();
  }

  count(left) {
    if (left <= 0) return this.leaving.finish();
    at("left").textContent = left;
    if (left <= SOON && !at("left-said").textContent)
      at("left-said").textContent = `${this.texts.warn_left} ${left}`;
    return undefined;
  }

  answered() {
    if (this.leaving.over) return;
    if (this.warning.returnValue === "end") return this.leaving.finish();
    this.warned = 0;
    this.seen = Date.now();
    at("field").focus();
  }

  // The same page in the other language goes on with the conversation; nothing else does.
  carryOver(asked) {
    const link = document.querySelector("nav a");
    link.href = link.getAttribute("href").replace("kiosk=1", `kiosk=${encodeURIComponent(asked)}`);
    link.addEventListener("click", () => {
      const carried = { session: store.get("session"), at: Date.now() };
      sessionStorage.setItem(CARRY, JSON.stringify(carried));
    });
    const { session, at: time } = JSON.parse(sessionStorage.getItem(CARRY)) ?? {};
    sessionStorage.removeItem(CARRY);
    if (session && Date.now() - time < CARRY_TIME) store.set("session", session);
  }
}
