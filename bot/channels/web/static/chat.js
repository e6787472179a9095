// The chat page: joins storage, server, conversation and keyboard.
import "./older.js";
import { Api } from "./api.js";
import { Exit } from "./exit.js";
import { Attached } from "./files.js";
import { Leaving } from "./leaving.js";
import { Listening } from "./listening.js";
import { Outgoing } from "./outgoing.js";
import { Shown } from "./shown.js";
import * as store from "./store.js";
import { View } from "./view.js";

const OVERLAP = 20; // read again: one may be committed out of turn
const LONGEST_WAIT = 20_000;
const TEXT_LETTERS = 4096;

const page = JSON.parse(document.body.dataset.page);
const { texts } = page;
const at = (id) => document.getElementById(id);
const field = at("field");
const status = at("status");
const title = document.title;
if (page.shared) store.onlyInMemory();

let before = 0; // what is up to this id is too old for the page
let unread = 0;
let lost = false;
let troubled = false; // something else answers
let used = false; // the person said something
let woken = () => {};

const api = new Api(page, (why) => {
  say(why.code === "session_old" ? why.message : texts.new_chat);
  if (!view.live) return;
  view.reset();
  send({ start: "" });
  for (const body of outgoing.bodies()) view.showOwn(body, { waiting: true });
  listening.letGo();
});
const view = new View({
  log: at("log"),
  scroll: at("scroll"),
  latest: at("latest"),
  typing: at("typing"),
  page,
  press: (content) => send(content),
  locate,
  attach: () => at("files").click(),
  say,
  danger: () => exit.offer(),
});
const attached = new Attached({
  list: at("attached"),
  page,
  upload: (file) => api.upload(file),
  say,
  done: () => field.focus(),
});
const listening = new Listening({
  api,
  alone: page.shared,
  since() {
    const ids = view.ids();
    return Math.max(before, ids.length >= OVERLAP ? ids[ids.length - OVERLAP] : 0);
  },
  message: take,
  own: (body) => view.showOwn(body),
  up() {
    connected();
    outgoing.flush();
  },
  down: disconnected,
});
const outgoing = new Outgoing({
  post(body) {
    view.showTyping(); // the answer may come before the confirmation
    return api.post(body);
  },
  sent(body) {
    view.mark(body.id, "");
    listening.tell({ own: body });
    connected();
  },
  refused(body, why) {
    view.hideTyping();
    view.mark(body.id, texts.refused);
    say(why);
  },
  stuck(error) {
    view.hideTyping();
    for (const body of outgoing.bodies()) view.mark(body.id, texts.waiting);
    if (error.status) say(error.message);
    else disconnected(error);
  },
});
const shown = new Shown({ api });
const leaving = new Leaving({
  page,
  api,
  unsent: () => outgoing.items.length > 0 || field.value.trim() !== "" || !attached.empty,
  stop() {
    outgoing.stop();
    listening.stop();
    woken();
    document.title = title;
  },
});
const exit = new Exit({ page, leaving, say });

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function connected() {
  lost = false;
  if ([texts.offline, texts.unsent, texts.troubled].includes(status.textContent)) say("");
}

function disconnected(error) {
  lost = true;
  troubled = error && error.foreign;
  // That a file did not get through must be read first.
  if (status.textContent !== texts.not_uploaded) tellLost();
}

function tellLost() {
  say(troubled ? texts.troubled : outgoing.items.length ? texts.unsent : texts.offline);
}

function send(content) {
  used = used || view.live;
  const body = outgoing.add(content);
  view.showOwn(body, { waiting: lost });
  if (lost) tellLost();
  outgoing.flush();
}

function take({ id, message }) {
  if (leaving.over || !view.showOurs(id, message)) return;
  shown.add(id);
  if (!document.hidden) return;
  unread += 1;
  document.title = `(${unread}) ${title}`;
}

// --- starting and staying connected ---

