import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { CsvReader } from "@/modules/imports/file/csv";

/** Where real data lies, outside the repository since its licences do not allow shipping it. */
const FOLDER = path.resolve(process.env["QM_DATA"] ?? "../shared/data");

export const hasRealData = (name: string): boolean => existsSync(path.join(FOLDER, name));

/** The path of a file of real data. */
const realDataFile = (name: string): string => path.join(FOLDER, name);

/** The rows of a CSV file, by the names in its header. */
export function readRealRows(name: string): Record<string, string>[] {
  const text = readFileSync(realDataFile(name), "utf8").replace(/^\ufeff/, "");
  const [header, ...rows] = new CsvReader(",").read(text, true);
  return rows.map(({ cells }) =>
    Object.fromEntries(header?.cells.map((column, at) => [column, cells[at] ?? ""]) ?? []),
  );
}
