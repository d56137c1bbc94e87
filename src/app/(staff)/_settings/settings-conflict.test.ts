import { expect, test } from "vitest";
import { changedByOthers, mergeSettings, type SettingsValues } from "./settings-conflict";

const BASE: SettingsValues = {
  version: 4,
  companyName: "Harbour Goods",
  address: "Quay 4",
  country: "DE",
  vatNumber: "",
  locale: "en-GB",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  pricesIncludeTax: false,
  roundsTaxOnce: false,
  taxRate: 190_000,
  paymentTermsDays: 30,
  defaultWarehouseId: null,
};
const MINE = { ...BASE, address: "Quay 5", companyName: "Harbour & Sons" };
const THEIRS = { ...BASE, version: 5, address: "Quay 6", taxRate: 70_000, defaultWarehouseId: "w1" };

test("only what both changed is contested, and a warehouse is called by its name", () => {
  expect(changedByOthers(BASE, MINE, THEIRS, (id) => `warehouse ${id}`)).toEqual([
    { path: "address", label: "Address", base: "Quay 4", mine: "Quay 5", theirs: "Quay 6", isContested: true },
    { path: "taxRate", label: "Default tax", base: "19%", mine: "19%", theirs: "7%", isContested: false },
    expect.objectContaining({ path: "defaultWarehouseId", mine: "None", theirs: "warehouse w1", isContested: false }),
  ]);
});

test("merging goes on from their version, with mine where I changed it and chose so", () => {
  const others = { version: 5, taxRate: 70_000, defaultWarehouseId: "w1" };
  expect(mergeSettings(BASE, MINE, THEIRS, { address: "mine" })).toEqual({ ...MINE, ...others });
  expect(mergeSettings(BASE, MINE, THEIRS, { address: "theirs" })).toEqual({ ...MINE, ...others, address: "Quay 6" });
});
