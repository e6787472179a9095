// What the page keeps on this device; where storage is blocked, for this visit only.
const PREFIX = "mistok.";
const memory = new Map();

function kept(use) {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
}

export function get(key) {
  return kept((storage) => storage.getItem(PREFIX + key)) ?? memory.get(key) ?? null;
}

export function set(key, value) {
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

export function clear() {
  for (const key of keys("")) remove(key);
}

export function onCleared(tell) {
  window.addEventListener("storage", (event) => {
    if (event.key === `${PREFIX}session` && event.newValue === null) tell();
  });
}
