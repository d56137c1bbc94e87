import { expect, test } from "vitest";
import { type DraftMethod, withTheirs } from "./merge-methods";

const method = (id: string, changed: object = {}) => ({
  id,
  name: id,
  isDefault: false,
  isArchived: false,
  ...changed,
});
const SEEN = [method("bank", { isDefault: true }), method("cash"), method("cheque")];
const draft = (rows: readonly Omit<DraftMethod, "key">[]): DraftMethod[] =>
  rows.map((row) => ({ ...row, key: row.id ?? "new" }));
const shown = (rows: readonly DraftMethod[]) =>
  rows.map(({ name, isDefault, isArchived }) => `${name}${isDefault ? " *" : ""}${isArchived ? " archived" : ""}`);

test("what I changed stays, and all else is as they saved it", () => {
  const added = { name: "Voucher", isDefault: false, isArchived: false };
  const mine = draft([method("cash", { name: "Till" }), method("bank", { isDefault: true }), method("cheque"), added]);
  const theirs = [
    method("bank", { name: "Transfer" }),
    method("cash", { name: "Money", isDefault: true }),
    method("cheque", { isArchived: true }),
    method("paypal"),
  ];
  expect(shown(withTheirs(mine, SEEN, theirs))).toEqual(["Till *", "Transfer", "cheque archived", "Voucher", "paypal"]);
});

test("the default is mine where I chose another, and there is one", () => {
  const mine = draft(SEEN.map((row) => ({ ...row, isDefault: row.id === "cheque" })));
  const theirs = [method("bank"), method("cash", { isDefault: true }), method("cheque")];
  expect(shown(withTheirs(mine, SEEN, theirs))).toEqual(["bank", "cash", "cheque *"]);
});
