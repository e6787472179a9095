// Text with addresses and telephones as links: text nodes, never HTML.
const FOUND =
  /(https?:\/\/[^\s<>"«»]*[^\s<>"«».,:;!?)\]])|((?:\+380|\b0)[\s-]?\(?\d{2,3}\)?(?:[\s-]?\d){6,7}\b)|(^(?:1\d\d|[3-9]\d\d+|\d\d-\d\d|\d{3}\s\d{3})(?=\s–\s))/gmu;

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
    const [whole, web, , short] = match;
    const digits = whole.replace(/\D/g, "");
    if (!web && !short && ![10, 12].includes(digits.length)) continue;
    nodes.push(text.slice(end, match.index));
    const link = document.createElement("a");
    link.textContent = whole;
    link.href = web ?? `tel:${whole.startsWith("+") ? "+" : ""}${digits}`;
    if (web) outward(link);
    else link.className = "phone";
    nodes.push(link);
    end = match.index + whole.length;
  }
  return [...nodes, text.slice(end)];
}

export function outward(link) {
  link.target = "_blank";
  link.rel = "noopener noreferrer";
}
