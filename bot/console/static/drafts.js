// What was typed is kept in this tab until it is sent: a reload or a lost line loses nothing.

const number = () => document.body.dataset.number;
const keyOf = (form) => `draft ${number()} ${form.dataset.draft}`;
const fieldOf = (form) => form.querySelector("textarea");

export function restore(root = document) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    const field = fieldOf(form);
    const kept = sessionStorage.getItem(keyOf(form));
    if (!kept || field.value) continue;
    field.value = kept;
    form.closest("details")?.setAttribute("open", "");
  }
}

export function isTyping() {
  return [...document.querySelectorAll("form[data-draft] textarea")].some((one) => one.value)
    || hasFiles();
}

export function hasFiles() {
  return [...document.querySelectorAll("input[type=file]")].some((one) => one.files.length);
}

export function keepDrafts() {
  if (!number()) return;
  const done = new URLSearchParams(location.search).get("done");
  if (done) sessionStorage.removeItem(`draft ${number()} ${done}`);
  restore();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (!form || event.target !== fieldOf(form)) return;
    if (event.target.value) sessionStorage.setItem(keyOf(form), event.target.value);
    else sessionStorage.removeItem(keyOf(form));
  });
  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "1";
  });
  addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });
}
