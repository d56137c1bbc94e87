/** An element of XML, as data: its name, what is in it, and attributes. Null is left out. */
export type XmlNode = {
  readonly name: string;
  readonly content: string | readonly (XmlNode | null)[];
  readonly attributes?: Readonly<Record<string, string>>;
};

export const element = (name: string, ...content: readonly (XmlNode | null)[]): XmlNode => ({ name, content });

/** A text, which is left out where it is empty. */
export const text = (name: string, content: string, attributes?: Readonly<Record<string, string>>): XmlNode | null =>
  content === "" ? null : { name, content, ...(attributes && { attributes }) };

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** What XML 1.0 has no place for, even escaped. */
const UNFIT = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
export const escapeXml = (content: string): string =>
  content.replaceAll(UNFIT, " ").replaceAll(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);

export const writeXml = (root: XmlNode): string => `<?xml version="1.0" encoding="UTF-8"?>\n${writeNode(root)}\n`;

function writeNode({ name, content, attributes = {} }: XmlNode): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inner =
    typeof content === "string"
      ? escapeXml(content)
      : content.map((child) => (child === null ? "" : writeNode(child))).join("");
  return `<${name}${said.join("")}>${inner}</${name}>`;
}
