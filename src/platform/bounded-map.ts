/** A map that drops its least recently used entry when one too many is set. */
export class BoundedMap<Key, Value extends NonNullable<unknown>> extends Map<Key, Value> {
  constructor(private readonly entriesMax: number) {
    super();
  }

  override get(key: Key): Value | undefined {
    const value = super.get(key);
    if (value === undefined) return undefined;
    this.delete(key);
    super.set(key, value);
    return value;
  }

  override set(key: Key, value: Value): this {
    this.delete(key);
    super.set(key, value);
    if (this.size <= this.entriesMax) return this;
    const oldest = this.keys().next();
    if (!oldest.done) this.delete(oldest.value);
    return this;
  }
}
