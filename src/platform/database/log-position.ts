import type { Row } from "postgres";

/**
 * How far the write-ahead log has come: the timeline, which a failover raises, above the place in it, as one number
 * that only grows. Whoever has replayed a position shows every change that was committed before it.
 */
export type LogPosition = bigint;

/** One statement of Postgres; a timeline above the 64 bits of a place. */
const positionOf = (timeline: string, place: string) =>
  `((${timeline})::numeric * 18446744073709551616 + (${place} - '0/0'::pg_lsn))::text as position`;

/**
 * Of the primary. A commit is in the log before anybody sees it, so what a statement saw lies before the position that
 * the same statement reads; a transaction's own commit does when it is asked behind COMMIT.
 */
export const WRITTEN = positionOf(
  "('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint",
  "pg_current_wal_insert_lsn()",
);

/**
 * Of a replica. Its timeline is the one it has proved to replay: after a failover it counts as behind until its control
 * file says so, since a replica of the old primary may be at any place.
 */
export const REPLAYED = `${positionOf(
  "select greatest(of_checkpoint.timeline_id, of_recovery.min_recovery_end_timeline) " +
    "from pg_control_checkpoint() as of_checkpoint, pg_control_recovery() as of_recovery",
  "pg_last_wal_replay_lsn()",
)}, pg_is_in_recovery() as "isReplica"`;

/** @throws SyntaxError unless a statement gave a position back */
export const toLogPosition = (row: Row | undefined): LogPosition => BigInt(String(row?.["position"]));
