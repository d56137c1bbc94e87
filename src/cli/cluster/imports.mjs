// @ts-check
import { randomUUID } from "node:crypto";
import { until } from "./until.mjs";

const ROWS_EACH = 3;

/** Files that are imported by jobs: what each of them does can be counted. */
export class Imports {
  /** @type {string[]} */
  ids = [];
  word = randomUUID().slice(0, 8);

  /** @param {import("./world.mjs").World} world */
  constructor(world) {
    this.world = world;
  }

  /** Hands in a file and has it checked, which is a job. */
  async begin() {
    const caller = this.world.callerAt(this.ids.length);
    const number = this.ids.length;
    const rows = Array.from(
      { length: ROWS_EACH },
      (_, row) => `${this.nameOf(number, row)},${this.nameOf(number, row)},9.50`,
    );
    const { fileKey } = await caller.upload(["Title,SKU,Price", ...rows].join("\n"));
    const { importId } = await caller.mustChange("imports.start", { fileKey, fileName: `${this.word}-${number}.csv` });
    await caller.mustChange("imports.check", { importId, columns: ["title", "sku", "price"] });
    // One whose check was not acknowledged is handed in again, and never applied.
    this.ids.push(importId);
  }

  /** @param {number} number @param {number} row */
  nameOf(number, row) {
    return `${this.word}-${number}-${row}`;
  }

  /** Waits until all are checked, has them applied by jobs too, and waits for those. @param {number} withinMs */
  async finish(withinMs) {
    await this.untilAll("checked", withinMs);
    for (const [place, importId] of this.ids.entries())
      await this.world.callerAt(place).mustChange("imports.applyChanges", { importId });
    await this.untilAll("applied", withinMs);
  }

  /** @param {string} status @param {number} withinMs */
  async untilAll(status, withinMs) {
    const count = async () => {
      const [row] = await this.world.cluster.postgres.primary`
        select count(*) as count from product_imports where id = any(${this.ids}) and status = ${status}`;
      return Number(row?.["count"]);
    };
    await until(`all files are ${status}`, async () => (await count()) === this.ids.length, withinMs).catch(() => {});
    return this.ids.length - (await count());
  }

  /** Of the rows of all files, how many made no product, and how many made more than one. */
  async compare() {
    const [row] = await this.world.cluster.postgres.primary`
      select count(*) as made, count(distinct title) as titles from products where title like ${`${this.word}-%`}`;
    const [made, titles] = [Number(row?.["made"]), Number(row?.["titles"])];
    return { lost: this.ids.length * ROWS_EACH - titles, doubled: made - titles };
  }
}
