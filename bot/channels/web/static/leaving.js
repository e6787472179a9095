// Leaving: the next person here must find nothing, with a connection or without.
import { make } from "./make.js";
import * as store from "./store.js";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
// A phone is one's own; a computer may be a library's.
const IDLE = matchMedia("(pointer: coarse)").matches ? 14 * DAY : 60 * MINUTE;
const SIGNS = ["pointerdown", "keydown", "wheel", "touchstart"];
const PROBE = 5000;
const ENDED = "#ended";
const NUMBER = /[\d-]*\d{4}-\d{4}[\d-]*/g;
// Damm's table: other texts have such numbers too (ISSN).
const DAMM =
  "0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790";

const at = (id) => document.getElementById(id);

function isRequest(number) {
  return number.length === 9 && [...number.replace("-", "")].reduce((held, digit) => DAMM[held * 10 + +digit], 0) === "0";
}

export class Leaving {
  // `unsent`: whether something waits; `stop` ends all.
  constructor({ page, api, unsent, stop }) {
    Object.assign(this, { page, api, unsent, stop, over: false, was: null, signed: 0 });
    this.log = at("log");
    this.goOn = () => {};
    at("end").addEventListener("click", () => this.ask());
    at("anew").addEventListener("click", () => this.ask());
    at("go-on").addEventListener("click", () => this.uncover());
    at("begin").addEventListener("click", () => this.restart());
    at("ending").addEventListener("close", ({ target }) => {
      if (target.returnValue === "yes") this.finish();
      else if (target.returnValue === "mail") this.mail.click();
      else at(this.covered ? "go-on" : "end").focus();
    });
    for (const name of SIGNS)
      window.addEventListener(name, () => this.sign(), { capture: true, passive: true });
    window.addEventListener("pagehide", () => this.hide());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.shownAgain());
    if (page.shared) return;
    setInterval(() => this.look(), 10_000);
    document.addEventListener("visibilitychange", () => this.look());
  }

  ask() {
    at("ending-unsent").hidden = !this.unsent();
    at("ending-mail").hidden = this.covered || !this.mail;
    at("ending-files").hidden = !this.log.querySelector(".ours a.file");
    this.tellNumbers(at("ending-numbers"));
    at("ending").returnValue = "";
    at("ending").showModal();
  }

  // The button of the conversation by which an address is left.
  get mail() {
    return [...this.log.querySelectorAll('[data-token^="leave_mail__"]')].pop();
  }

  tellNumbers(where) {
    const said = [...this.log.querySelectorAll(".ours")].map((one) => one.innerText).join("\n");
    const numbers = this.covered ? [] : [...new Set(said.match(NUMBER))].filter(isRequest);
    // With its key: «Ключ: 418 205».
    const keyed = (one) => one + (said.slice(said.indexOf(one)).match(/: \d{3}\u00a0\d{3}(?!\d)/)?.[0] ?? "");
    where.hidden = !numbers.length;
    where.querySelector("ul").replaceChildren(...numbers.map((one) => make("li", "", keyed(one))));
  }

  finish() {
    if (this.over) return;
    this.wipe();
    this.restart();
  }

  // `left` keeps the session for who comes back.
  wipe(left) {
    this.over = true;
    if (!left) this.api.leave();
    this.stop();
    store.clear(left);
    for (const one of [...document.body.children]) if (one.id !== "ended") one.remove();
    at("ended").hidden = false;
    at("ended-title").focus();
  }

  // A fresh page; without a connection the empty one stays.
  async restart() {
    try {
      const limit = new AbortController();
      const { signal } = limit;
      setTimeout(() => limit.abort(), PROBE);
      const answer = await fetch(location.href, { cache: "no-store", signal });
      if (!answer.ok || !(await answer.text()).includes("data-page=")) throw new Error("no page");
    } catch {
      at("ended-status").textContent = this.page.texts.ended_offline;
      return;
    }
    history.replaceState(null, "", ENDED);
    location.reload();
  }

  // Whether this page is the one after an end; told once.
  justEnded() {
    if (location.hash !== ENDED) return false;
    history.replaceState(null, "", location.pathname + location.search);
    return true;
  }

  // --- idleness ---

  sign() {
    if (this.over || this.covered || Date.now() - this.signed < MINUTE / 2) return;
    this.signed = Date.now();
    store.set("seen", this.signed);
    const renewed = Number(store.get("renewed"));
    if (!this.api.hasSession() || this.signed - renewed < (this.page.shared ? 5 * MINUTE : DAY)) return;
    store.set("renewed", this.signed);
    this.api.renew().catch(() => store.remove("renewed"));
  }

  get covered() {
    return !at("cover")?.hidden;
  }

  get idle() {
    // One that another page has just begun is in use, though nobody did anything with it yet.
    const last = Math.max(store.get("seen"), store.get("renewed"));
    return this.api.hasSession() && Date.now() - last > IDLE;
  }

  look() {
    if (!this.over && !this.covered && this.idle) this.cover();
  }

  // Resolves when the person goes on.
  cover() {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    document.body.classList.add("covered");
    at("cover").hidden = false;
    if (document.hasFocus()) at("go-on").focus();
    return new Promise((resolve) => (this.goOn = resolve));
  }

  uncover() {
    at("cover").hidden = true;
    document.body.classList.remove("covered");
    this.sign();
    at("field").focus();
    this.goOn();
  }

  // A browser may show a left page again by the back button.
  hide() {
    this.was = store.get("session");
    document.body.hidden = true;
    if (this.page.shared && !this.over) this.wipe();
  }

  shownAgain() {
    if (this.over || this.was !== store.get("session")) return location.reload();
    document.body.hidden = false;
    return this.look();
  }
}