async function begin() {
  if (page.shared) await startKiosk();
  else if (leaving.idle) await leaving.cover();
  if (leaving.over) return;
  leaving.sign();
  if (leaving.justEnded()) say(texts.ended);
  const address = new URL(location.href);
  const deepLink = address.searchParams.get("start");
  const earlier = api.hasSession() ? await restore() : 0;
  if (deepLink) {
    outgoing.add({ start: deepLink });
    address.searchParams.delete("start");
    history.replaceState(null, "", address);
  } else if (!earlier && !outgoing.items.length) outgoing.add({ start: "" });
  for (const body of outgoing.bodies()) view.showOwn(body, { waiting: true });
  view.settlePress({ answered: false });
  view.toEnd();
  at("log").setAttribute("aria-live", "polite");
  view.live = true;
  outgoing.flush();
  listening.run();
}

async function startKiosk() {
  const { Kiosk } = await import("./kiosk.js");
  const holds = () => used || field.value !== "" || !attached.empty;
  return new Kiosk({ page, leaving, used: holds });
}

async function restore() {
  const lines = await insist(() => api.history());
  view.reset(); // what was written meanwhile comes after it
  const first = lines.find(({ id }) => id);
  if (lines.length >= 100 && first) before = first.id - 1;
  for (const { id, message, own } of lines) {
    if (message && view.showOurs(id, message)) shown.add(id);
    else {
      outgoing.confirmed(own.id);
      view.showOwn(own);
    }
  }
  return lines.length;
}

async function insist(ask) {
  for (let wait = 1000; !leaving.over; wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      return await ask();
    } catch (error) {
      if (error.status) say(error.message);
      else disconnected(error);
      await pause(error.after ? error.after * 1000 : wait);
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    woken = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

window.addEventListener("online", () => {
  woken();
  listening.wake();
  outgoing.flush();
});
window.addEventListener("offline", () => {
  listening.line.abort();
  disconnected();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = title;
  woken();
});
store.onCleared(() => leaving.over || location.reload());

// --- writing ---

at("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});

function submit() {
  const typed = field.value.replaceAll("\0", "");
  const text = typed.toWellFormed?.() ?? typed;
  if (!text.trim() && attached.empty) return field.focus();
  if ([...text].length > TEXT_LETTERS) return say(texts.too_long);
  if (attached.busy) return say(texts.uploading);
  if (exit.comesBack(text)) return undefined;
  say("");
  if (attached.empty) send({ text });
  else send({ files: attached.take(), ...(text.trim() && { text }) });
  field.value = "";
  fit();
  return field.focus();
}

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});

field.addEventListener("input", () => {
  fit();
  const left = TEXT_LETTERS - [...field.value].length;
  if (left < 0) say(texts.too_long);
  else if (left < 200) say(`${texts.left} ${left}`);
  else if (!lost) say("");
});

at("attach").addEventListener("click", () => at("files").click());

at("files").addEventListener("change", async ({ target }) => {
  const chosen = [...target.files];
  target.value = ""; // the same file may be chosen again
  field.focus();
  await attached.add(chosen);
});

field.addEventListener("paste", (event) => {
  if (!event.clipboardData.files.length) return;
  event.preventDefault();
  attached.add(event.clipboardData.files);
});

function fit() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (page.widget && document.activeElement === field) tellHost("close");
  else field.focus();
});

at("menu").addEventListener("click", () => send({ start: "" }));

function locate(button) {
  if (!navigator.geolocation) return say(texts.locate_failed);
  say(texts.locating);
  button.setAttribute("aria-busy", "true");
  const done = () => button.removeAttribute("aria-busy");
  return navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      done();
      say("");
      send({ point: { lat: coords.latitude, lon: coords.longitude } });
    },
    (error) => {
      done();
      say(error.code === error.PERMISSION_DENIED ? texts.locate_denied : texts.locate_failed);
      field.focus();
    },
    { timeout: 15_000, maximumAge: 60_000 },
  );
}

// --- inside the widget ---

function tellHost(what) {
  if (window.parent !== window) window.parent.postMessage({ mistok: what }, "*");
}

window.addEventListener("message", ({ source, data }) => {
  if (source === window.parent && data?.mistok === "focus") field.focus();
});

field.value = field.value || at("plain-text").value;
at("plain").remove();
begin();
tellHost("ready");
