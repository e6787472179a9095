// What the page keeps on this device; where storage is blocked, for this visit only.
const PREFIX = "mistok.";
const memory = new Map();
let onDevice = true;
let shut = false;

function kept(use) {
  try {
    return onDevice ? use(window.localStorage) : null;
  } catch {
    return null;
  }
}

// A shared computer: nothing is written to it or read from it.
export function onlyInMemory() {
  onDevice = false;
}

export function get(key) {
  return kept((storage) => storage.getItem(PREFIX + key)) ?? memory.get(key) ?? null;
}

export function set(key, value) {
  if (shut) return;
  memory.set(key, value);
  kept((storage) => storage.setItem(PREFIX + key, value));
}

export function remove(key) {
  memory.delete(key);
  kept((storage) => storage.removeItem(PREFIX + key));
}

export function keys(start) {
  const stored = kept((storage) => Object.keys(storage)) ?? [];
  const ours = stored.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  return [...new Set([...ours, ...memory.keys()])].filter((key) => key.startsWith(start)).sort();
}

// For good: what is still on its way keeps nothing here. `left` waits unseen for who comes back.
export function clear(left) {
  shut = true;
  for (const key of keys("")) remove(key);
  if (left) kept((storage) => storage.setItem(`${PREFIX}left`, left));
}

export function onCleared(tell) {
  window.addEventListener("storage", (event) => {
    if (onDevice && event.key === `${PREFIX}session` && event.newValue === null) tell();
  });
}
