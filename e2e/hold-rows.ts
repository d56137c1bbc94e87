import postgres from "postgres";

/** Holds rows until it is told to let go, so that whoever wants them is at work for certain. */
export async function hold(databaseUrl: string, statement: (sql: postgres.TransactionSql) => Promise<unknown>) {
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} });
  let letGo = () => {};
  const released = new Promise<void>((resolve) => (letGo = resolve));
  let over: Promise<unknown> = Promise.resolve();
  await new Promise<void>((held, failed) => {
    over = sql
      .begin(async (tx) => {
        await statement(tx);
        held();
        await released;
      })
      .catch(failed);
  });
  const countWaiting = async () =>
    Number(
      (await sql`select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock'`)[0]?.["waiting"],
    );
  const release = async () => {
    letGo();
    await over;
    await sql.end();
  };
  return { countWaiting, release };
}
