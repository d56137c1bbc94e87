import { oneOf } from "@/shared/one-of";

/** How a value is read from an address, and what it is where the address does not say. */
type Field<Value> = { readonly read: (text: string) => Value | null; readonly otherwise: Value };
export type Fields = Readonly<Record<string, Field<string | boolean | null>>>;
export type ValuesOf<Asked extends Fields> = { [Name in keyof Asked]: Asked[Name]["otherwise"] };
/** As a page of the server gets them. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

export const asText = <Otherwise extends string | null>(otherwise: Otherwise): Field<string | Otherwise> => ({
  read: (text) => text,
  otherwise,
});

export const asOneOf = <const Item extends string, Otherwise extends NoInfer<Item> | null>(
  items: readonly Item[],
  otherwise: Otherwise,
): Field<Item | Otherwise> => ({ read: (text) => oneOf(items, text), otherwise });

export const asFlag = (otherwise: boolean): Field<boolean> => ({
  read: (text) => (text === "true" ? true : text === "false" ? false : null),
  otherwise,
});

export function readAddress<Asked extends Fields>(fields: Asked, params: URLSearchParams | PageParams): ValuesOf<Asked>;
export function readAddress(fields: Fields, params: URLSearchParams | PageParams): ValuesOf<Fields> {
  const textOf = (name: string) => (params instanceof URLSearchParams ? params.get(name) : params[name]);
  return Object.fromEntries(
    Object.entries(fields).map(([name, { read, otherwise }]) => {
      const text = textOf(name);
      return [name, (typeof text === "string" ? read(text) : null) ?? otherwise];
    }),
  );
}

/** What the address says already stays, and what need not be said is left out. */
export function writeAddress(fields: Fields, search: string, change: Partial<ValuesOf<Fields>>): string {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) continue;
    if (value === null || value === fields[name]?.otherwise) params.delete(name);
    else params.set(name, String(value));
  }
  return params.size > 0 ? `?${params}` : "";
}
