import { readFileSync } from "node:fs";
import type { Environment } from "./site";

/** What is given for secrets outside the environment, and what could not be had, by name and without a value. */
export type Sourced = { readonly values: Readonly<Record<string, string>>; readonly faults: readonly string[] };

const ATTEMPTS_MAX = 3;
const CONNECT_TIMEOUT_MS = 3_000;
const ANSWER_TIMEOUT_MS = 5_000;

/** `NAME_FILE`: a path to a mounted secret. */
export function readMounted(names: readonly string[], environment: Environment): Sourced {
  const [values, faults]: [Record<string, string>, string[]] = [{}, []];
  for (const name of names) {
    const file = environment[`${name}_FILE`];
    if (file === undefined) continue;
    try {
      values[name] = readFileSync(file, "utf8").trim();
    } catch (error) {
      faults.push(`${name}_FILE: cannot be read (${wordFor(error)})`);
    }
  }
  return { values, faults };
}

/**
 * `NAME_SECRET_ID`: the name or ARN of a secret in AWS Secrets Manager, and behind a `#` the field, where it is a JSON
 * object. Region, account and address are AWS's own variables. Nothing is loaded where no such name is given.
 */
export async function fetchManaged(names: readonly string[], environment: Environment): Promise<Sourced> {
  const asked = names.flatMap((name) => {
    const [id, field] = (environment[`${name}_SECRET_ID`] ?? "").split("#");
    return id ? [{ name, id, field }] : [];
  });
  const [values, faults]: [Record<string, string>, string[]] = [{}, []];
  if (asked.length === 0) return { values, faults };
  const ask = await openManager();
  // One question for each secret, though several settings may be fields of one.
  const answers = new Map<string, Promise<string>>();
  for (const { name, id, field } of asked) {
    const answer = answers.get(id) ?? ask(id);
    answers.set(id, answer);
    try {
      values[name] = fieldOf(await answer, field);
    } catch (error) {
      faults.push(`${name}_SECRET_ID: cannot be read (${wordFor(error)})`);
    }
  }
  return { values, faults };
}

async function openManager(): Promise<(id: string) => Promise<string>> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  const client = new SecretsManagerClient({
    maxAttempts: ATTEMPTS_MAX,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: ANSWER_TIMEOUT_MS },
  });
  return async (id) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return SecretString?.trim() ?? "";
  };
}

class NotThere extends Error {
  override readonly name = "NotThere";
}

/** @throws NotThere, without a word of the secret, which a parser would repeat */
function fieldOf(secret: string, field: string | undefined): string {
  const value: unknown = field === undefined ? secret : parsed(secret)?.[field];
  if (typeof value === "string" && value !== "") return value;
  throw new NotThere(field === undefined ? "it has no text" : `it has no field ${field}`);
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Messages of others may name what they were given. */
function wordFor(error: unknown): string {
  if (error instanceof NotThere) return error.message;
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
