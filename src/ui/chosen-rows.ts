export const withRows = (ids: ReadonlySet<string>, rows: readonly string[], areChosen: boolean): ReadonlySet<string> =>
  areChosen ? new Set([...ids, ...rows]) : new Set([...ids].filter((id) => !rows.includes(id)));

/** From one row to another, whichever comes first; the second alone where the first is not shown. */
export function rowsBetween(shown: readonly string[], from: string | null, to: string): string[] {
  const [one, other] = [from === null ? -1 : shown.indexOf(from), shown.indexOf(to)];
  if (one === -1 || other === -1) return [to];
  return shown.slice(Math.min(one, other), Math.max(one, other) + 1);
}
