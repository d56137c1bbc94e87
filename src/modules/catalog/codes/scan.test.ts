import { describe, expect, test } from "vitest";
import { readDate, readElements } from "./gs1";
import { checkDigitOf } from "./gtin";
import { countOfScan, readScan } from "./scan";

const PENCIL = "4006381333931";
const IN_14 = `0${PENCIL}`;
const FNC1 = "\u001d";
const read = (text: string) => readScan(text, 2026);
const codesOf = (text: string) => read(text).forms.map(({ code }) => code);
const guessesOf = (text: string) => read(text).guesses.map(({ code }) => code);

describe("the item is found", () => {
  test.each([
    `]E0${PENCIL}`,
    `]E3${PENCIL}`,
    `]C101${IN_14}`,
    `]d201${IN_14}17271231`,
    `]Q301${IN_14}`,
    `]e001${IN_14}`,
    `]J101${IN_14}`,
    `01${IN_14}`,
    `${FNC1}01${IN_14}`,
    `]C110LOT1${FNC1}01${IN_14}`,
    `10LOT1${FNC1}01${IN_14}21SERIAL`,
    `]C110LOT1{GS}01${IN_14}`,
    `]C110LOT1<GS>01${IN_14}`,
    `]C110LOT1^]01${IN_14}`,
    `]C110LOT1\u241d01${IN_14}`,
    `]C110LOT1_x001D_01${IN_14}`,
    `]C110LOT1#01${IN_14}`,
    `[)>\u001e05${FNC1}01${IN_14}${FNC1}10LOT1\u001e\u0004`,
    `(01)${IN_14}`,
    `(01) 0 4006381 33393 1 (10) LOT 1`,
    `(01)${PENCIL}(10)LOT1`,
    `(17)271231(10)LOT1(01)${IN_14}`,
    `]C1(01)${IN_14}(10)LOT1`,
    `3103001250` + `01${IN_14}`,
    `8006${IN_14}0102`,
    `https://id.gs1.org/01/${IN_14}`,
    `HTTPS://ID.GS1.ORG/01/${IN_14}`,
    `]Q1https://shop.example/some/path/01/${IN_14}/10/LOT1`,
    `https://shop.example/gtin/${PENCIL}/lot/LOT1`,
    `id.gs1.org/01/${IN_14}`,
    "urn:epc:id:sgtin:4006381.033393.7001",
    "urn:epc:tag:sgtin-96:1.4006381.033393.7001",
  ])("in %j", (text) => expect(codesOf(text)).toContain(PENCIL));

  test("only where its check digit is right", () => {
    expect(codesOf("]C10104006381333932")).not.toContain("4006381333932");
    expect(codesOf("https://id.gs1.org/01/04006381333932")).toHaveLength(1);
  });

  test("and an own code that begins like an identifier is that code", () => {
    expect(codesOf("10ABC")).toEqual(["10ABC"]);
    expect(codesOf("01-A-7")).toEqual(["01-A-7"]);
  });
});

describe("what the label says is kept", () => {
  const label = { lot: "LOT1", expiresOn: "2027-12-31", serial: "S/7" };
  test.each([
    `]C101${IN_14}1727123110LOT1${FNC1}21S/7`,
    `]C110LOT1${FNC1}21S/7${FNC1}17271200` + `01${IN_14}`,
    `(01)${IN_14}(17)271231(10)LOT1(21)S/7`,
    `https://id.gs1.org/01/${IN_14}/10/LOT1/21/S%2F7?17=271231`,
    `https://id.gs1.org/01/${IN_14}/22/2A/10/LOT1/21/S%2F7?linkType=all&17=271231`,
  ])("of %j", (text) => expect(read(text).label).toMatchObject(label));

  test("best before stands in for expiry, and a day that does not exist is none", () => {
    expect(read(`]C101${IN_14}15280229`).label.expiresOn).toBe("2028-02-29");
    expect(read(`]C101${IN_14}17270229`).label.expiresOn).toBeNull();
    expect(read(`]C101${IN_14}70032712312359`).label.expiresOn).toBe("2027-12-31");
  });

  test("nothing is read into a code that is no label", () => {
    expect(read("10LOT7").label).toMatchObject({ lot: null, expiresOn: null });
  });
});

describe("how many", () => {
  const count = (text: string, unit: "each" | "g" = "each", unitsOfCode = 1) => {
    const { forms, guesses, label } = read(text);
    const found = [...forms, ...guesses].find(({ code }) => code === PENCIL);
    return found && [found.of, countOfScan(label, found.of, unit, unitsOfCode)];
  };
  test.each([
    [PENCIL, ["item", 1]],
    [`(02)${IN_14}(37)24`, ["box", 24]],
    [`]C102${IN_14}3724`, ["box", 24]],
    [`]C100123456789012345675` + `02${IN_14}3724${FNC1}10LOT1`, ["box", 24]],
    [`(02)${IN_14}`, ["box", null]],
    [`(01)${IN_14}(30)6`, ["item", 6]],
    [`1400638133393${checkDigitOf("1400638133393")}`, ["case", null]],
  ])("%s", (text, expected) => expect(count(text)).toEqual(expected));

  test("a pack counts what it holds, and a net weight counts in grams", () => {
    expect(count(PENCIL, "each", 12)).toEqual(["item", 12]);
    expect(count(`(02)${IN_14}(37)24`, "each", 12)).toEqual(["box", 288]);
    expect(count(`]C101${IN_14}3103001250`, "g")).toEqual(["item", 1250]);
    expect(count(`]C101${IN_14}3103001250`, "each")).toEqual(["item", 1]);
  });
});

describe("what a code may be besides", () => {
  test.each([
    ["05123452", "0051234000052", "UPC-E beside EAN-8"],
    ["051234000052", "05123452", "the UPC-E of a UPC-A"],
    ["036000291452", "36000291452", "the same with its zeros lost"],
    ["36000291452", "0036000291452", "the same with its zeros back"],
    ["425261", "0042100005264", "six digits of UPC-E"],
    ["0306406152", "9780306406157", "an ISBN of ten digits"],
    ["977204936300251", "9772049363002", "a magazine with its issue"],
    ["978316148410012345", "9783161484100", "a book with its price"],
    ["]E3400638133393112", PENCIL, "any item with an add-on"],
  ])("%s is also looked up as %s: %s", (text, other) => {
    expect([...codesOf(text), ...guessesOf(text)]).toContain(other);
  });

  test("a scanner that names EAN-8 means no UPC-E", () => {
    expect(guessesOf("]E405123452")).not.toContain("0051234000052");
  });
});

describe("a date of six digits", () => {
  test.each([
    ["270615", 2026, "2027-06-15"],
    ["270600", 2026, "2027-06-30"],
    ["280200", 2026, "2028-02-29"],
    ["760101", 2026, "2076-01-01"],
    ["770101", 2026, "1977-01-01"],
    ["120101", 2074, "2112-01-01"],
    ["271301", 2026, null],
    ["270632", 2026, null],
    ["2706", 2026, null],
  ])("%s in %i is %s", (digits, year, day) => expect(readDate(digits, year)).toBe(day));
});

test("elements that do not fit to the end are no elements", () => {
  expect(readElements(`01${IN_14}99`).size).toBe(0);
  expect(readElements(`01${IN_14}zz`).size).toBe(0);
  expect(readElements("(99999)x").size).toBe(0);
});
