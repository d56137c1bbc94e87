import type * as z from "zod";
import type { ChangedField, Side } from "@/app/(staff)/_conflict/choose-between";
import { isSame } from "@/app/(staff)/_history/change";
import { SHOP_FIELDS } from "@/app/(staff)/_history/shop-fields";
import type { ShopSettings } from "@/client/shop";
import type { EditSettings } from "@/modules/shop/contract";
import { toLocale } from "@/modules/shop/shop";

export type SettingsValues = z.input<typeof EditSettings>;

/** The settings as a form holds them. */
export const toValues = ({ logoKey: _, locale, ...settings }: ShopSettings): SettingsValues => ({
  ...settings,
  locale: toLocale(locale),
});

type WarehouseName = (warehouseId: string) => string;

/** What others have saved since `base` was read, where it is not what I entered too. */
export function changedByOthers(
  base: SettingsValues,
  mine: SettingsValues,
  theirs: SettingsValues,
  warehouseName: WarehouseName,
): ChangedField[] {
  return SHOP_FIELDS.flatMap(({ key, label, format }) => {
    const [was, left, is] = [base, mine, theirs].map((values): unknown => Reflect.get(values, key));
    if (isSame(was, is) || isSame(left, is)) return [];
    const text = (values: SettingsValues) => (format ?? nameOfWarehouse(warehouseName))(values);
    const isContested = !isSame(was, left);
    return [{ path: key, label, base: text(base), mine: text(mine), theirs: text(theirs), isContested }];
  });
}

const nameOfWarehouse =
  (warehouseName: WarehouseName) =>
  ({ defaultWarehouseId }: Pick<SettingsValues, "defaultWarehouseId">): string =>
    defaultWarehouseId === null ? "None" : warehouseName(defaultWarehouseId);

/** Mine with what others changed: theirs where I changed nothing, and else whichever was chosen. */
export function mergeSettings(
  base: SettingsValues,
  mine: SettingsValues,
  theirs: SettingsValues,
  choices: Readonly<Record<string, Side>>,
): SettingsValues {
  const taken = changedByOthers(base, mine, theirs, String).filter(
    ({ path, isContested }) => !isContested || choices[path] === "theirs",
  );
  const paths = new Set(["version", ...taken.map(({ path }) => path)]);
  return { ...mine, ...pick(theirs, paths) };
}

const pick = (values: SettingsValues, keys: ReadonlySet<string>): Partial<SettingsValues> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keys.has(key)));
