/** Bins that one form may create. */
export const BINS_AT_ONCE_MAX = 100;

const CODE_RANGE = /^(.*?)(\d+)\.\.(.*?)(\d+)$/;

/**
 * The codes a person means: `A-01` is one, `A-01..A-20` (or `A-01..20`) are twenty, counted up with as many digits as
 * were written. Several are parted by commas or blanks. Null where a range runs backwards or its ends do not match.
 */
export function expandCodes(text: string): string[] | null {
  const codes: string[] = [];
  for (const part of text.split(/[\s,;]+/).filter((word) => word !== "")) {
    const expanded = expandRange(part);
    if (expanded === null) return null;
    codes.push(...expanded);
    if (codes.length > BINS_AT_ONCE_MAX) return null;
  }
  return [...new Set(codes)];
}

function expandRange(part: string): string[] | null {
  const match = CODE_RANGE.exec(part);
  if (!match) return part.includes("..") ? null : [part];
  const [, prefix = "", first = "", lastPrefix = "", last = ""] = match;
  const count = Number(last) - Number(first) + 1;
  const isSame = lastPrefix === "" || lastPrefix === prefix;
  if (!isSame || count < 1 || count > BINS_AT_ONCE_MAX) return null;
  return Array.from(
    { length: count },
    (_, index) => prefix + String(Number(first) + index).padStart(first.length, "0"),
  );
}
