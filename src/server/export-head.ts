import { appendFile } from "node:fs/promises";
import { findHead, type Head } from "@/platform/audit/chain/seal-days";
import { config } from "@/platform/config";
import type { Db } from "@/platform/database/db";
import { logger } from "@/platform/logger";
import { processSingleton } from "@/platform/process-singleton";

const ANSWER_MS_MAX = 10_000;

type Place = "file" | "url";

/** The head that each place took last. */
const taken = () => processSingleton("exported-audit-head", () => new Map<Place, string>());

/**
 * Hands the newest head to a file and an address outside of this installation, where they are configured. It stands
 * for all before it, so what was missed while the place was away is made good by the next; a process that has just
 * started hands it over once more. Each place is tried again by itself, so that one that is away repeats no line in the
 * other.
 */
export async function exportHead(db: Db, newest: Head | null): Promise<void> {
  const { file, url } = config().auditHeads;
  if (file === null && url === null) return;
  const head = newest ?? (await findHead({ db }));
  if (head === null) return;
  await Promise.all([
    file !== null && handTo("file", head, () => appendTo(file, head)),
    url !== null && handTo("url", head, () => sendTo(url, head)),
  ]);
}

async function handTo(place: Place, { head }: Head, hand: () => Promise<void>): Promise<void> {
  if (taken().get(place) === head) return;
  try {
    await hand();
    taken().set(place, head);
  } catch (error) {
    logger().warn({ err: error }, "the head of the audit trail could not be exported");
  }
}

const lineOf = ({ day, head }: Head) => JSON.stringify({ day, head });

const appendTo = (file: string, head: Head) => appendFile(file, `${lineOf(head)}\n`, { mode: 0o600 });

/** The address may hold a key, so that no error repeats it. */
async function sendTo(url: string, head: Head): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: lineOf(head),
    redirect: "error",
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  }).catch(() => null);
  if (answer?.ok) return;
  throw new Error(answer ? `AUDIT_HEADS_URL answered ${answer.status}.` : "AUDIT_HEADS_URL did not answer.");
}
