// Draws the conversation. Everything goes in as text, never as HTML.
import { CLIP, named } from "./files.js";
import { linked, outward, safeUrl } from "./links.js";
import { make, svg } from "./make.js";

const PIN = "M12 2a7 7 0 0 0-7 7c0 5 7 13 7 13s7-8 7-13a7 7 0 0 0-7-7m0 9.5A2.5 2.5 0 1 1 12 6.5a2.5 2.5 0 0 1 0 5";

const TOGETHER = 1500; // milliseconds

function paragraphs(text) {
  return text
    .split(/\n\s*\n/)
    .filter((one) => one.trim())
    .map((one) => make("p", "text", ...linked(one)));
}

// Together, wherever the rest of the label breaks.
function wholeNumber(label, number) {
  return make("span", "", label.slice(0, -number.length), make("span", "number", number));
}

export class View {
  constructor({ log, scroll, latest, typing, page, press, locate, attach, say, danger }) {
    const { texts } = page;
    Object.assign(this, { log, scroll, latest, typing, page, texts, press, locate, attach, say, danger });
    this.ours = new Map(); // outbox id -> {element, message}
    this.own = new Map(); // the page's id -> element
    this.pressed = null; // the last press that nothing has answered yet
    this.together = { first: null, at: 0 }; // messages in a row
    this.live = false;
    this.following = true;
    latest.addEventListener("click", () => this.toEnd());
    scroll.addEventListener("scroll", () => {
      this.following = this.atEnd();
      if (this.following) latest.hidden = true;
    });
    // The field grew, a keyboard opened: who was at the end stays.
    new ResizeObserver(() => this.following && this.toEnd()).observe(scroll);
  }

  ids() {
    return [...this.ours.keys()].sort((a, b) => a - b);
  }

  reset() {
    this.ours.clear();
    this.own.clear();
    this.pressed = null;
    this.log.replaceChildren();
  }

  // --- the citizen's own words ---

  showOwn(body, { waiting = false } = {}) {
    if (this.own.has(body.id) || this.pressed?.body.id === body.id || "start" in body) return;
    this.settlePress();
    if ("token" in body) this.showPress(body);
    else if ("files" in body) this.addBubble(body.id, body.text ?? "", body.files);
    else this.addBubble(body.id, body.text ?? this.texts.located);
    this.mark(body.id, waiting ? this.texts.waiting : "");
    this.toEnd();
  }

  // A press is shown by its button; a bubble says it if the answer is a new message.
  showPress(body) {
    const asked = this.ours.get(Number(body.message));
    const key = asked?.message.rows?.flat().find(({ token }) => token === body.token);
    if (!key) return;
    const button = [...asked.element.querySelectorAll("button")].find(
      (one) => one.dataset.token === body.token,
    );
    button?.classList.add("chosen");
    const timer = this.live ? setTimeout(() => this.settlePress({ answered: false }), 1500) : 0;
    this.pressed = { body, label: key.label, timer };
  }

  settlePress({ answered = true, edited = false } = {}) {
    if (!this.pressed) return;
    const { body, label, timer } = this.pressed;
    clearTimeout(timer);
    if (edited) this.own.get(body.id)?.remove();
    else if (!this.own.has(body.id)) this.addBubble(body.id, label);
    if (answered || edited) this.pressed = null;
    if (!answered) this.toEnd();
  }

  addBubble(id, text, files = []) {
    const parts = files.map((file) =>
      make("p", "text file", svg(CLIP), make("span", "", named(file, this.page))),
    );
    if (text) parts.push(make("p", "text", text));
    parts[0].prepend(make("span", "unseen", `${this.texts.you} `));
    const bubble = make("article", "message own", ...parts);
    this.own.set(id, bubble);
    this.log.append(bubble);
  }

  mark(id, note) {
    const bubble = this.own.get(id);
    if (!bubble) return;
    bubble.querySelector(".note")?.remove();
    if (note) bubble.append(make("p", "note", note));
  }

  // --- our messages ---

  showOurs(id, message) {
    if (this.ours.has(id)) return false;
    this.hideTyping();
    if (message.danger) this.danger();
    const edited = this.ours.get(Number(message.replace || NaN));
    const inPlace = edited && !this.saidSince(edited.element);
    this.settlePress({ edited: inPlace });
    const atEnd = this.atEnd();
    const element = inPlace ? edited.element : make("article", "message ours");
    const focused = element.contains(document.activeElement);
    element.lang = message.lang;
    element.replaceChildren(...this.parts(id, message));
    if (!inPlace) this.log.append(element);
    this.ours.set(id, { element, message });
    if (focused) this.focusIn(element);
    if (this.live) this.reveal(element, atEnd || focused);
    return true;
  }

