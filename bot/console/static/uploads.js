// A form with files goes by fetch: where a proxy takes less than we do, its bare «413» would stand
// in place of the page, with all that was typed.

const OURS = 'link[href*="/desk/static/"]';

export function sendFiles() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.dataset.notTaken || !hasAny(form)) return;
    event.preventDefault();
    send(form);
  });
}

function hasAny(form) {
  return [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
}

async function send(form) {
  let told = form.dataset.notTaken;
  document.getElementById("live").textContent = form.dataset.sending;
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (answer.ok && answer.redirected) {
      location.assign(answer.url);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.querySelector(OURS)) told = said(page);
    // What a colleague has written meanwhile is seen now: the next press sends.
    const seen = page.querySelector("[name=seen]");
    if (seen && form.elements.seen) form.elements.seen.value = seen.value;
  } catch {
    // The line broke, or a proxy let go of it: what is kept here can be sent again.
  }
  form.removeAttribute("aria-busy");
  delete form.dataset.sent;
  tell(told);
}

// Our own page: what went wrong with the form, or what it says instead.
function said(page) {
  const alert = page.querySelector("#errors [role=alert]");
  const lines = alert ? [alert] : page.querySelectorAll("main h1, main h1 + p");
  return [...lines].map((one) => one.textContent.trim()).join(". ");
}

function tell(text) {
  const line = document.createElement("p");
  line.className = "notice bad";
  line.setAttribute("role", "alert");
  line.textContent = text;
  const place = document.getElementById("errors");
  place.replaceChildren(line);
  place.scrollIntoView({ block: "center" });
}
