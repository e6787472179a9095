// <script src="https://…/widget.js" data-lang="uk" defer></script> puts the chat on any site.
// data-lang: the code of a language; data-start: a deep link; data-kiosk: a shared computer, with minutes;
// data-home: the chat's address, where this file is bundled. The chat loads when it is first opened.
(() => {
  const TEXTS = /* texts */ {};
  const HOME = /* home */ "";
  const ASKED = /* asked */ "";
  const isOurs = (one) => Boolean(one && one.src) && /\/widget\.js$/.test(new URL(one.src).pathname);
  const marked = document.querySelector("script[data-home]");
  const script =
    [document.currentScript, marked, ...document.scripts].find(
      (one) => one && (one === marked || isOurs(one)),
    ) || null;
  // Bundled with other scripts, it must not take their address for its own.
  const address =
    (marked && marked.dataset.home) || HOME || (script && script.src) || ASKED;
  if (!address) return console.error("Місток: add data-home to the script, the chat's address.");
  const home = new URL(".", address);
  const READY_WAIT = 10_000;
  const CSS = `
    :host { all: initial; color-scheme: light dark; font: 600 1rem/1.3 system-ui, sans-serif; }
    * { box-sizing: border-box; font: inherit; }
    button { cursor: pointer; border: 0; min-block-size: 44px; color: #fffdf6; background: #12484a; }
    button:focus-visible, a:focus-visible, iframe:focus-visible { outline: 3px solid #b4531a; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
    .open { position: fixed; inset: auto 1.25rem 1.25rem auto; z-index: 2147483000; display: flex; gap: .6rem;
      align-items: center; padding: .75rem 1.25rem .75rem 1rem; border-radius: 2rem; box-shadow: 0 6px 24px #0005; border: 1px solid #ffffff40; }
    .open:hover, .close:hover { background: #0b3436; }
    svg { inline-size: 1.75rem; block-size: 1.75rem; fill: #fff8ea; }
    .wave { fill: none; stroke: #f2b760; stroke-width: 3; stroke-linecap: round; }
    .panel { position: fixed; inset: auto 1.25rem 1.25rem auto; z-index: 2147483000; display: flex; flex-direction: column;
      inline-size: min(26rem, calc(100vw - 2.5rem)); block-size: min(42rem, calc(100vh - 2.5rem)); overflow: hidden;
      border-radius: 1.1rem; background: #12484a; box-shadow: 0 12px 48px #0007; border: 1px solid #ffffff40; }
    .bar { display: flex; justify-content: flex-end; }
    .close { padding: 0 1rem; display: flex; gap: .5rem; align-items: center; margin: 3px; border-radius: .8rem; }
    iframe { flex: 1; border: 0; inline-size: 100%; background: #f6f1e7; }
    p { margin: auto; padding: 1.5rem; color: #fffdf6; text-align: center; }
    a { color: #ffd9a0; }
    [hidden] { display: none !important; }
    @media (max-width: 30rem) { .panel { inset: 0; inline-size: 100%; block-size: 100%; border-radius: 0; border: 0; } }
    @media print { :host { display: none !important; } }
    @media (prefers-color-scheme: dark) { iframe { background: #141817; } .panel, .panel button { background: #0f3436; } }`;
  const MARK =
    "M3 12c7-3 16-2 21 3 5-5 14-6 21-3v25h-5c0-9-7-15-16-15S8 28 8 37H3z";
  const WAVE = "M3 43q3.5-3 7 0t7 0 7 0 7 0 7 0 7 0";

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function drawMark() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 48 48");
    svg.setAttribute("aria-hidden", "true");
    for (const [shape, name] of [[MARK, "book"], [WAVE, "wave"]]) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", shape);
      path.setAttribute("class", name);
      svg.append(path);
    }
    return svg;
  }

  class MistokChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const lang = TEXTS[this.dataset.lang] ? this.dataset.lang : Object.keys(TEXTS)[0]; // the first is for all others
      const texts = TEXTS[lang];
      this.address = new URL(`chat?widget&lang=${lang}`, home);
      if ("kiosk" in this.dataset) this.address.searchParams.set("kiosk", this.dataset.kiosk);
      if (this.dataset.start) this.address.searchParams.set("start", this.dataset.start);
      this.lang = lang;
      this.texts = texts;
      this.opener = make("button", { type: "button", className: "open" }, drawMark(), texts.open);
      this.opener.setAttribute("aria-expanded", "false");
      this.closer = make("button", { type: "button", className: "close" }, texts.close, " ✕");
      this.panel = make(
        "div",
        { className: "panel", hidden: true },
        make("div", { className: "bar" }, this.closer),
      );
      this.opener.addEventListener("click", () => this.open());
      this.closer.addEventListener("click", () => this.close());
      this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
      window.addEventListener("message", (event) => this.heard(event));
      const region = make("aside", {}, this.opener, this.panel);
      region.setAttribute("aria-label", texts.label);
      this.attachShadow({ mode: "open" }).append(region);
      this.dress();
    }

    // A constructed sheet works under a host's strict CSP; older browsers have none.
    dress() {
      try {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(CSS);
        this.shadowRoot.adoptedStyleSheets = [sheet];
      } catch {
        this.shadowRoot.prepend(make("style", { textContent: CSS }));
      }
    }

    open() {
      this.panel.hidden = false;
      this.opener.hidden = true;
      this.opener.setAttribute("aria-expanded", "true");
      if (this.frame) return this.focusChat();
      this.frame = make("iframe", { src: this.address.href, title: this.texts.label });
      this.frame.allow = "geolocation";
      this.panel.append(this.frame);
      this.closer.focus();
      this.timer = setTimeout(() => this.failed(), READY_WAIT);
      return undefined;
    }

    close() {
      this.panel.hidden = true;
      this.opener.hidden = false;
      this.opener.setAttribute("aria-expanded", "false");
      this.opener.focus();
    }

    heard({ source, origin, data }) {
      if (!this.frame || source !== this.frame.contentWindow || origin !== home.origin) return;
      if (data && data.mistok === "close") this.close();
      if (!data || data.mistok !== "ready") return;
      clearTimeout(this.timer);
      if (!this.panel.hidden) this.focusChat();
    }

    focusChat() {
      this.frame.focus();
      this.frame.contentWindow.postMessage({ mistok: "focus" }, home.origin);
    }

    // The chat's own settings don't allow this site, or the network does not reach it.
    failed() {
      const link = make("a", { href: this.address.href.replace("widget&", ""), target: "_blank" });
      link.rel = "noopener";
      link.textContent = this.texts.elsewhere;
      this.frame.replaceWith(make("p", {}, `${this.texts.blocked} `, link));
      this.frame = null;
    }
  }

  function put() {
    if (!customElements.get("mistok-chat")) customElements.define("mistok-chat", MistokChat);
    if (document.querySelector("mistok-chat")) return;
    const element = document.createElement("mistok-chat");
    Object.assign(element.dataset, script ? script.dataset : {});
    document.body.append(element);
  }

  // In <head> there is no page yet to put it on.
  if (document.body) put();
  else document.addEventListener("DOMContentLoaded", put);
})();
