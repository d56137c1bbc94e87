import { expect, test } from "vitest";
import { loadFaces, measureBy } from "@/modules/documents/print/faces";
import { printLabelPages } from "@/modules/documents/print/print-label-pages";
import { readPdf } from "@/testing/read-pdf";
import { QUIET_MODULES, widthOfCode } from "./code-128";
import type { Label } from "./label";
import { layLabel } from "./lay-label";

const MM = 72 / 25.4;
const LABEL: Label = {
  reference: "1001-1-2",
  sender: "Holm & Heather · Am Sandtorkai 12 · 20457 Hamburg",
  recipient: ["Łucja Example", "ul. Żelazna 5", "00-848 Warszawa", "Poland"],
  carrier: "DHL Express",
  tracking: "Tracking JD 01",
  facts: ["Order #1001", "1.2 kg · 300 × 200 × 100 mm"],
};
const PRINTED = { language: "en", createdAt: new Date("2026-11-27T10:00:00Z"), missing: "Some letters are missing." };

test("a label says where a parcel goes, from whom, and by which number, on a page of 100 × 150 mm", async () => {
  const pdf = await printLabelPages([LABEL, { ...LABEL, reference: "1001-1-3" }], PRINTED);
  const pages = readPdf(pdf).map((page) => page.map(({ text }) => text));
  expect(pages).toHaveLength(2);
  expect(pages[0]).toEqual(expect.arrayContaining([...LABEL.recipient, ...LABEL.facts, "1001-1-2", "Tracking JD 01"]));
  expect(pages[1]).toContain("1001-1-3");
  expect(pdf.toString("latin1")).toMatch(/\/MediaBox \[0 0 283\.46\d* 425\.19\d*\]/);
});

test("a letter that the font lacks is told on the label", async () => {
  const [page = []] = readPdf(await printLabelPages([{ ...LABEL, recipient: ["王小明"] }], PRINTED));
  expect(page.map(({ text }) => text)).toContain("Some letters are missing.");
});

test("nothing leaves the label or meets the barcode, however long an address is", async () => {
  const measure = measureBy(await loadFaces());
  const long = "Very long name of a company that goes on and on, Department of Names";
  for (const recipient of [LABEL.recipient, [long, long, long, "12345 City"], Array<string>(40).fill(long)]) {
    const page = layLabel({ ...LABEL, recipient, reference: "123456789012-12-34", facts: [long, long] }, measure);
    const bars = page.filter((mark) => mark.kind === "bar");
    const top = Math.min(...bars.map(({ y }) => y));
    for (const mark of page) {
      if (mark.kind !== "text") continue;
      expect(mark.x + measure(mark.text, mark)).toBeLessThanOrEqual(94 * MM + 0.01);
      expect(mark.y < top || mark.y > top + 20 * MM).toBe(true);
      expect(mark.y).toBeLessThan(150 * MM);
    }
  }
});

test("the bars are wide enough to be scanned, with quiet zones on both sides", async () => {
  const measure = measureBy(await loadFaces());
  for (const reference of ["1-1-1", "1001-1-2", "123456789012-12-34"]) {
    const bars = layLabel({ ...LABEL, reference }, measure).filter((mark) => mark.kind === "bar");
    const [first, last] = [bars[0], bars.at(-1)];
    if (!first || !last) throw new Error("There are no bars.");
    const unit = (last.x + last.width - first.x) / widthOfCode(reference);
    expect(unit).toBeGreaterThanOrEqual(0.25 * MM);
    expect(first.x).toBeGreaterThanOrEqual(6 * MM + QUIET_MODULES * unit - 0.01);
    expect(last.x + last.width).toBeLessThanOrEqual(94 * MM - QUIET_MODULES * unit + 0.01);
  }
});
