// A sound and a notification when something new waits: for whoever has asked for them here.
const KEPT = "desk alerts";
const SOUND = { hertz: 660, seconds: 0.25, loud: 0.2 };
let audio = null;

const isOn = () => localStorage.getItem(KEPT) === "on";
const mayNotify = () => "Notification" in window && Notification.permission === "granted";

export function offerAlerts() {
  const button = document.getElementById("alerts");
  if (!button) return;
  const show = () => {
    button.setAttribute("aria-pressed", isOn());
    button.textContent = isOn() ? button.dataset.off : button.dataset.on;
  };
  button.hidden = false;
  show();
  button.addEventListener("click", async () => {
    localStorage.setItem(KEPT, isOn() ? "off" : "on");
    show();
    if (!isOn()) return;
    sound(); // browsers let a page sound only after a press
    if ("Notification" in window) await Notification.requestPermission();
  });
  document.addEventListener("more-waiting", () => isOn() && tell(button.dataset.told));
}

function tell(text) {
  sound();
  // It holds no word of a reader: it may stand on a locked screen.
  if (mayNotify()) new Notification(document.title, { body: text, tag: "desk" }).onclick = () => window.focus();
}

function sound() {
  try {
    audio ??= new AudioContext();
    audio.resume();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = SOUND.hertz;
    volume.gain.value = SOUND.loud;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + SOUND.seconds);
  } catch {
    // This browser has no sound: the notification and the title tell it.
  }
}
