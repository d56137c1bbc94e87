import { expect, test } from "vitest";
import { figuresOf } from "@/modules/documents/figures";
import type { Sheet } from "@/modules/documents/sheet";
import { textsOf } from "@/modules/documents/texts/languages";
import { toMoney } from "@/shared/money";
import { readPdf } from "@/testing/read-pdf";
import { loadFaces, measureBy } from "./faces";
import { laySheet } from "./lay-sheet";
import { printSheet } from "./print-sheet";

const figures = figuresOf({ locale: "de-DE", currency: "EUR", timeZone: "Europe/Berlin" });
const texts = textsOf("de");
const LONG =
  "Wandregal aus geölter Eiche, dessen Name so lang ist, dass er in keine Spalte passt, und-auch-kein-Trennzeichen";
const PRINTED = { language: "de", createdAt: new Date("2026-11-27T10:00:00Z") };

const aSheet = (lines: number, change: Partial<Sheet> = {}): Sheet => ({
  letterhead: {
    name: "Holm & Heather",
    address: "Holm & Heather · Am Sandtorkai 12",
    logo: null,
    foot: [["Holm & Heather"], ["IBAN DE89 3704 0044 0532 0130 00"]],
    paper: "a4",
  },
  texts,
  title: "Auftragsbestätigung #1042",
  recipient: ["Ada Example"],
  facts: [{ label: "Auftrag", value: "#1042" }],
  columns: [
    { label: "Pos.", width: 24, align: "left" },
    { label: "Artikel", width: "rest", align: "left" },
    { label: "Betrag", width: 72, align: "right" },
  ],
  rows: Array.from({ length: lines }, (_, at) => [
    { text: String(at + 1) },
    { text: at % 7 === 3 ? LONG : `Becher ${at}`, under: `SKU-${at}` },
    { text: figures.money(toMoney(11 ** (at % 7))) },
  ]),
  totals: [{ label: "Gesamtbetrag", value: "1.234,56 €", isStrong: true }],
  opening: [],
  closing: ["Vielen Dank für Ihren Auftrag."],
  ...change,
});

test("every letter of Europe arrives, as text that can be searched and read aloud", async () => {
  const said = ["Žluťoučký kůň, Łódź, Þór, Ğüneş, Ελλάδα, Київ", "1.234,56 € · 19 % · Straße – „groß“"];
  const [page = []] = readPdf(await printSheet(aSheet(1, { recipient: said }), PRINTED));
  const shown = page.map(({ text }) => text).join(" ");
  for (const word of said.join(" ").split(" ")) expect(shown).toContain(word);
});

test("500 lines go over many pages: each has the head of the table, its number and how many there are", async () => {
  const pages = readPdf(await printSheet(aSheet(500), PRINTED));
  expect(pages.length).toBeGreaterThan(20);
  for (const [index, page] of pages.slice(0, -1).entries()) {
    const shown = page.map(({ text }) => text);
    expect(shown).toEqual(
      expect.arrayContaining(["Pos.", "Artikel", "Betrag", `Seite ${index + 1} von ${pages.length}`]),
    );
  }
  const positions = pages.flat().filter(({ x, text }) => x < 75 && /^\d+$/.test(text));
  expect(positions.map(({ text }) => Number(text))).toEqual(Array.from({ length: 500 }, (_, at) => at + 1));
});

