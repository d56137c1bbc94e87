import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cpuMsOf } from "@/testing/cpu-time";
import { CsvReader, RECORD_CHARACTERS_MAX } from "./csv";

const read = (text: string, delimiter = ",") => new CsvReader(delimiter).read(text, true);
const cellsOf = (text: string, delimiter?: string) => read(text, delimiter).map(({ cells }) => cells);

describe("cells", () => {
  test.each([
    [
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ['"a ""b"" c",d', [['a "b" c', "d"]]],
    ['"one\ntwo",x', [["one\ntwo", "x"]]],
    ['a, "b, c" ,d', [["a", "b, c", "d"]]],
    ['5" pipe,x', [['5" pipe', "x"]]],
    ['"Case 5" pipe,x', [['"Case 5" pipe', "x"]]],
    ['"Case 5" pipe",x', [['Case 5" pipe', "x"]]],
    ['"",x', [["", "x"]]],
    [
      "a,\n,b",
      [
        ["a", ""],
        ["", "b"],
      ],
    ],
    ["\n\n,,\n a\n  \n", [[" a"]]],
    ['="0012",x', [['="0012"', "x"]]],
  ])("%j", (text, cells) => expect(cellsOf(text)).toEqual(cells));

  test("a tab separates, and is then no blank before a quote", () => {
    expect(cellsOf('a\t"b\tc"\t\n', "\t")).toEqual([["a", "b\tc", ""]]);
  });
});

test("rows are numbered as in a spreadsheet, lines as in an editor", () => {
  expect(read('a\n\n"b\nc"\nd\n').map(({ row, line }) => [row, line])).toEqual([
    [1, 1],
    [3, 3],
    [4, 5],
  ]);
});

describe("a quote that stays open", () => {
  const faultsOf = (text: string) => read(text).map(({ row, line, cells, fault }) => ({ row, line, cells, fault }));

  test("costs its own line and no other", () => {
    expect(faultsOf('Name,SKU\n"Case a,A\nCase b,B\nCase c,C\n')).toMatchObject([
      { row: 1, fault: null },
      { row: 2, line: 2, cells: ['"Case a,A'], fault: "quote-open" },
      { row: 3, line: 3, cells: ["Case b", "B"], fault: null },
      { row: 4, cells: ["Case c", "C"], fault: null },
    ]);
  });

  test("is given back with the cells before it and the whole of its line", () => {
    const long = `"${"word, ".repeat(100)}end`;
    expect(faultsOf(`A,"b, c",${long}\nD,E,F\n`)).toMatchObject([
      { cells: ["A", "b, c", long], fault: "quote-open" },
      { cells: ["D", "E", "F"], fault: null },
    ]);
  });

  test("is never cut within a character", () => {
    const [row] = read(`x"\n"${"🙂".repeat(6_000)}`.slice(3));
    expect(row?.cells[0]).toMatch(/^"🙂+$/u);
    expect(row?.fault).toBe("quote-open");
  });

  test("is not closed by the quote that opens a later cell", () => {
    expect(faultsOf('"Case a,A\n"Case b",B\nCase c,"C"\n').map(({ fault, cells }) => fault ?? cells)).toEqual([
      "quote-open",
      ["Case b", "B"],
      ["Case c", "C"],
    ]);
  });

  test("is named by the line where it opens, also behind a cell of several lines", () => {
    expect(faultsOf('x\n"one\ntwo","three\nfour\n')).toMatchObject([
      { line: 1 },
      { line: 3, fault: "quote-open" },
      { line: 4, cells: ["four"] },
    ]);
  });

  test("is given up after two million characters, and a long line without any end is passed over", () => {
    const long = "x".repeat(RECORD_CHARACTERS_MAX + 10);
    const reader = new CsvReader(",");
    const parts = ['a\n"b\n', long, "\nc\n", long, long, ",y\nd\n"];
    const records = parts.flatMap((part, index) => reader.read(part, index === parts.length - 1));
    expect(records.map(({ fault, cells }) => fault ?? cells[0]?.slice(0, 3))).toEqual([
      "a",
      "quote-open",
      "too-long",
      "c",
      "too-long",
      "d",
    ]);
  });
});

test("text in parts of any size is read as in one", () => {
  const text = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", '""'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (text, sizes) => {
      const reader = new CsvReader(",");
      const records = [];
      let at = 0;
      for (let step = 0; at < text.length; step += 1) {
        const size = sizes[step % sizes.length] ?? 1;
        records.push(...reader.read(text.slice(at, at + size), false));
        at += size;
      }
      records.push(...reader.read("", true));
      expect(records).toEqual(read(text));
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["blank lines", "\n"],
  ["ragged lines", "x,\n"],
  ["lines that quote badly", '"x" y,\n'],
])("4 MB of %s are read in little time", (_what, line) => {
  const text = line.repeat((4 * 1024 * 1024) / line.length);
  const reader = new CsvReader(",");
  const tookMs = cpuMsOf(() => {
    for (let at = 0; at < text.length; at += 65_536) reader.read(text.slice(at, at + 65_536), false);
  });
  expect(tookMs).toBeLessThan(5_000);
});
