import fc from "fast-check";
import { expect, test } from "vitest";
import { files } from "@/platform/files";
import { testDatabase } from "@/testing/database";
import { keepFile, keepUploadsApart } from "@/testing/imports";
import { readRecords, sniffFile } from "./file/read-file";
import { DELIMITERS } from "./import-format";

keepUploadsApart();
// The configuration of the process names one.
testDatabase();

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test("any table of texts is read as it was written, whatever the separator", async () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", "é", "漢", '"', ",", ";", "\t", "\n", " ", "🙂"),
    maxLength: 12,
  });
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(...DELIMITERS),
      fc.constantFrom("", "\ufeff"),
      fc.constantFrom("\n", "\r\n"),
      async (rows, delimiter, mark, end) => {
        const quoted = rows
          .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter))
          .join(end);
        const key = await keepFile(`${mark}"One"${delimiter}"Two"${delimiter}"Three"${end}${quoted}${end}`);
        const format = await sniffFile(key, "en-GB");
        expect(format).toMatchObject({ delimiter, header: ["One", "Two", "Three"] });
        const read = [];
        for await (const records of readRecords(key, format)) read.push(...records.map(({ cells }) => cells));
        expect(read).toEqual(rows.filter((row) => row.some((text) => text.trim() !== "")));
        await files().remove(key);
      },
    ),
    { numRuns: 60 },
  );
});

test("a file larger than allowed is not kept, and no key leads out of the folder", async () => {
  await expect(files().put(once("x".repeat(11)), { bytesMax: 10 })).rejects.toMatchObject({
    code: "platform.file-too-large",
  });
  await expect(files().get("../../etc/passwd")).rejects.toMatchObject({ code: "platform.file-gone" });
});
