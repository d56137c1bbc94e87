/**
 * Says whether something is what it should be: for what a page kept or is told, which must not bring all of zod into
 * its first load. Inputs are zod's, whose words people read.
 */
export type Guard<Value> = (found: unknown) => found is Value;
export type Guarded<Of> = Of extends Guard<infer Value> ? Value : never;

export const isText: Guard<string> = (found) => typeof found === "string";
export const isNumber: Guard<number> = (found) => typeof found === "number";
export const isFlag: Guard<boolean> = (found) => typeof found === "boolean";
/** One or more. */
export const isCount: Guard<number> = (found): found is number => Number.isInteger(found) && Number(found) >= 1;

export const orNull =
  <Value>(is: Guard<Value>): Guard<Value | null> =>
  (found): found is Value | null =>
    found === null || is(found);

export const optional =
  <Value>(is: Guard<Value>): Guard<Value | undefined> =>
  (found): found is Value | undefined =>
    found === undefined || is(found);

export const listOf =
  <Value>(is: Guard<Value>): Guard<Value[]> =>
  (found): found is Value[] =>
    Array.isArray(found) && found.every(is);

type Parts = Readonly<Record<string, Guard<unknown>>>;
type Optional<Of extends Parts> = { [Key in keyof Of]: undefined extends Guarded<Of[Key]> ? Key : never }[keyof Of];
type Whole<Of extends Parts> = { [Key in Exclude<keyof Of, Optional<Of>>]: Guarded<Of[Key]> } & {
  [Key in Optional<Of>]?: Guarded<Of[Key]>;
};

/** Has all these parts, and perhaps more. */
export const hasParts =
  <Of extends Parts>(parts: Of): Guard<Whole<Of>> =>
  (found): found is Whole<Of> =>
    typeof found === "object" &&
    found !== null &&
    Object.entries(parts).every(([key, is]) => is(Reflect.get(found, key)));
