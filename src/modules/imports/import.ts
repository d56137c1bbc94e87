/** The statuses of an import and the steps between them: pure, and safe in the browser. */

export const IMPORT_STATUSES = ["uploaded", "checking", "checked", "applying", "applied", "failed"] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

const NEXT = {
  uploaded: ["checking", "failed"],
  checking: ["checked", "failed"],
  checked: ["checking", "applying", "failed"],
  applying: ["applied", "failed"],
  applied: [],
  failed: ["checking"],
} as const satisfies Record<ImportStatus, readonly ImportStatus[]>;

export const canBecome = (from: ImportStatus, to: ImportStatus): boolean => NEXT[from].some((next) => next === to);

/** Whether a job works on it. */
export const isRunning = (status: ImportStatus): status is "checking" | "applying" =>
  status === "checking" || status === "applying";

const IMPORT_PHASES = ["check", "apply"] as const;
/** The dry run, which changes nothing in the catalog, or the import itself. */
export type ImportPhase = (typeof IMPORT_PHASES)[number];

export const phaseOf = (status: ImportStatus): ImportPhase =>
  status === "applying" || status === "applied" ? "apply" : "check";

/** What a row of a file does to the catalog. */
export const ROW_EFFECTS = ["new", "changed", "same"] as const;
export type RowEffectKind = (typeof ROW_EFFECTS)[number];
