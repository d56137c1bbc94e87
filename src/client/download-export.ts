import { hasParts, isText } from "@/shared/guard";
import { OWN_HEADER } from "@/shared/http";
import { saveFile } from "./save-file";

const isRefused = hasParts({ refusal: hasParts({ message: isText }) });
const FILE_NAME = /filename="([^"]+)"/;

const CUT_OFF = "The connection broke before the whole list had arrived, so nothing was saved. Try again.";
const UNREACHABLE = "The server can't be reached. Check the connection and try again.";

/**
 * Saves a list as a file once all of it has arrived: a connection that breaks leaves no half of a list behind.
 * @throws Error with a sentence for people when there is no file
 */
export async function downloadExport(list: string, filters: object): Promise<void> {
  const answer = await fetch(`/api/exports/${list}`, {
    method: "POST",
    headers: { "content-type": "application/json", [OWN_HEADER]: "1" },
    body: JSON.stringify(filters),
  }).catch(() => null);
  if (!answer) throw new Error(UNREACHABLE);
  if (!answer.ok) {
    const told: unknown = await answer.json().catch(() => null);
    throw new Error(isRefused(told) ? told.refusal.message : UNREACHABLE);
  }
  const file = await answer.blob().catch(() => null);
  if (!file) throw new Error(CUT_OFF);
  saveFile(FILE_NAME.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "export.csv", file);
}
