import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

/** Cases that lie beside the repository: an input, and what is right. */
const FOLDER = path.resolve(process.env["QM_CASES"] ?? "../shared/cases");

const Case = z.object({
  kind: z.string(),
  file: z.object({ name: z.string(), text: z.string() }).optional(),
  data: z.record(z.string(), z.unknown()).default({}),
  expected: z.unknown(),
});
export type CaseFile = z.infer<typeof Case> & { name: string };

const CASES = /^(?<name>.+)\.(?<type>json|md)$/;

/** A page of words is a case to go through by hand, as one of kind `steps` is. */
function readCase(file: string): CaseFile[] {
  const { name, type } = CASES.exec(file)?.groups ?? {};
  if (name === undefined || name === "README") return [];
  if (type === "md") return [{ name, kind: "steps", data: {}, expected: null }];
  return [{ name, ...Case.parse(JSON.parse(readFileSync(path.join(FOLDER, file), "utf8"))) }];
}

export const caseFiles = (isOf: (kind: string) => boolean): CaseFile[] =>
  (existsSync(FOLDER) ? readdirSync(FOLDER) : []).flatMap(readCase).filter(({ kind }) => isOf(kind));
