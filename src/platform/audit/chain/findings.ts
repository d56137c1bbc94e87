import type { Finding } from "./report";

export const FINDINGS_NAMED_MAX = 200;

/** Collects what is wrong; the first of it is named. */
export class Findings {
  readonly named: Finding[] = [];
  count = 0;

  add(finding: Finding): void {
    this.count += 1;
    if (this.named.length < FINDINGS_NAMED_MAX) this.named.push(finding);
  }
}
