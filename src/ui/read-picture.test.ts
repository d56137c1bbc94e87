import { beforeAll, expect, test } from "vitest";
import { prepareZXingModule } from "zxing-wasm/reader";
import type { WriterOptions } from "zxing-wasm/writer";
import { readScan } from "@/modules/catalog/codes/scan";
import { code128 } from "@/modules/documents/labels/code-128";
import { drawSymbol, type GreyPicture, place, programOf } from "@/testing/draw-symbol";
import { readPicture } from "./read-picture";

beforeAll(() => prepareZXingModule({ overrides: { wasmBinary: programOf("reader") } }));

const pictureOf = ({ width, height, grey }: GreyPicture): ImageData => ({
  width,
  height,
  colorSpace: "srgb",
  data: new Uint8ClampedArray([...grey].flatMap((value) => [value, value, value, 255])),
});
const readFrom = async (text: string, options: WriterOptions) =>
  readPicture(pictureOf(await drawSymbol(text, options)));
const codesOf = async (text: string, options: WriterOptions) =>
  readScan((await readFrom(text, options))[0]?.code ?? "", 2026).forms.map(({ code }) => code);

const CORK = "4006381333931";

test.each([
  ["EAN-13", "EAN13", "4006381333931", CORK],
  ["EAN-8", "EAN8", "40170725", "40170725"],
  ["UPC-A", "UPCA", "036000291452", "0036000291452"],
  ["UPC-E", "UPCE", "01234565", "0012345000065"],
  ["ITF of a case", "ITF", "14006381333938", "14006381333938"],
  ["Code 39", "Code39", "BIN-A 01", "BIN-A 01"],
  ["Code 128", "Code128", "1001-1-2", "1001-1-2"],
  ["QR Code", "QRCode", "https://id.gs1.org/01/04006381333931/10/L7", CORK],
  ["Data Matrix", "DataMatrix", "SN-0001", "SN-0001"],
] as const)("a label with %s is read as what it is for", async (_, format, text, code) => {
  expect(await codesOf(text, { format })).toContain(code);
});

test.each(["Code128", "DataMatrix", "QRCode"] as const)(
  "the elements of GS1 in %s keep the separators that tell where one ends",
  async (format) => {
    const [seen] = await readFrom("[01]04006381333931[10]LOT7[17]271231[21]S-9", { format, options: "gs1" });
    const { forms, label } = readScan(seen?.code ?? "", 2026);
    expect(forms.map(({ code }) => code)).toContain(CORK);
    expect(label).toMatchObject({ lot: "LOT7", expiresOn: "2027-12-31", serial: "S-9" });
  },
);

test("the codes on our own labels of parcels are read", async () => {
  const grey = code128("1001-1-2").flatMap((width, index) => Array<number>(width).fill(index % 2 === 0 ? 0 : 255));
  const bars = { width: grey.length, height: 1, grey: Uint8Array.from(grey) };
  const tall = { ...bars, height: 30, grey: Uint8Array.from(Array<number[]>(30).fill(grey).flat()) };
  const seen = await readPicture(pictureOf(place(tall, { width: 640, height: 200 }, 2)));
  expect(seen).toMatchObject([{ code: "1001-1-2", isChecked: true }]);
  expect(seen[0]?.offCentre).toBeLessThan(0.02);
});

test("a symbol without a check of its own is told from the others", async () => {
  expect(await readFrom("BIN-A 01", { format: "Code39" })).toMatchObject([{ isChecked: false }]);
  expect(await readFrom("14006381333938", { format: "ITF" })).toMatchObject([{ isChecked: false }]);
  expect(await readFrom("4006381333931", { format: "EAN13" })).toMatchObject([{ isChecked: true }]);
});

test("a picture without a code has none", async () => {
  const white = { width: 300, height: 200, grey: new Uint8Array(60_000).fill(255) };
  expect(await readPicture(pictureOf(white))).toEqual([]);
});
