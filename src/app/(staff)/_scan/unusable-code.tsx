import { TextLink } from "@/ui/text-link";
import type { ScanFeedback } from "./scan-status";
import type { Reading } from "./use-read-code";

type Unread = Exclude<Reading, { kind: "bin" | "goods" }>;

/** What to do about a code that names nothing usable. */
export function describeUnusableCode(reading: Unread, code: string): Omit<ScanFeedback, "turn"> {
  if (reading.kind === "failed")
    return { tone: "warning", title: `${code} could not be looked up`, advice: reading.message };
  if (reading.kind === "archived")
    return {
      tone: "warning",
      title: `${reading.title} is archived`,
      advice: "Restore the product before you change its stock.",
    };
  if (reading.kind === "pieces")
    return {
      tone: "warning",
      title: `${code} is a serial number of several items`,
      advice: `Scan the label of the item that you have first: ${reading.pieces.map(({ sku }) => sku).join(", ")}.`,
    };
  return {
    tone: "warning",
    title: `Unknown code ${code}`,
    advice: (
      <>
        Check the label and scan again, search by name, or ask a manager to add it to{" "}
        <TextLink href="/products">its product</TextLink>. What you scanned so far is kept.
      </>
    ),
  };
}
