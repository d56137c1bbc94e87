type Lot = { lotCode: string | null; hasSerials: boolean };

/** `lot L-7`, or `serial number SN-1` of an item that has its own; nothing where there is neither. */
export const lotName = ({ lotCode, hasSerials }: Lot): string | null =>
  lotCode === null ? null : `${hasSerials ? "serial number" : "lot"} ${lotCode}`;
