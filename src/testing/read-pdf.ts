import { inflateSync } from "node:zlib";

/*
 * Enough of a PDF to read what ours say: each text with where it stands, by the map from glyphs to letters that readers
 * and screen readers go by. A letter that the font lacks reads as nothing.
 */

export type PdfText = { text: string; x: number; y: number };

/** The texts of each page, as they were put on it. */
export function readPdf(pdf: Buffer): PdfText[][] {
  const objects = objectsOf(pdf);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  return pages.map(({ head }) => {
    const fonts = new Map(
      [...head.matchAll(/\/(F\d+) (\d+) 0 R/g), ...resourceFonts(objects, head)].map(([, name = "", id = ""]) => [
        name,
        lettersOf(objects, id),
      ]),
    );
    const [, content = ""] = /\/Contents (\d+) 0 R/.exec(head) ?? [];
    return textsOf(objects.get(content)?.body.toString("latin1") ?? "", fonts);
  });
}

/** What each object says of itself, without the texts and the streams in it: all that a reader acts on. */
export const partsOfPdf = (pdf: Buffer): string[] =>
  [...objectsOf(pdf).values()].map(({ head }) => head.replaceAll(/\((?:\\[^]|[^\\()])*\)/g, "()"));

type PdfObject = { head: string; body: Buffer };

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const found = [...pdf.toString("latin1").matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)];
  return new Map(found.map(([, id = "", text = ""]) => [id, toObject(text)]));
}

function toObject(text: string): PdfObject {
  const [head = "", ...rest] = text.split("\nstream\n");
  const bytes = Buffer.from(rest.join("\nstream\n").replace(/\nendstream$/, ""), "latin1");
  return { head, body: head.includes("/FlateDecode") ? inflateSync(bytes) : bytes };
}

function resourceFonts(objects: Map<string, PdfObject>, head: string) {
  const [, id = ""] = /\/Resources (\d+) 0 R/.exec(head) ?? [];
  return [...(objects.get(id)?.head ?? "").matchAll(/\/(F\d+) (\d+) 0 R/g)];
}

/** The letters of a font by its codes. */
function lettersOf(objects: Map<string, PdfObject>, id: string): string[] {
  const [, map = ""] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? "") ?? [];
  const ranges = (objects.get(map)?.body.toString("latin1") ?? "").matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[(.*?)\]/g);
  return [...ranges].flatMap(([, list = ""]) =>
    [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, codes = ""]) =>
      codes
        .split(" ")
        .map((code) => String.fromCharCode(Number.parseInt(code, 16)))
        .join(""),
    ),
  );
}

function textsOf(content: string, fonts: ReadonlyMap<string, readonly string[]>): PdfText[] {
  return [...content.matchAll(/BT\n1 0 0 1 ([\d.-]+) ([\d.-]+) Tm\n\/(F\d+) [\d.]+ Tf\n([\s\S]*?)ET/g)].map(
    ([, x, y, font = "", shown = ""]) => ({
      x: Number(x),
      y: Number(y),
      text: [...shown.matchAll(/<([0-9a-f]+)>/g)]
        .flatMap(([, codes = ""]) => codes.match(/.{4}/g) ?? [])
        .map((code) => fonts.get(font)?.[Number.parseInt(code, 16)] ?? "")
        .join(""),
    }),
  );
}
