// What browsers of some years ago lack is done here, so that no other file has to ask.
function add(owner, name, value) {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, configurable: true });
}

add(Element.prototype, "replaceChildren", function (...children) {
  while (this.firstChild) this.firstChild.remove();
  this.append(...children);
});
add(String.prototype, "replaceAll", function (one, other) {
  return this.split(one).join(other);
});
add(String.prototype, "matchAll", function (pattern) {
  const found = [];
  this.replace(pattern, (...match) => {
    const groups = match.filter((one, place) => place <= match.findIndex(Number.isInteger) - 1);
    found.push(Object.assign(groups, { index: match.find(Number.isInteger) }));
    return "";
  });
  return found;
});
if (!("ResizeObserver" in window)) {
  window.ResizeObserver = class {
    observe() {}
  };
}

function openDialog() {
  this.setAttribute("open", "");
  this.querySelector("button.strong").focus();
}

function closeDialog(value) {
  this.returnValue = value;
  this.removeAttribute("open");
  this.dispatchEvent(new Event("close"));
}

if (!("HTMLDialogElement" in window)) {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.classList.add("older");
    dialog.showModal = openDialog;
    dialog.close = closeDialog;
    Object.defineProperty(dialog, "open", { get: () => dialog.hasAttribute("open") });
    dialog.addEventListener("keydown", ({ key }) => key === "Escape" && dialog.close(""));
    for (const button of dialog.querySelectorAll("button")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.close(button.value);
      });
    }
  }
}
