// @ts-check
import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in these; `getconf CLK_TCK` says 100 everywhere that matters. */
const TICKS_PER_SECOND = 100;

/** @param {number} pid @returns {{ parent: number, ticks: number, ofEnded: number } | null} */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return {
      parent: Number(fields[1]),
      ticks: Number(fields[11]) + Number(fields[12]),
      ofEnded: Number(fields[13]) + Number(fields[14]),
    };
  } catch {
    return null;
  }
}

/** Processor seconds of a process and its children so far, those that have ended among them. @param {number} pid */
export function cpuSeconds(pid) {
  let ticks = 0;
  for (const name of readdirSync("/proc")) {
    const number = Number(name);
    if (!Number.isInteger(number)) continue;
    const stat = readStat(number);
    if (!stat) continue;
    if (number === pid) ticks += stat.ticks + stat.ofEnded;
    else if (stat.parent === pid) ticks += stat.ticks;
  }
  return ticks / TICKS_PER_SECOND;
}

/** Megabytes that a process holds in memory. @param {number} pid */
export function residentMegabytes(pid) {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Math.round(Number(line?.[1] ?? 0) / 1024);
}
