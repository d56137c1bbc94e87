import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { besideEachOther, differenceOf } from "./compare-pictures";
import { type Picture, readPng, writePng } from "./png";

/** Where pages that look otherwise are shown beside those that were kept. */
const TOLD = path.resolve("test-results/pictures");

/**
 * Holds the pages of a document to pictures in `folder`, which somebody has looked at. Where one is meant to look
 * otherwise, remove its picture and run the test once with QM_KEEP_PICTURES=1, then look at what was written.
 */
export function keptPictures(folder: string) {
  const fileOf = (name: string, page: number) => path.join(folder, `${name}-${page}.png`);

  function expectAsKept(name: string, number: number, page: Picture): void {
    const file = fileOf(name, number);
    if (process.env["QM_KEEP_PICTURES"] && !existsSync(file)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, writePng(page));
    }
    const kept = readPng(readFileSync(file));
    const { pixels, isSame } = differenceOf(kept, page);
    if (isSame) return;
    mkdirSync(TOLD, { recursive: true });
    const told = path.join(TOLD, path.basename(file));
    writeFileSync(told, writePng(besideEachOther(kept, page)));
    expect.fail(
      `${name} looks otherwise in ${pixels} pixels: what was kept, what came and where they differ is in ${told}.`,
    );
  }

  return (name: string, pages: readonly Picture[]): void => {
    for (const [index, page] of pages.entries()) expectAsKept(name, index + 1, page);
    expect(existsSync(fileOf(name, pages.length + 1)), "a page is missing").toBe(false);
  };
}
