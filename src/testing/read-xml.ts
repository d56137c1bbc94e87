/** Enough of XML to read what we write: elements with attributes, and text where there are no elements. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};

const TAG = /<(\/?)([\w:]+)((?:\s+[\w:]+="[^"]*")*)\s*>([^<]*)/g;
const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

type Open = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

/** @throws Error where an element ends that did not begin */
export function readXml(xml: string): XmlElement {
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const open: Open[] = [root];
  for (const [, slash, name = "", said = "", text = ""] of xml.matchAll(TAG)) {
    const inner = open.at(-1);
    if (slash === "/") {
      if (inner?.name !== name) throw new Error(`${name} ends, and ${inner?.name} was open.`);
      open.pop();
      open.at(-1)?.children.push(inner);
    } else {
      const attributes = Object.fromEntries(
        [...said.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, unescaped(value)]),
      );
      open.push({ name, attributes, children: [], text: unescaped(text) });
    }
  }
  const [found] = root.children;
  if (!found || open.length !== 1) throw new Error("An element does not end.");
  return found;
}

/** Every element on a path of names without their prefixes, from the children of `of` on. */
export const allOf = (of: XmlElement, ...path: readonly string[]): XmlElement[] =>
  path.reduce<XmlElement[]>(
    (found, name) => found.flatMap(({ children }) => children.filter((child) => child.name.split(":")[1] === name)),
    [of],
  );

export const textOf = (of: XmlElement, ...path: readonly string[]): string => allOf(of, ...path)[0]?.text ?? "";
