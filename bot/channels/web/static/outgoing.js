// What was sent and is not confirmed: kept, in order, retried with the same id.
import * as store from "./store.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 20_000;

export class Outgoing {
  constructor({ post, sent, refused, stuck }) {
    Object.assign(this, { post, sent, refused, stuck });
    this.items = store.keys("unsent.").map((key) => ({ key, body: JSON.parse(store.get(key)) }));
    this.running = false;
    this.wake = () => {};
  }

  bodies() {
    return this.items.map((item) => item.body);
  }

  add(content) {
    const body = { id: uuid(), ...content };
    const key = `unsent.${String(Date.now()).padStart(15, "0")}.${body.id}`;
    store.set(key, JSON.stringify(body));
    this.items.push({ key, body });
    return body;
  }

  confirmed(id) {
    const item = this.items.find(({ body }) => body.id === id);
    if (item) this.drop(item);
  }

  drop(item) {
    store.remove(item.key);
    this.items = this.items.filter((other) => other !== item);
  }

  stop() {
    this.items = [];
    this.wake();
  }

  async flush() {
    this.wake();
    if (this.running) return;
    this.running = true;
    let wait = FIRST_WAIT;
    while (this.items.length) {
      const item = this.items[0];
      try {
        await this.post(item.body);
        this.drop(item);
        this.sent(item.body);
        wait = FIRST_WAIT;
      } catch (error) {
        if (lasting(error)) {
          this.drop(item);
          this.refused(item.body, error.message);
          continue;
        }
        this.stuck(error);
        await this.pause(error.after ? error.after * 1000 : wait);
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
    }
    this.running = false;
  }

  pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

// It would be the same next time.
function lasting(error) {
  return error.status >= 400 && error.status < 500 && ![401, 408, 425, 429].includes(error.status);
}

// crypto.randomUUID exists only on secure origins.
function uuid() {
  const hex = (one) => (one ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (one / 4)))).toString(16);
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, hex);
}
