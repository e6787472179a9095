// Talks to the server. The session travels in a header, so it is in no address and no log.
import * as store from "./store.js";

const SILENCE = 45_000; // the server says something every 15 s
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

async function request(address, { lang, timeout = TIMEOUT, signal, ...options }) {
  const limit = new AbortController();
  const timer = timeout && setTimeout(() => limit.abort(), timeout);
  signal?.addEventListener("abort", () => limit.abort());
  try {
    const response = await fetch(address, {
      ...options,
      cache: "no-store",
      credentials: "omit",
      headers: { "Accept-Language": lang, ...options.headers },
      signal: limit.signal,
    });
    if (response.ok) return response;
    const body = await response.json().catch(() => ({}));
    throw new Refused(response.status, body, Number(response.headers.get("Retry-After")) || 0);
  } finally {
    clearTimeout(timer);
  }
}

export class Api {
  constructor({ lang, shared }, forgotten) {
    this.lang = lang;
    this.opener = shared ? "/chat/session?kiosk" : "/chat/session";
    this.forgotten = forgotten; // called with why, when the server no longer takes the session
    this.opening = null;
  }

  hasSession() {
    return store.get("session") !== null;
  }

  async session() {
    const known = store.get("session");
    if (known) return known;
    this.opening ??= request(this.opener, { method: "POST", lang: this.lang })
      .then((response) => response.json())
      .then((body) => {
        store.set("renewed", Date.now());
        store.set("session", body.session);
      })
      .finally(() => (this.opening = null));
    await this.opening;
    return store.get("session");
  }

  async call(address, options) {
    const session = await this.session();
    const headers = { ...options.headers, Authorization: `Bearer ${session}` };
    try {
      return await request(address, { lang: this.lang, ...options, headers });
    } catch (error) {
      if (error.status !== 401) throw error;
      if (store.get("session") === session) {
        store.remove("session");
        this.forgotten(error);
      }
      return this.call(address, options);
    }
  }

  // The same conversation, used today: the server ends those that nobody uses.
  async renew() {
    const session = store.get("session");
    const response = await this.call("/chat/session", { method: "POST" });
    const renewed = (await response.json()).session;
    if (store.get("session") === session) store.set("session", renewed);
  }

  post({ files, ...body }) {
    const tokens = files?.map(({ file }) => file);
    return this.call("/chat/messages", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, files: tokens }),
    });
  }

  // What the server keeps it as: {file, name, size}.
  async upload(file) {
    const name = encodeURIComponent(file.name.toWellFormed?.() ?? file.name);
    const response = await this.call(`/chat/files?name=${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: file,
      timeout: UPLOAD_TIMEOUT,
    });
    return response.json();
  }

  async history() {
    const text = await (await this.call("/chat/history", {})).text();
    return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  // Runs until the connection ends; throws when it fails.
  async stream({ since, signal, opened, message }) {
    const silent = new AbortController();
    signal.addEventListener("abort", () => silent.abort());
    const response = await this.call("/chat/stream", {
      headers: { "Last-Event-ID": String(since()) },
      signal: silent.signal,
    });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    opened();
    let rest = "";
    for (;;) {
      const timer = setTimeout(() => silent.abort(), SILENCE);
      const { done, value } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return;
      const blocks = (rest + value).replaceAll("\r", "").split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const data = block.split("\n").filter((line) => line.startsWith("data:"));
        if (data.length) message(JSON.parse(data.map((line) => line.slice(5).trim()).join("\n")));
      }
    }
  }
}
