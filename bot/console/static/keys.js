// Shortcuts; off while something is typed, and with Ctrl, Alt or Meta.

const LISTS = { n: "new", m: "mine", o: "overdue", a: "all" };
let going = false;

export function knowKeys() {
  const dialog = document.getElementById("shortcuts");
  if (!dialog) return;
  document.getElementById("keys")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || dialog.open) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (press(keyOf(event), dialog)) event.preventDefault();
  });
}

// The key by its place: on a Ukrainian keyboard "t" types «е».
function keyOf({ code, key, shiftKey }) {
  if (key === "?" || key === "/") return key;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : key;
}

function press(key, dialog) {
  if (going) {
    going = false;
    if (LISTS[key]) location.href = `/desk?list=${LISTS[key]}`;
    return Boolean(LISTS[key]);
  }
  switch (key) {
    case "g": going = true; return true;
    case "?": dialog.showModal(); return true;
    case "j": return step(1);
    case "k": return step(-1);
    case "/": return focus("#text");
    case "t": return click("[data-act=take] button");
    case "a": return focus("#answer-words");
    case "n": return note();
    default: return false;
  }
}

function step(by) {
  const links = [...document.querySelectorAll(".requests a")];
  if (!links.length) return false;
  const here = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, here + by))].focus();
  return true;
}

function focus(selector) {
  const field = document.querySelector(selector);
  field?.focus();
  return Boolean(field);
}

function click(selector) {
  const button = document.querySelector(selector);
  button?.click();
  return Boolean(button);
}

function note() {
  const details = document.getElementById("note");
  if (details) details.open = true;
  return focus("#note-words");
}