  parts(id, message) {
    const parts = [];
    if (message.title) parts.push(make("h3", "", message.title));
    const text = message.text === message.file?.name ? "" : message.text;
    if (message.to_copy) parts.push(...this.letter(text));
    else parts.push(...paragraphs(text));
    const rows = message.rows ?? [];
    const primary = message.details && rows.flat().find(({ tone }) => tone === "primary");
    if (primary) parts.push(make("div", "text act", this.key(id, primary)));
    if (message.more) parts.push(...paragraphs(message.more));
    if (message.details) parts.push(this.folded(message.details));
    if (message.file) parts.push(make("p", "text", this.download(message.file)));
    if (message.pin) parts.push(this.card(message.pin));
    const drawn = rows
      .map((row) => row.filter((key) => key !== primary))
      .filter((row) => row.length)
      .map((row) => make("div", "row", ...row.map((key) => this.key(id, key))));
    if (message.wants?.includes("file")) drawn.unshift(make("div", "row", this.attacher()));
    if (message.wants?.includes("point")) drawn.unshift(make("div", "row", this.locator()));
    if (drawn.length) parts.push(make("div", "keys", ...drawn));
    return parts;
  }

  // A letter or words to say: copied whole, or selected by hand.
  letter(text) {
    const words = make("pre", "text letter", text);
    const button = make("button", "key primary", this.texts.copy);
    button.type = "button";
    button.addEventListener("click", () => this.copy(text, words));
    return [words, make("div", "keys", make("div", "row", button))];
  }

  async copy(text, words) {
    let copied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(words);
      copied = document.execCommand("copy");
    }
    this.say(copied ? this.texts.copied : this.texts.not_copied);
  }

  folded(details) {
    const fold = make("details", "text", make("summary", "", this.texts.details));
    fold.append(...paragraphs(details));
    return fold;
  }

  key(id, { label, token, url, tone }) {
    const look = tone ? `key ${tone}` : "key";
    if (url) {
      const address = safeUrl(url);
      const number = address.startsWith("tel:") ? /[\d+][\d\s()-]*$/.exec(label)?.[0] : "";
      const link = make("a", look, number ? wholeNumber(label, number) : label);
      if (address) link.href = address;
      if (address.startsWith("http")) {
        outward(link);
        link.append(make("span", "unseen", ` (${this.texts.new_tab})`));
      }
      return link;
    }
    const button = make("button", look, label);
    button.type = "button";
    button.dataset.token = token;
    button.addEventListener("click", () => this.press({ token, message: String(id) }));
    return button;
  }

  locator() {
    const button = make("button", "key locate", svg(PIN), this.texts.locate);
    button.type = "button";
    button.addEventListener("click", () => this.locate(button));
    return button;
  }

  attacher() {
    const button = make("button", "key attacher", svg(CLIP), this.texts.attach);
    button.type = "button";
    button.addEventListener("click", () => this.attach());
    return button;
  }

  download(file) {
    const link = make("a", "file", svg(CLIP), make("span", "", named(file, this.page)));
    // Without a public address there is only a path to give.
    const address = file.url && safeUrl(new URL(file.url, location.href).href);
    if (address) {
      link.href = address;
      outward(link);
      link.append(make("span", "unseen", ` (${this.texts.new_tab})`));
    }
    return link;
  }

  card({ lat, lon, title, address, approximate }) {
    const route = make("a", "", this.texts.route, make("span", "unseen", ` (${this.texts.new_tab})`));
    route.href = `https://www.openstreetmap.org/directions?to=${encodeURIComponent(`${lat},${lon}`)}`;
    outward(route);
    const lines = [make("strong", "", title), make("span", "", address)];
    if (approximate) lines.push(make("em", "", this.texts.approximate));
    return make("div", "pin", svg(PIN), make("p", "", ...lines, route));
  }

  // --- where the reader is ---

  saidSince(element) {
    const pending = this.pressed && this.own.get(this.pressed.body.id);
    const later = [...this.log.children].slice([...this.log.children].indexOf(element) + 1);
    return later.some((one) => one.classList.contains("own") && one !== pending);
  }

  focusIn(element) {
    const next = element.querySelector("button, a[href]");
    if (!next) element.tabIndex = -1;
    (next ?? element).focus({ preventScroll: true });
  }

  atEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 120;
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.following = true;
    this.latest.hidden = true;
  }

  // A long answer, or several, is read from its beginning; who reads above is left so.
  reveal(element, follow) {
    const { first, at } = this.together;
    const joins = first && Date.now() - at < TOGETHER && !this.saidSince(first);
    this.together = { first: joins ? first : element, at: Date.now() };
    if (!follow && !joins) {
      this.latest.hidden = false;
      return;
    }
    this.toEnd();
    const begins = this.together.first.getBoundingClientRect().top;
    const top = begins - this.scroll.getBoundingClientRect().top;
    if (top < 8) this.scroll.scrollTop += top - 12;
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => this.hideTyping(), 15_000);
    if (this.following) this.toEnd();
  }

  hideTyping() {
    this.typing.hidden = true;
  }
}
