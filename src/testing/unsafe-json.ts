const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const list = (length: number) => `[${Array.from({ length }, () => 0).join()}]`;
const object = (length: number) => `{${Array.from({ length }, (_, place) => `"k${place}":0`).join()}}`;

/** JSON that no door hands on, by what is wrong with it. */
export const UNSAFE_JSON: Readonly<Record<string, string>> = {
  "lists in lists": nested(21, "[", "]"),
  "lists without an end": "[".repeat(500_000),
  "objects in objects": `${'{"a":'.repeat(21)}1${"}".repeat(21)}`,
  "a list that is too long": list(5_001),
  "an object of too many keys": object(5_001),
  "too many values in all": `[${Array.from({ length: 12 }, () => list(4_500)).join()}]`,
  "a key twice": '{"quantity":1,"quantity":1000}',
  "a key twice, further in": '[{"lines":[{"quantity":1,"sku":"a","quantity":2}]}]',
  "a key twice, once spelled otherwise": String.raw`{"role":"staff","\u0072ole":"admin"}`,
  "the key of a prototype": '{"__proto__":{"isAdmin":true}}',
  "the key of a prototype, spelled otherwise": String.raw`{"\u005f_proto__":{"isAdmin":true}}`,
  "the key of a constructor": '{"a":{"constructor":{"prototype":{"isAdmin":true}}}}',
  "the key prototype": '[{"prototype":1}]',
  "a character that no row holds": String.raw`{"name":"a\u0000"}`,
  "half a character": String.raw`{"name":"\ud800"}`,
  "half a character in a key": String.raw`{"\udc00":1}`,
};

/** What every object, list and text has of itself, for looking whether an input has changed it. */
export const inherited = () =>
  [Object.prototype, Array.prototype, String.prototype, Function.prototype].map((prototype) =>
    Object.entries(Object.getOwnPropertyDescriptors(prototype)).map(([name, { value }]) => [name, typeof value]),
  );
