// The map of a library's card: a press or arrows put the pin, which fills the field beside it.
const SVG = "http://www.w3.org/2000/svg";
const SHAPE = 0.75; // height to width
const NARROWEST_M = 600;
const STEP = 8; // pixels of an arrow
const LETTER = 13; // pixels
const TAP = 22; // half of what a finger hits
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PRECISE = { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 };

export function offerMap() {
  const box = document.querySelector("[data-map]");
  if (box) new CardMap(box);
}

class CardMap {
  constructor(box) {
    this.box = box;
    this.frame = box.querySelector("[role=application]");
    this.svg = box.querySelector("svg");
    this.field = document.getElementById("point");
    this.known = JSON.parse(box.querySelector("script").textContent);
    this.narrower = Math.cos((this.known.lat * Math.PI) / 180);
    const [left, top, width, height] = this.svg.getAttribute("viewBox").split(" ").map(Number);
    this.view = { x: left + width / 2, y: top + height / 2, width };
    this.frame.tabIndex = 0;
    this.svg.setAttribute("aria-hidden", "true"); // the frame tells it
    this.listen();
    this.read();
    new ResizeObserver(() => this.draw()).observe(this.svg);
  }

  listen() {
    this.svg.addEventListener("pointerdown", (event) => {
      // A finger beside the pin scrolls the page, or presses.
      if (event.button || (event.pointerType !== "mouse" && !event.target.matches(".grip"))) return;
      this.svg.setPointerCapture(event.pointerId);
      this.dragged = true;
    });
    this.svg.addEventListener("pointermove", (event) => this.dragged && this.put(this.under(event)));
    for (const end of ["pointerup", "pointercancel"]) {
      this.svg.addEventListener(end, () => { this.dragged = false; });
    }
    this.svg.addEventListener("click", (event) => {
      this.put(this.under(event));
      this.frame.focus({ preventScroll: true });
    });
    this.frame.addEventListener("keydown", (event) => this.press(event));
    this.box.querySelector(".nearer").addEventListener("click", () => this.zoom(0.5));
    this.box.querySelector(".farther").addEventListener("click", () => this.zoom(2));
    this.box.querySelector(".locate").addEventListener("click", () => this.locate());
    this.field.addEventListener("input", () => this.read());
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = this.pixel * (event.shiftKey ? 1 : STEP);
      const { x, y } = this.pin ?? this.view;
      this.put({ x: x + arrow[0] * step, y: y + arrow[1] * step });
      this.follow();
    } else if (event.key === "+" || event.key === "=") this.zoom(0.5);
    else if (event.key === "-") this.zoom(2);
    else return;
    event.preventDefault();
  }

  // What the field tells: the last two numbers of it that are a point of Ukraine, as we read it.
  read() {
    const numbers = (this.field.value.match(/\d{2}\.\d{1,18}/g) ?? []).map(Number);
    const pairs = numbers.slice(1).map((lon, at) => [numbers[at], lon]).filter(isHere);
    this.pin = pairs.length ? this.spot(...pairs[pairs.length - 1]) : null;
    if (this.pin) this.follow();
    else this.draw();
  }

  put(spot) {
    this.pin = spot;
    const { lat, lon } = this.point(spot);
    this.field.value = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.draw();
  }

  zoom(by) {
    const [west, , east] = this.known.edges;
    const width = this.view.width * by;
    const widest = (east - west) * 1.05;
    this.view.width = Math.min(widest, Math.max(NARROWEST_M / this.known.unit, width));
    const { x, y } = this.pin ?? { x: 0, y: 0 };
    this.look(x, y);
  }

  // Not beyond the oblast, where nothing is drawn.
  look(x, y) {
    const [west, north, east, south] = this.known.edges;
    const { width } = this.view;
    this.view.x = within(x, west, east, width / 2);
    this.view.y = within(y, north, south, (width * SHAPE) / 2);
    this.draw();
  }

  follow() {
    const { x, y, width } = this.view;
    const isSeen = Math.abs(this.pin.x - x) < width * 0.45
      && Math.abs(this.pin.y - y) < width * SHAPE * 0.45;
    if (isSeen) this.draw();
    else this.look(this.pin.x, this.pin.y);
  }

  locate() {
    const failed = () => this.say(this.box.dataset.refused);
    if (!navigator.geolocation) return failed();
    this.say(this.box.dataset.waiting);
    return navigator.geolocation.getCurrentPosition(({ coords }) => {
      this.put(this.spot(coords.latitude, coords.longitude));
      this.view.width = Math.min(this.view.width, 3000 / this.known.unit);
      this.look(this.pin.x, this.pin.y);
      this.say(fill(this.box.dataset.taken, { far: this.far(coords.accuracy) }));
    }, failed, PRECISE);
  }

  draw() {
    const { x, y, width } = this.view;
    const wide = this.svg.clientWidth;
    if (!wide) return;
    this.pixel = width / wide;
    const height = width * SHAPE;
    this.svg.setAttribute("viewBox", `${x - width / 2} ${y - height / 2} ${width} ${height}`);
    this.svg.querySelector(".middle").setAttribute("r", 6 * this.pixel);
    for (const [name, radius] of [["pin", 7], ["grip", TAP]]) {
      const circle = this.svg.querySelector(`.${name}`);
      circle.toggleAttribute("hidden", !this.pin);
      circle.setAttribute("r", radius * this.pixel);
      circle.setAttribute("cx", this.pin?.x ?? 0);
      circle.setAttribute("cy", this.pin?.y ?? 0);
    }
    const names = this.svg.querySelector(".names");
    names.replaceChildren(...this.names(wide), ...this.scale());
    this.tell();
  }

  // Those of which names have room, the weightiest first.
  names(wide) {
    const { x, y, width } = this.view;
    const taken = [];
    const drawn = [];
    for (const [name, , east, south] of this.known.places) {
      const left = (east - x + width / 2) / this.pixel;
      const top = (south - y + (width * SHAPE) / 2) / this.pixel;
      if (left < 4 || top < LETTER || left > wide - 4 || top > wide * SHAPE - LETTER) continue;
      const long = name.length * LETTER * 0.6 + 8;
      const isLast = left + 8 + long > wide; // it stands to the left of its dot
      const label = [isLast ? left - long - 8 : left - 6, top - LETTER, long + 14, LETTER * 1.7];
      if (label[0] < 0 || taken.some((one) => meets(one, label))) continue;
      taken.push(label);
      const aside = (isLast ? -10 : 10) * this.pixel;
      drawn.push(
        shape("circle", { cx: east, cy: south, r: 2.5 * this.pixel }),
        this.text(name, east + aside, south + 4 * this.pixel, isLast ? "end" : "start"),
      );
    }
    return drawn;
  }

  text(words, x, y, anchor) {
    const attributes = { x, y, "font-size": LETTER * this.pixel, "text-anchor": anchor };
    const drawn = shape("text", attributes);
    drawn.textContent = words;
    return drawn;
  }

  scale() {
    const { x, y, width } = this.view;
    const most = (width * this.known.unit) / 4;
    const ten = 10 ** Math.floor(Math.log10(most));
    const metres = ten * [5, 2, 1].find((one) => one * ten <= most);
    const left = x - width / 2 + 8 * this.pixel;
    const low = y + (width * SHAPE) / 2 - 8 * this.pixel;
    const long = metres / this.known.unit;
    const tick = 5 * this.pixel;
    const path = `M${left} ${low - tick}v${tick}h${long}v${-tick}`;
    return [
      shape("path", { d: path, class: "scale", "vector-effect": "non-scaling-stroke" }),
      this.text(this.far(metres), left + long + 6 * this.pixel, low, "start"),
    ];
  }

  tell() {
    const osm = this.box.querySelector(".osm");
    const { none, nearest, away } = this.box.dataset;
    const point = this.point(this.pin ?? { x: 0, y: 0 });
    const [lat, lon] = [point.lat.toFixed(5), point.lon.toFixed(5)];
    osm.href = `${osm.href.split("?")[0]}?mlat=${lat}&mlon=${lon}#map=${this.pin ? 18 : 15}/${lat}/${lon}`;
    if (!this.pin) return this.say(none);
    const metres = (one) => Math.hypot(this.pin.x - one[2], this.pin.y - one[3]) * this.known.unit;
    const home = this.known.places[0];
    const place = this.known.places.reduce((one, other) => (metres(other) < metres(one) ? other : one));
    const isAway = metres(home) > this.known.farthest;
    const named = isAway ? home : place;
    return this.say(fill(isAway ? away : nearest, {
      point: `${lat}, ${lon}`, place: named[0], hromada: named[1], far: this.far(metres(named)),
    }));
  }

  say(words) {
    const told = this.box.querySelector("[role=status]");
    if (told.textContent !== words) told.textContent = words;
  }

  far(metres) {
    const { lang } = document.documentElement;
    const [km, m] = [this.box.dataset.km, this.box.dataset.m];
    const [value, unit] = metres < 1000 ? [Math.round(metres), m] : [metres / 1000, km];
    return `${value.toLocaleString(lang, { maximumFractionDigits: value < 10 ? 1 : 0 })}\u00a0${unit}`;
  }

  under(event) {
    const { left, top } = this.svg.getBoundingClientRect();
    return {
      x: this.view.x - this.view.width / 2 + (event.clientX - left) * this.pixel,
      y: this.view.y - (this.view.width * SHAPE) / 2 + (event.clientY - top) * this.pixel,
    };
  }

  spot(lat, lon) {
    const { per } = this.known;
    return { x: (lon - this.known.lon) * this.narrower * per, y: (this.known.lat - lat) * per };
  }

  point({ x, y }) {
    const { per } = this.known;
    return { lat: this.known.lat - y / per, lon: this.known.lon + x / (this.narrower * per) };
  }
}

const isHere = ([lat, lon]) => lat > 44 && lat < 53 && lon > 22 && lon < 41;
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const meets = ([x, y, w, h], [left, top, wide, high]) =>
  x < left + wide && left < x + w && y < top + high && top < y + h;

function within(at, least, most, half) {
  return most - least < 2 * half ? (least + most) / 2 : Math.min(most - half, Math.max(least + half, at));
}

function shape(name, attributes) {
  const drawn = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) drawn.setAttribute(key, value);
  return drawn;
}
