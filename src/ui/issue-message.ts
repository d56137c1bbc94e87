import { formatQuantity } from "@/shared/quantity";

type Issue = {
  readonly code: string;
  readonly input?: unknown;
  readonly expected?: unknown;
  readonly origin?: unknown;
  readonly format?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
};

const isMissing = (input: unknown) => input === undefined || input === null || input === "";

const FORMATS: Readonly<Record<string, string>> = {
  email: "Enter an email address, such as ada@example.com.",
  url: "Enter a web address that begins with https://.",
  date: "Enter a date.",
  datetime: "Enter a date and time.",
  uuid: "Choose one from the list.",
};

/** The message of a broken rule that has none of its own: what to enter, not what is wrong. */
export function issueMessage(issue: Issue): string | undefined {
  if (isMissing(issue.input)) return issue.code === "invalid_value" ? "Choose one." : "Fill this in.";
  if (issue.code === "invalid_format" && typeof issue.format === "string") return FORMATS[issue.format];
  if (issue.code === "invalid_type" && Number.isNaN(issue.input)) return "Enter a number.";
  if (issue.code === "invalid_type" && issue.expected === "int") return "Enter a whole number.";
  if (issue.code === "invalid_value") return "Choose one from the list.";
  if (issue.code === "too_small") return boundMessage(issue.origin, issue.minimum, "at least");
  if (issue.code === "too_big") return boundMessage(issue.origin, issue.maximum, "at most");
  return undefined;
}

function boundMessage(origin: unknown, bound: unknown, limit: "at least" | "at most"): string | undefined {
  const text = typeof bound === "number" || typeof bound === "bigint" ? formatQuantity(Number(bound)) : undefined;
  if (text === undefined) return undefined;
  if (origin === "string") return `Use ${limit} ${text} characters.`;
  if (origin === "array" || origin === "set") return `Choose ${limit} ${text}.`;
  if (origin === "number" || origin === "int" || origin === "bigint") return `Enter ${limit} ${text}.`;
  return `Too ${limit === "at least" ? "small" : "large"}.`;
}
