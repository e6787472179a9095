// Text with addresses, e-mail and telephones as links: text nodes, never HTML.
// The same as bot/channels/tappable.py; \w knows no Cyrillic letter here.
const FOUND = new RegExp(
  [
    /(https?:\/\/[^\s<>"«»]*[^\s<>"«».,:;!?)\]])/,
    /([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/,
    /((?:\+380|\b0)[\s-]?\(?\d{2,3}\)?(?:[\s-]?\d){6,7}\b)/,
    /(^(?:1\d\d|[3-9]\d{2,3}|\d\d-\d\d|\d{3}\s\d{3})(?=\s–\s))/,
    /((?:телефон|дзвон|подзвон|набер|набирай|ліні|номер|call|dial|line|phone)[\p{L}’]*(?:[ \xa0](?:на|за|до|at))?:?[ \xa0])(116[ \xa0]\d{3}|1\d{2,3}|[3-9]\d{2,3}|\d\d-\d\d)(?![\d\p{L}–-])/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gimu",
);

export function safeUrl(url) {
  try {
    return ["https:", "http:", "tel:", "mailto:"].includes(new URL(url).protocol) ? url : "";
  } catch {
    return "";
  }
}

export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(FOUND)) {
    const [whole, web, mail, phone, , before = "", after] = match;
    const said = after ?? whole;
    const digits = said.replace(/\D/g, "");
    if (phone && ![10, 12].includes(digits.length)) continue;
    nodes.push(text.slice(end, match.index + before.length));
    const link = document.createElement("a");
    link.textContent = said;
    link.href = web ?? (mail ? `mailto:${mail}` : `tel:${said.startsWith("+") ? "+" : ""}${digits}`);
    if (web) outward(link);
    else if (!mail) link.className = "phone";
    nodes.push(link);
    end = match.index + whole.length;
  }
  return [...nodes, text.slice(end)];
}

export function outward(link) {
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}
