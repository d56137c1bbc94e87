import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Font, Glyph } from "fontkit";
import { processSingleton } from "@/platform/process-singleton";
import type { Measure } from "./mark";

const FOLDER = join(process.cwd(), "node_modules", "@expo-google-fonts", "inter");
const FILES = { regular: "400Regular/Inter_400Regular.ttf", strong: "600SemiBold/Inter_600SemiBold.ttf" } as const;

export type Faces = Readonly<Record<keyof typeof FILES, Face>>;

/** Read once for a process, by the first document that it prints: a megabyte that nobody else pays for. */
export const loadFaces = (): Promise<Faces> => processSingleton("documents.faces", openFaces);

async function openFaces(): Promise<Faces> {
  const [regular, strong] = await Promise.all([openFace(FILES.regular), openFace(FILES.strong)]);
  return { regular, strong };
}

async function openFace(file: string): Promise<Face> {
  const [{ create }, bytes] = await Promise.all([import("fontkit"), readFile(join(FOLDER, file))]);
  const font = create(bytes);
  if (!("layout" in font)) throw new Error(`${file} holds several fonts, and one is needed.`);
  return new Face(font);
}

export const measureBy =
  (faces: Faces): Measure =>
  (text, { size, isStrong }) =>
    (isStrong ? faces.strong : faces.regular).widthOf(text) * size;

type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number };
const LETTER = /\p{L}/u;
/** What is not to be seen: where a word may be broken, which way a text runs, what was typed by a key of its own. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;
const lettersOf = (text: string): string[] => [...text.normalize("NFC").replaceAll(UNSEEN, "")];
/** The box that stands for a letter that a font lacks. */
const MISSING = 0;
const PLAIN = { calt: false, liga: false, ccmp: false };

/**
 * A font that lays out a text letter by letter: kerned, and with figures that stand below each other. Shaping a word
 * by all tables of Inter takes a quarter of a millisecond, which is a second for an order of 500 lines; a pair of
 * letters is shaped once.
 */
class Face {
  private readonly glyphs = new Map<string, Glyph>();
  private readonly kerning = new Map<string, number>();
  /** As pdfkit takes it, which asks it for nothing but the layout. */
  readonly printable: Font;

  constructor(private readonly font: Font) {
    for (const [digit, glyph] of font.layout("0123456789", ["tnum"]).glyphs.entries())
      this.glyphs.set(String(digit), glyph);
    this.printable = Object.create(font, { layout: { value: (text: string) => this.layout(text) } });
  }

  /** Whether every letter of a text can be shown. */
  has(text: string): boolean {
    return lettersOf(text).every((letter) => this.glyphOf(letter).id !== MISSING);
  }

  /** In parts of the size that it is written in. */
  widthOf(text: string): number {
    return this.layout(text).advanceWidth / this.font.unitsPerEm;
  }

  private layout(text: string) {
    const letters = lettersOf(text);
    const glyphs = letters.map((letter) => this.glyphOf(letter));
    // pdfkit scales them in place.
    const positions = glyphs.map(({ advanceWidth }, index): Position => {
      const xAdvance = advanceWidth + this.kernOf(letters[index] ?? "", letters[index + 1] ?? "");
      return { xAdvance, yAdvance: 0, xOffset: 0, yOffset: 0 };
    });
    return {
      glyphs,
      positions,
      get advanceWidth() {
        return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
      },
    };
  }

  private glyphOf(letter: string): Glyph {
    const known = this.glyphs.get(letter);
    if (known) return known;
    const codePoint = letter.codePointAt(0) ?? 0;
    // One that was part of another letter before, as y of ý, knows of no letter, and readers would find none there.
    const codePoints = { value: [codePoint] };
    const glyph: Glyph = Object.create(this.font.glyphForCodePoint(codePoint), { codePoints });
    this.glyphs.set(letter, glyph);
    return glyph;
  }

  private kernOf(letter: string, next: string): number {
    if (!LETTER.test(letter) || !LETTER.test(next)) return 0;
    const pair = letter + next;
    const known = this.kerning.get(pair);
    if (known !== undefined) return known;
    const apart = this.glyphOf(letter).advanceWidth + this.glyphOf(next).advanceWidth;
    const kern = this.font.layout(pair, PLAIN).advanceWidth - apart;
    if (this.kerning.size < PAIRS_MAX) this.kerning.set(pair, kern);
    return kern;
  }
}

/** Two alphabets in capitals and small letters. */
const PAIRS_MAX = 20_000;
