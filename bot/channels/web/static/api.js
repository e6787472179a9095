// Talks to the server. The session is in a header: in no address and no log.
import * as store from "./store.js";

const TIMEOUT = 20_000;
const UPLOAD_TIMEOUT = 900_000;

export class Refused extends Error {
  constructor(status, body, after) {
    super(body.error ?? String(status));
    this.status = status;
    this.code = body.code ?? "";
    this.after = after;
  }
}

// Another answered in its place: a Wi-Fi's page, a proxy.
export class Foreign extends Error {
  constructor(status) {
    super(String(status));
    this.foreign = status;
  }
}

const TYPES = { json: "application/json", lines: "application/x-ndjson", stream: "text/event-stream" };

// Ours is what is of the kind asked for, or a refusal.
async function read(response, as) {
  const type = response.headers.get("Content-Type") || "";
  const json = type.startsWith(TYPES.json);
  const body = (json && (await response.json().catch(() => null))) || {};
  if (!response.ok && body.code && body.error)
    throw new Refused(response.status, body, Number(response.headers.get("Retry-After")) || 0);
  if (!response.ok || !type.startsWith(TYPES[as])) throw new Foreign(response.status);
  if (as === "json") return body;
  return as === "lines" ? response.text() : response;
}

function own(body, name) {
  if (typeof body[name] !== "string") throw new Foreign(200);
  return body;
}

async function request(address, { lang, as = "json", timeout = TIMEOUT, signal, ...options }) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeout);
  if (signal) signal.addEventListener("abort", () => limit.abort());
  try {
    const asked = { ...options, cache: "no-store", credentials: "omit", signal: limit.signal };
    asked.headers = { "Accept-Language": lang, ...options.headers };
    return await read(await fetch(address, asked), as);
  } finally {
    clearTimeout(timer);
  }
}

export class Api {
  constructor({ lang, shared }, forgotten) {
    this.lang = lang;
    this.opener = shared ? "/chat/session?kiosk" : "/chat/session";
    this.forgotten = forgotten; // called with why the session is no longer taken
    this.opening = null;
  }

  hasSession() {
    return store.get("session") !== null;
  }

  async session() {
    const known = store.get("session");
    if (known) return known;
    if (!this.opening) this.opening = this.open().finally(() => (this.opening = null));
    await this.opening;
    return store.get("session") ?? Promise.reject(new Foreign(200)); // ended meanwhile
  }

  async open() {
    const { session } = own(await request(this.opener, { method: "POST", lang: this.lang }), "session");
    store.set("renewed", Date.now());
    store.set("session", session);
  }

  async call(address, options, isNew = false) {
    const session = await this.session();
    const headers = { ...options.headers, Authorization: `Bearer ${session}` };
    try {
      return await request(address, { lang: this.lang, ...options, headers });
    } catch (error) {
      if (error.status !== 401 || isNew) throw error;
      if (store.get("session") === session) {
        store.remove("session");
        this.forgotten(error);
      }
      return this.call(address, options, true);
    }
  }

  // Used today: the server ends those that nobody uses.
  async renew() {
    const session = store.get("session");
    const body = own(await this.call("/chat/session", { method: "POST" }), "session");
    if (store.get("session") === session) store.set("session", body.session);
  }

  // For good: the librarian learns of it.
  leave() {
    const headers = { Authorization: `Bearer ${store.get("session")}` };
    const asked = { lang: this.lang, method: "DELETE", keepalive: true, headers };
    if (this.hasSession()) request("/chat/session", asked).catch(() => {});
  }

  // Resolves when the server has this very message.
  async post({ files, ...body }) {
    const tokens = files && files.map(({ file }) => file);
    const kept = await this.call("/chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, files: tokens }),
    });
    if (kept.id !== body.id) throw new Foreign(200);
  }

  // What the server keeps it as: {file, name, size}.
  async upload(file) {
    const name = encodeURIComponent(file.name.toWellFormed?.() ?? file.name);
    const kept = await this.call(`/chat/files?name=${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
      timeout: UPLOAD_TIMEOUT,
    });
    return own(kept, "file");
  }

  // Which of our messages somebody looks at.
  shown(ids) {
    return this.call("/chat/shown", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ids }),
    });
  }

  // All lines; with `after` our messages above that number.
  async history(after) {
    const asked = after === undefined ? "" : `?after=${after}`;
    const text = await this.call(`/chat/history${asked}`, { as: "lines" });
    return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }
}
