import { processSingleton } from "@/platform/process-singleton";

/** A piece of work of a trace. Facts are names and ids, never what somebody has typed. */
export type Span = { readonly set: (facts: Facts) => void; readonly fail: (word: string) => void };
export type Facts = Readonly<Record<string, string | number>>;
export type SpanKind = "server" | "client" | "producer" | "consumer" | "internal";
type About = {
  readonly name: string;
  readonly kind?: SpanKind;
  /** W3C `traceparent` of whoever caused the work, where it is not what runs around it. */
  readonly parent?: string | null | undefined;
  readonly facts?: Facts;
};

export type BrowserSpan = {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
};

/** What makes traces, where they are on. */
export type Tracing = {
  readonly run: <Result>(about: About, work: (span: Span) => Promise<Result>) => Promise<Result>;
  /** A span below the one that runs, for work that has its own end; null where nobody follows it. */
  readonly open: (about: About) => { readonly end: (fault?: string) => void; readonly parent: string } | null;
  readonly current: () => { readonly traceId: string; readonly parent: string } | null;
  /** A span that a browser has made, under the ids that it gave its request. */
  readonly take: (span: BrowserSpan) => void;
  readonly end: () => Promise<void>;
};

const holder = () => processSingleton("telemetry.tracing", (): { tracing: Tracing | null } => ({ tracing: null }));

const NOT_FOLLOWED: Span = { set: () => {}, fail: () => {} };

export const inSpan = <Result>(about: About, work: (span: Span) => Promise<Result>): Promise<Result> =>
  holder().tracing?.run(about, work) ?? work(NOT_FOLLOWED);

export const openSpan: Tracing["open"] = (about) => holder().tracing?.open(about) ?? null;

export const isTraced = (): boolean => holder().tracing !== null;
export const takeSpan: Tracing["take"] = (span) => holder().tracing?.take(span);

/** As W3C writes it, for whoever goes on elsewhere; null where nobody follows the work. */
export const traceParent = (): string | null => holder().tracing?.current()?.parent ?? null;
export const traceId = (): string | undefined => holder().tracing?.current()?.traceId;

export const traceBy = (tracing: Tracing | null): void => {
  holder().tracing = tracing;
};
/** Sends what is still to be sent. */
export const endTracing = async (): Promise<void> => holder().tracing?.end();
