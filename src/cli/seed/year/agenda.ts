type Entry = { at: number; order: number; happen: (at: Date) => void };

/**
 * What is going to happen, taken in the order of time. What is due after the end stays undone: that is today's work.
 */
export class Agenda {
  readonly #heap: Entry[] = [];
  #added = 0;

  add(at: Date, happen: (at: Date) => void): void {
    const entry = { at: at.getTime(), order: this.#added, happen };
    this.#added += 1;
    let place = this.#heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent];
      if (!above || isBefore(above, entry)) break;
      this.#heap[place] = above;
      place = parent;
    }
    this.#heap[place] = entry;
  }

  runUntil(end: Date): void {
    for (let next = this.#heap[0]; next && next.at <= end.getTime(); next = this.#heap[0]) {
      this.#removeFirst();
      next.happen(new Date(next.at));
    }
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      const smaller = this.#smallerOf(left, left + 1);
      const below = this.#heap[smaller];
      if (!below || isBefore(last, below)) break;
      this.#heap[place] = below;
      place = smaller;
    }
    this.#heap[place] = last;
  }

  #smallerOf(left: number, right: number): number {
    const [one, other] = [this.#heap[left], this.#heap[right]];
    return one && other && isBefore(other, one) ? right : left;
  }
}

const isBefore = (one: Entry, other: Entry) => one.at < other.at || (one.at === other.at && one.order < other.order);
