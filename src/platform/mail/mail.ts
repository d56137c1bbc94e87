/** What an email says, before it is text and HTML. It loads nothing from anywhere, so nobody sees who reads it. */
export type Letter = {
  subject: string;
  /** Of its words; English unless it is said. */
  language?: string;
  /** Paragraphs before the list. */
  lines: readonly string[];
  items?: readonly { title: string; detail: string; href?: string | undefined }[];
  action?: { label: string; href: string } | undefined;
  /** Small print: why one gets it, and how it ends. */
  footer: readonly { text: string; href?: string }[];
};

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

/** Header lines and those of a list end at a line break, whatever a label holds. */
export const inOneLine = (text: string): string => text.replaceAll(/[\r\n\t]+/g, " ").trim();

/** The same letter as plain text and as HTML. */
export function renderLetter(letter: Letter): { text: string; html: string } {
  return { text: toText(letter), html: toHtml(letter) };
}

function toText({ lines, items = [], action, footer }: Letter): string {
  const listed = items.map(({ title, detail, href }) =>
    [`- ${inOneLine(title)}`, detail && `  ${inOneLine(detail)}`, href && `  ${href}`].filter(Boolean).join("\n"),
  );
  const small = footer.map(({ text, href }) => (href ? `${text}: ${href}` : text));
  const parts = [
    ...lines,
    listed.join("\n"),
    action ? `${action.label}:\n${action.href}` : "",
    ...(small.length > 0 ? ["-- ", small.join("\n")] : []),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',sans-serif";
const linkTo = (href: string, text: string, style = "color:#2457c5") =>
  `<a href="${escapeHtml(href)}" style="${style}">${escapeHtml(text)}</a>`;
const BUTTON =
  "display:inline-block;padding:10px 16px;border-radius:6px;background:#2457c5;color:#ffffff;text-decoration:none;" +
  "font-weight:600";

function toHtml({ subject, language = "en", lines, items = [], action, footer }: Letter): string {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px;white-space:pre-line">${escapeHtml(line)}</p>`);
  const rows = items.map(
    ({ title, detail, href }) =>
      `<li style="margin:0 0 10px"><strong>${href ? linkTo(href, title) : escapeHtml(title)}</strong>` +
      `${detail ? `<br><span style="color:#5c6470">${escapeHtml(detail)}</span>` : ""}</li>`,
  );
  const list = rows.length === 0 ? [] : [`<ul style="margin:0 0 16px;padding-left:20px">${rows.join("")}</ul>`];
  const button = action ? [`<p style="margin:16px 0">${linkTo(action.href, action.label, BUTTON)}</p>`] : [];
  const small = footer.map(({ text, href }) => (href ? linkTo(href, text, "color:#5c6470") : escapeHtml(text)));
  const foot =
    small.length > 0 ? [`<p style="margin:24px 0 0;font-size:13px;color:#5c6470">${small.join("<br>")}</p>`] : [];
  return [
    `<!doctype html><html lang="${escapeHtml(language)}"><head><meta charset="utf-8">`,
    `<meta name="color-scheme" content="light dark">`,
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="margin:0;padding:24px;${FONT};font-size:15px;line-height:1.5">`,
    `<div style="max-width:560px;margin:0 auto">`,
    ...paragraphs,
    ...list,
    ...button,
    ...foot,
    `</div></body></html>`,
  ].join("\n");
}