test("nothing runs over an edge or another line, and amounts end below each other", async () => {
  const measure = measureBy(await loadFaces());
  const pages = laySheet(aSheet(80), measure);
  const texts = pages.flatMap((page) => page.filter((mark) => mark.kind === "text"));
  const endOf = (mark: (typeof texts)[number]) => mark.x + measure(mark.text, mark);
  for (const mark of texts) {
    expect(mark.x).toBeGreaterThan(70);
    expect(endOf(mark), mark.text).toBeLessThan(539.5);
    expect(mark.y).toBeLessThan(842 - 10);
  }
  const amounts = texts.filter(({ text, x }) => /^[\d.,]+\s€$/.test(text) && x > 400);
  expect(amounts).toHaveLength(81);
  expect(new Set(amounts.map((mark) => endOf(mark).toFixed(3))).size).toBe(1);
  for (const page of pages) {
    const lines = page.filter((mark) => mark.kind === "text" && mark.x > 100 && mark.x < 120).map(({ y }) => y);
    const gaps = lines.slice(1).map((y, at) => y - (lines[at] ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThan(8);
  }
});

test("figures are as wide as each other, so that digits stand below digits", async () => {
  const { regular } = await loadFaces();
  expect(new Set([..."0123456789"].map((digit) => regular.widthOf(digit))).size).toBe(1);
  expect(regular.widthOf("AV")).toBeLessThan(regular.widthOf("A") + regular.widthOf("V"));
});

test("the same sheet at the same moment is the same file, byte for byte", async () => {
  expect(await printSheet(aSheet(40), PRINTED)).toEqual(await printSheet(aSheet(40), PRINTED));
});

test("letter paper has its own size", async () => {
  const sheet = aSheet(1);
  const pdf = await printSheet({ ...sheet, letterhead: { ...sheet.letterhead, paper: "letter" } }, PRINTED);
  expect(pdf.toString("latin1")).toContain("/MediaBox [0 0 612 792]");
});

const shownBy = (pages: ReturnType<typeof readPdf>) => pages.flat().map(({ text }) => text);

test("an amount is never torn in two, however large: the names beside it get less room", async () => {
  const row = [{ text: "1" }, { text: LONG }, { text: figures.money(toMoney(1_234_567_890)) }];
  const shown = shownBy(readPdf(await printSheet(aSheet(0, { rows: [row] }), PRINTED)));
  expect(shown).toContain("12.345.678,90\u00a0€");
});

test("a note of many lines goes on over the page, and the table follows it", async () => {
  const words = Array.from({ length: 900 }, (_, at) => `w${at}`);
  const pages = laySheet(aSheet(2, { opening: [words.join(" ")] }), measureBy(await loadFaces()));
  const texts = pages.flatMap((page) => page.filter((mark) => mark.kind === "text"));
  const said = new Set(texts.flatMap(({ text }) => text.split(" ")));
  for (const word of words) expect(said).toContain(word);
  const lowest = Math.max(...texts.filter(({ size }) => size > 7).map(({ y }) => y));
  expect(lowest).toBeLessThan(842 - 70);
  expect(pages.length).toBeGreaterThan(1);
});

test("a foot of many lines is printed whole, and the table ends above it", async () => {
  const { letterhead } = aSheet(0);
  const foot = Array.from({ length: 14 }, (_, at) => `Foot ${at}`);
  const pages = laySheet(aSheet(80, { letterhead: { ...letterhead, foot: [foot] } }), measureBy(await loadFaces()));
  for (const page of pages) {
    const texts = page.filter((mark) => mark.kind === "text");
    expect(texts.filter(({ text }) => text.startsWith("Foot ")).map(({ text }) => text)).toEqual(foot);
    const footTop = Math.min(...texts.filter(({ text }) => text === "Foot 0").map(({ y }) => y));
    const rows = texts.filter(({ text }) => text.startsWith("SKU-") || text.endsWith("€"));
    for (const { y } of rows) expect(y).toBeLessThan(footTop - 5);
    for (const { y } of texts) expect(y).toBeLessThan(842 - 10);
  }
});

test("what the typeface has no letters for is not left out in silence", async () => {
  const print = async (recipient: string) =>
    shownBy(readPdf(await printSheet(aSheet(1, { recipient: [recipient] }), PRINTED)));
  for (const foreign of ["王小明", "محمد", "שלום", "Ada 😀"])
    expect(await print(foreign)).toContain(texts.lettersMissing);
  expect(await print("Žofie Nguyễn")).not.toContain(texts.lettersMissing);
});

test("signs that are not to be seen leave no box, and blanks and breaks of any kind are such", async () => {
  const typed = "Ada\u00ad\u200d Exam\u200eple\ufe0f\tLtd\r\nQuay 4";
  const shown = shownBy(readPdf(await printSheet(aSheet(1, { recipient: [typed] }), PRINTED)));
  expect(shown).toEqual(expect.arrayContaining(["Ada Example Ltd", "Quay 4"]));
  expect(shown).not.toContain(texts.lettersMissing);
});

test("500 signs without a blank are printed, all of them", async () => {
  const title = "W".repeat(500);
  const row = [{ text: "1" }, { text: title, under: title.toLowerCase() }, { text: "1,00 €" }];
  const shown = shownBy(readPdf(await printSheet(aSheet(0, { rows: [row] }), PRINTED))).join("");
  expect(shown.match(/W/g)).toHaveLength(500);
  expect(shown.match(/w/g)).toHaveLength(500);
});

test("a letter can be read also when one that is made of it was printed before", async () => {
  await printSheet(aSheet(0, { recipient: ["Ẍẍ"] }), PRINTED);
  expect(shownBy(readPdf(await printSheet(aSheet(0, { recipient: ["Xx"] }), PRINTED)))).toContain("Xx");
});
