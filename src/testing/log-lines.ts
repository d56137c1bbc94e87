import { makeLogger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";

const LOGGER = Symbol.for("quartermaster.logger");

/** What the process logs from here on, line by line. Another file may have made the process's logger before. */
export function keepLogLines(level: "trace" | "info" | "warn"): string[] {
  const lines: string[] = [];
  Reflect.deleteProperty(globalThis, LOGGER);
  processSingleton("logger", () => makeLogger(level, { write: (line) => void lines.push(line) }));
  return lines;
}
