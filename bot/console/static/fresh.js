// Keeps the page as it is at the desk now: a stream tells that something changed.
import { hasFiles, isTyping, restore } from "./drafts.js";

const page = document.body.dataset;
const title = document.title;
const REFUSED_AGAIN = 30_000;
let busy = false;
let again = false;

export function stayFresh() {
  countInTitle();
  if (page.stream) listen();
}

function listen() {
  const source = new EventSource(page.stream);
  source.addEventListener("changed", refresh);
  source.addEventListener("error", () => {
    // Refused (too many at once): the browser would not ask again by itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, REFUSED_AGAIN);
  });
  addEventListener("pagehide", () => source.close());
}

async function refresh() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const answer = await fetch(page.fragment, { headers: { Accept: "text/html" } });
    const html = await answer.text();
    if (answer.ok && !answer.redirected && isOurs(html)) await show(html);
  } catch {
    // The line is down: the stream comes back by itself and tells again.
  } finally {
    busy = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

// Not the sign-in page of a Wi-Fi, which answers everything.
function isOurs(html) {
  const piece = new DOMParser().parseFromString(html, "text/html");
  return piece.querySelector("[data-waiting], .request[data-state]") !== null;
}

async function show(html) {
  const place = document.getElementById("fragment");
  const waited = waiting();
  const before = place.querySelector(".request")?.dataset.may;
  const focused = place.contains(document.activeElement) ? document.activeElement.href : "";
  const open = [...place.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
  place.innerHTML = html;
  document.querySelector(".notice.good")?.remove();
  for (const one of place.querySelectorAll("details > summary")) {
    if (open.includes(one.textContent)) one.parentElement.open = true;
  }
  if (focused) [...place.querySelectorAll("a")].find((one) => one.href === focused)?.focus();
  document.getElementById("live").textContent = page.changed;
  countInTitle();
  if (waiting() > waited) document.dispatchEvent(new Event("more-waiting"));
  const after = place.querySelector(".request")?.dataset.may;
  if (after !== undefined && after !== before) await renewActs();
}

// The forms change with the state; what is typed goes along. Chosen files can't: then it is said.
async function renewActs() {
  tellOfActs();
  if (hasFiles()) return;
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const acting = fresh.querySelector(".acting");
  if (!acting || hasFiles()) return;
  const before = document.querySelector(".acting");
  const field = before.contains(document.activeElement) ? document.activeElement : null;
  const { id, selectionStart, selectionEnd } = field ?? {};
  // What one began to write before it changed is sent as that: the server then tells what is new.
  const seen = isTyping() && before.querySelector("[name=seen]")?.value;
  before.replaceWith(acting);
  restore();
  if (seen && acting.querySelector("[name=seen]")) acting.querySelector("[name=seen]").value = seen;
  const again = id && document.getElementById(id);
  again?.focus();
  if (again?.matches("textarea")) again.setSelectionRange(selectionStart, selectionEnd);
}

function tellOfActs() {
  const told = document.getElementById("renewed");
  if (told) told.hidden = false;
}

function waiting() {
  return Number(document.querySelector("[data-waiting]")?.dataset.waiting ?? 0);
}

function countInTitle() {
  document.title = waiting() ? `(${waiting()}) ${title}` : title;
}
