import type { Random } from "./random";

/**
 * UUIDv7s of a chosen moment, repeatable, and growing within a millisecond: rows of the past sort by age like any
 * other.
 */
export class Ids {
  readonly #random: Random;
  #millisecond = 0;
  #sequence = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  at(moment: Date): string {
    this.#sequence = moment.getTime() === this.#millisecond ? this.#sequence + 1 : 0;
    if (this.#sequence > 0xfff) throw new RangeError("More ids are asked for one millisecond than it has numbers.");
    this.#millisecond = moment.getTime();
    const time = hex(this.#millisecond, 12);
    const variant = hex(0x8000 | this.#random.whole(0, 0x3fff), 4);
    const tail = hex(this.#random.whole(0, 0xffffff), 6) + hex(this.#random.whole(0, 0xffffff), 6);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(this.#sequence, 3)}-${variant}-${tail}`;
  }
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
