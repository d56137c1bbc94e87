// @ts-check

/**
 * @typedef {object} Size
 * @property {number} pairs of a write and a read
 * @property {number} clients and how long each rests between two orders, where others work beside a drill
 * @property {number} restMs
 * @property {number} phaseMs how long people work before and after what is done to them
 * @property {number} files that are imported meanwhile
 * @property {number} streams
 * @property {{ clients: number, streams: number, restMs: number }} crowd for the restart of everything
 * @property {number} kills
 */

/** @type {{ full: Size, short: Size }} */
export const SIZES = {
  full: {
    pairs: 500,
    clients: 8,
    restMs: 100,
    phaseMs: 4_000,
    files: 20,
    streams: 10,
    crowd: { clients: 50, streams: 100, restMs: 2_500 },
    kills: 30,
  },
  short: {
    pairs: 60,
    clients: 4,
    restMs: 100,
    phaseMs: 1_000,
    files: 4,
    streams: 4,
    crowd: { clients: 10, streams: 20, restMs: 1_000 },
    kills: 5,
  },
};
