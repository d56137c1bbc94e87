const FAILURES_MAX = 3;
const REST_MS = 5_000;

/** After a few failures in a row nobody asks for a while, so that what is away costs no waiting; then one tries. */
export class Circuit {
  private failures = 0;
  private restUntil = 0;

  constructor(private readonly onOpen: (error: unknown) => void) {}

  /** What `work` answers, or null where it fails or is not asked. */
  async run<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    const now = performance.now();
    if (now < this.restUntil) return null;
    // Whoever tries after a rest does so alone: the others wait for the outcome without asking.
    if (this.failures >= FAILURES_MAX) this.restUntil = now + REST_MS;
    try {
      const answer = await work();
      this.failures = 0;
      this.restUntil = 0;
      return answer;
    } catch (error) {
      this.failures += 1;
      if (this.failures >= FAILURES_MAX) this.restUntil = performance.now() + REST_MS;
      if (this.failures === FAILURES_MAX) this.onOpen(error);
      return null;
    }
  }
}
