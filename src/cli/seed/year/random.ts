/**
 * Chance that can be repeated: a year made twice from one seed is the same year. The generator is sfc32 (Chris
 * Doty-Humphrey, public domain); each part of the shop has a stream of its own, named by what it is for, so that a
 * change to one leaves the others as they were.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(name: string) {
    [this.#a, this.#b, this.#c] = [hash(name, 1), hash(name, 2), hash(name, 3)];
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) this.next();
  }

  /** From 0 up to, and not including, 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError("There is nothing to pick from.");
    return item;
  }

  /** Up to `count` different ones, in the order they are drawn. */
  sample<Item>(items: readonly Item[], count: number): Item[] {
    const rest = [...items];
    const drawn: Item[] = [];
    while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(this.whole(0, rest.length - 1), 1));
    return drawn;
  }

  /** How often something happens that happens `mean` times on average (Knuth). */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let product = this.next();
    let count = 0;
    while (product > limit) {
      count += 1;
      product *= this.next();
    }
    return count;
  }
}

const WARM_UP_ROUNDS = 12;

/** FNV-1a over the name, begun differently for each word of the state. */
function hash(name: string, salt: number): number {
  let value = 0x811c9dc5 ^ salt;
  for (const character of name) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value | 0;
}

/** Draws from things of unequal weight. Weights are added up once and searched by halves. */
export class Lottery<Item> {
  readonly #ends: number[] = [];
  readonly #items: readonly Item[];
  #total = 0;

  constructor(items: readonly Item[], weightOf: (item: Item) => number) {
    this.#items = items;
    for (const item of items) this.#ends.push((this.#total += weightOf(item)));
  }

  draw(random: Random): Item {
    const at = random.next() * this.#total;
    let [low, high] = [0, this.#ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const item = this.#items[low];
    if (item === undefined) throw new RangeError("There is nothing to draw from.");
    return item;
  }
}
