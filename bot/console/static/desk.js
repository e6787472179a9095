// The desk's pages work without this; with it they keep drafts, stay fresh and know keys.
import { offerAlerts } from "./alerts.js";
import { keepDrafts } from "./drafts.js";
import { stayFresh } from "./fresh.js";
import { knowKeys } from "./keys.js";
import { offerMap } from "./map.js";
import { sendFiles } from "./uploads.js";

document.documentElement.classList.add("has-js");
keepDrafts();
sendFiles();
knowKeys();
offerAlerts();
stayFresh();
offerMap();

document.querySelector("[data-print]")?.addEventListener("click", () => print());

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-insert]");
  if (!link) return;
  event.preventDefault();
  const field = document.getElementById("answer-words");
  const text = document.getElementById(link.dataset.insert).textContent;
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n\n${text}` : text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
