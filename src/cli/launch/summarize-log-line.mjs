// @ts-check

const LINE_LENGTH_MAX = 500;
const WARNING_LEVEL = 40;
const LEVELS = new Map([
  ["warn", WARNING_LEVEL],
  ["error", 50],
  ["fatal", 60],
]);

/**
 * What of a line of log the person at the terminal should see, or null. The whole line is in the log file.
 * @param {string} line
 * @param {boolean} isError whether it came over stderr
 * @returns {string | null}
 */
export function summarizeLogLine(line, isError) {
  const record = parse(line);
  if (!record) return isError && line.trim() !== "" ? line.slice(0, LINE_LENGTH_MAX) : null;
  const level = typeof record.level === "number" ? record.level : (LEVELS.get(String(record.level)) ?? 0);
  if (level < WARNING_LEVEL) return null;
  const word = [...LEVELS].findLast(([, value]) => level >= value)?.[0] ?? "warn";
  const cause = [record.err?.type, record.err?.message].filter(Boolean).join(": ");
  return [word, record.msg, cause].filter(Boolean).join(" - ").slice(0, LINE_LENGTH_MAX);
}

const NAMED = ["level", "time", "msg", "err"];

/**
 * A line of log as a developer reads it: when, how grave, what, and of whom. Other lines are as they are.
 * @param {string} line
 * @returns {string}
 */
export function readableLogLine(line) {
  const record = parse(line);
  if (!record?.msg) return line;
  const time = /T(\d\d:\d\d:\d\d)/.exec(String(Reflect.get(record, "time")))?.[1] ?? "";
  const facts = Object.entries(record).filter(([name]) => !NAMED.includes(name));
  const words = facts.map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const cause = [record.err?.type, record.err?.message].filter(Boolean).join(": ");
  const stack = record.err?.stack ? `\n${record.err.stack}` : "";
  return [time, String(record.level).padEnd(5), record.msg, cause, ...words].filter(Boolean).join(" ") + stack;
}

/**
 * @param {string} line
 * @returns {{ level?: unknown, msg?: string, err?: { type?: string, message?: string, stack?: string } } | null}
 */
function parse(line) {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
