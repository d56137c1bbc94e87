import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { usersRouter } from "@/modules/users/router";
import { database } from "@/platform/database/db";
import { envelopeOf } from "@/platform/http/envelope";
import { toResponse } from "@/platform/http/pushed-answer";
import { inTransaction } from "@/platform/transaction";
import { NoInput, procedure, router } from "@/platform/trpc/procedure";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";
import { Browser, ORIGIN, read } from "@/testing/browser";
import { testContext } from "@/testing/context";
import { testDatabase } from "@/testing/database";
import { Door, PASSED_ON } from "@/testing/door";
import { anOwnKey } from "@/testing/keys";
import { keepLogLines } from "@/testing/log-lines";
import { aPerson, TEST_PASSWORD } from "@/testing/people";
import { handleAuth } from "./auth-handler";
import { makeCallHandler } from "./trpc-handler";

const lines = keepLogLines("trace");

const base = testDatabase();
const MEGABYTE = 1_000_000;
const PLANTED = "planted-marker-7f3a";

const Anything = z.strictObject({ text: z.string(), more: z.record(z.string(), z.unknown()).optional() });
const failing = router({
  crash: procedure("users.accept-invitation")
    .input(NoInput)
    .query(() => {
      throw new Error(`select ${PLANTED} from secrets`);
    }),
  breakRule: procedure("users.accept-invitation")
    .input(Anything)
    .mutation(({ ctx, input }) =>
      inTransaction(ctx, async (ctx) => {
        await ctx.db.execute(sql`
          insert into users (id, email, name, role, status, created_at)
          values (gen_random_uuid(), ${input.text}, ${input.text}, 'none', 'invited', now())`);
      }),
    ),
  misspell: procedure("users.accept-invitation")
    .input(Anything)
    .query(({ ctx, input }) => ctx.db.execute(sql`selekt ${input.text}`)),
  throwText: procedure("users.accept-invitation")
    .input(NoInput)
    .query(() => {
      throw PLANTED;
    }),
  stream: procedure("users.accept-invitation")
    .input(NoInput)
    .subscription(async function* () {
      yield "begun";
      throw new Error(`update ${PLANTED}`);
    }),
  echo: procedure("users.accept-invitation")
    .input(Anything)
    .mutation(({ input }) => input.text.length),
  repeat: procedure("users.accept-invitation")
    .input(Anything)
    .query(({ input }) => input.text),
});
const answer = makeCallHandler(router({ users: usersRouter, tests: failing }));
const frontDoor = new Door(answer);

beforeAll(() => frontDoor.open());
afterAll(() => {
  frontDoor.close();
  return database().end();
});

type Handler = (request: Request) => Promise<Response>;
const DOORS: [string, Handler][] = [
  ["the route", async (request) => toResponse(await answer(envelopeOf(request)))],
  ["the front door", frontDoor.send],
];
const json = { "content-type": "application/json", "idempotency-key": "a-key-of-its-own" };

describe.each(DOORS)("%s", (_name, handle) => {
  const browser = () => new Browser(handle);

  describe("the door", () => {
    const good = { ...json, "x-quartermaster": "1" };
    const body = JSON.stringify({ text: "hello" });
    const knock = async (headers: Record<string, string>, sent: BodyInit = body) =>
      (
        await handle(
          new Request(`${ORIGIN}/api/trpc/tests.echo`, {
            method: "POST",
            body: sent,
            headers: { ...headers, "idempotency-key": newId() },
          }),
        )
      ).status;

    test("lets in what this site's own pages send", async () => {
      expect(await knock({ ...good, "sec-fetch-site": "same-origin" })).toBe(200);
      expect(await knock({ ...good, origin: ORIGIN })).toBe(200);
      expect(await knock({ ...good, origin: "http://127.0.0.1:4321", host: "127.0.0.1:4321" })).toBe(200);
    });

    test.each([
      ["another site", { ...good, "sec-fetch-site": "cross-site" }],
      ["another site that claims our origin", { ...good, "sec-fetch-site": "cross-site", origin: ORIGIN }],
      ["a sibling of our domain", { ...good, "sec-fetch-site": "same-site" }],
      ["a typed address", { ...good, "sec-fetch-site": "none" }],
      ["a foreign origin", { ...good, origin: "https://evil.example" }],
      ["an origin that only begins like ours", { ...good, origin: `${ORIGIN}.evil.example` }],
      ["a sandboxed frame", { ...good, origin: "null" }],
      ["no origin at all", good],
      ["our page without our header", { ...json, "sec-fetch-site": "same-origin" }],
    ])("refuses %s", async (_who, headers) => expect(await knock(headers)).toBe(403));

    test.each([
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/octet-stream",
      "application/jsonp",
      "",
    ])("refuses what is not JSON: %j", async (type) =>
      expect(await knock({ ...good, "sec-fetch-site": "same-origin", "content-type": type })).toBe(415),
    );

    test("makes no change by GET, and none without an idempotency key", async () => {
      expect(await browser().query("tests.echo", { text: "hello" })).toMatchObject({ status: 405 });
      expect(await browser().mutate("tests.echo", { text: "hello" }, { "idempotency-key": "" })).toMatchObject({
        refusal: { code: "platform.idempotency-key-missing" },
      });
    });

    test("reads a megabyte and no more, by word and by count", async () => {
      const headers = { ...good, "sec-fetch-site": "same-origin" };
      const large = JSON.stringify({ text: "x".repeat(MEGABYTE) });
      const chunked = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new Uint8Array(64_000).fill(0x20)),
      });
      expect(await knock({ ...headers, "content-length": String(large.length) }, large)).toBe(413);
      expect(await knock(headers, large)).toBe(413);
      const endless = new Request(`${ORIGIN}/api/trpc/tests.echo`, {
        method: "POST",
        body: chunked,
        headers,
        duplex: "half",
      } as RequestInit);
      expect((await handle(endless)).status).toBe(413);
      expect(await knock(headers, JSON.stringify({ text: "x".repeat(MEGABYTE - 100) }))).toBe(200);
    });

    test.each([
      '{"text":"a","__proto__":{"admin":true}}',
      '{"text":"a","more":{"constructor":{"prototype":{"admin":true}}}}',
      '{"text":"a","more":{"\\u005f_proto__":1}}',
      '{"text":"a","more":{"prototype":1}}',
      '{"text":"a\\u0000b"}',
      '{"text":"half a pair: \\ud800"}',
      `{"text":"a","more":${"[".repeat(50_000)}${"]".repeat(50_000)}}`,
      `{"text":"a","more":[${"0,".repeat(400_000)}0]}`,
      `{"text":"a","more":[${Array.from({ length: 20 }, () => `[${"0,".repeat(4_000)}0]`).join()}]}`,
      '{"text":"a","text":"b"}',
      '{"text":"a","more":{"x":1,"y":{"x":1},"\\u0078":2}}',
    ])(
      "refuses keys that reach a prototype, characters no row can hold, and lists without end: %.40s",
      async (text) => {
        const headers = { ...good, "sec-fetch-site": "same-origin" };
        expect(await knock(headers, text)).toBe(400);
        const byGet = await handle(new Request(`${ORIGIN}/api/trpc/tests.misspell?input=${encodeURIComponent(text)}`));
        expect(byGet.status).toBe(400);
        expect(Object.hasOwn(Object.prototype, "admin")).toBe(false);
      },
    );

    test("takes twenty questions at once, and not two thousand", async () => {
      const batch = (size: number) =>
        browser().send(
          handle,
          `/api/trpc/${Array.from({ length: size }, () => "users.getMe").join(",")}?batch=1&input=%7B%7D`,
        );
      expect((await batch(20)).status).toBe(401);
      expect((await batch(21)).status).toBe(400);
      expect((await batch(2_000)).status).toBe(400);
    });

    test("answers a question that came by POST, as long as a change may be, and needs no key for it", async () => {
      const text = "x".repeat(20_000);
      const asked = await browser().mutate("tests.repeat", { text }, { "idempotency-key": "" });
      expect(asked).toMatchObject({ status: 200, data: text });
    });

    test("answers what no cache keeps and no other site may read", async () => {
      for (const answer of [
        await browser().query("users.getMe"),
        await browser().query("no.such"),
        await browser().mutate("tests.echo", { text: "a" }),
      ]) {
        expect(answer.headers.get("cache-control")).toBe("no-store");
        expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      }
    });

    test("gives each request a number of its own, and logs a well-formed one from outside beside it", async () => {
      const answered = async (id: string) => {
        lines.length = 0;
        const { headers } = await browser().query("users.getMe", undefined, { "x-request-id": id });
        return { own: headers.get("x-request-id"), log: lines.join("") };
      };
      const balanced = await answered("from-the-balancer-1");
      expect(balanced.own).toMatch(/^[0-9a-f-]{36}$/);
      expect(balanced.log).toContain(`"givenRequestId":"from-the-balancer-1"`);
      expect((await answered("from-the-balancer-1")).own).not.toBe(balanced.own);
      expect((await answered("<script>alert(1)</script>")).log).not.toContain("script");
    });
  });

  describe("a fault inside", () => {
    const NEVER_SHOWN =
      /at .+\(|node_modules|\.ts\b|selekt|insert into|update |syntax error|violates|SQLSTATE|DatabaseError/i;

    test.each([
      ["a bug", () => browser().query("tests.crash")],
      ["a broken rule of the database", () => browser().mutate("tests.breakRule", { text: PLANTED })],
      ["a misspelt statement", () => browser().query("tests.misspell", { text: PLANTED })],
      ["something thrown that is no error", () => browser().query("tests.throwText")],
    ])("is reported without its text: %s", async (_what, ask) => {
      const answer = await ask();
      expect(answer).toMatchObject({ status: 500, refusal: { code: "platform.unexpected", kind: "unexpected" } });
      expect(answer.text).not.toMatch(NEVER_SHOWN);
      expect(answer.text).not.toContain(PLANTED);
      expect(answer.refusal?.message).toContain(answer.headers.get("x-request-id"));
    });

    test("of a stream is reported without its text too", async () => {
      const response = await browser().send(handle, "/api/trpc/tests.stream");
      const text = await response.text();
      expect(text).toContain("serialized-error");
      expect(text).not.toMatch(NEVER_SHOWN);
      expect(text).not.toContain(PLANTED);
    });

    test("of an unreadable input does not reveal what was in it", async () => {
      const broken = await read(
        await browser().send(handle, "/api/trpc/tests.echo", {
          method: "POST",
          body: `{"text": ${PLANTED}`,
          headers: json,
        }),
      );
      expect(broken.status).toBe(400);
      expect(broken.text).not.toContain(PLANTED);
    });
  });

  test("no secret reaches the log, whichever way it comes", async () => {
    lines.length = 0;
    const person = await aPerson(base.db);
    const marked = new Browser(handle);
    await marked.signIn(person.email, `${PLANTED}-wrong-password`);
    await marked.signIn(person.email, TEST_PASSWORD);
    const secrets = { authorization: `Bearer ${PLANTED}`, "x-api-key": PLANTED };
    await marked.mutate(
      "users.acceptInvitation",
      { token: PLANTED, name: "Ada", password: `${PLANTED} sings at night` },
      { ...secrets, "idempotency-key": `${PLANTED}-key` },
    );
    await marked.mutate(
      "users.changeOwnPassword",
      { currentPassword: `${PLANTED} current`, newPassword: `${PLANTED} is my new one` },
      secrets,
    );
    await marked.mutate("users.getLink", { token: PLANTED }, secrets);
    await marked.mutate("tests.breakRule", { text: PLANTED }, secrets);
    await marked.query("tests.misspell", { text: PLANTED });
    marked.cookies.set("qm-session", PLANTED);
    await marked.query("users.getMe", undefined, secrets);
    const { key } = await anOwnKey(await testContext(base.db), { scopes: ["users.read-own"] });
    const byKey = { authorization: `Bearer ${key}` };
    const { data } = await marked.query("users.getToken", undefined, byKey);
    const { token } = z.object({ token: z.string() }).parse(data);
    expect((await marked.query("users.getMe", undefined, { authorization: `Bearer ${token}` })).status).toBe(200);
    await marked.query("tests.misspell", { text: key }, byKey);
    await marked.mutate("tests.breakRule", { text: token }, byKey);
    await marked.send(handleAuth, "/api/auth/csrf", {
      headers: { cookie: `qm-csrf=${PLANTED}; qm-session=${PLANTED}` },
    });

    expect(lines.length).toBeGreaterThan(6);
    const log = lines.join("");
    expect(log).not.toContain(PLANTED);
    expect(log).not.toContain(TEST_PASSWORD);
    for (const secret of [key.slice(-64), token, token.split(".")[2]]) expect(log).not.toContain(secret);
    expect(log).not.toContain(marked.cookies.get("qm-csrf"));
  });
});

describe("the front door alone", () => {
  const knock = (path: string, init: RequestInit = {}) => frontDoor.send(new Request(`${ORIGIN}${path}`, init));

  test("leaves to Next what is written in another way, or is no call", async () => {
    for (const path of [
      "/",
      "/api/logo",
      "//api/trpc/users.getMe",
      "/api/trpc/users%2egetMe",
      "/api/trpc/",
      "/api/trpcx",
    ])
      expect((await knock(path)).status, path).toBe(PASSED_ON);
    for (const method of ["PUT", "DELETE", "OPTIONS", "HEAD"])
      expect((await knock("/api/trpc/users.getMe", { method })).status, method).toBe(PASSED_ON);
  });

  test("says what every answer of Next's says, and that of https where it was asked over https", async () => {
    const plain = await knock("/api/trpc/users.getMe");
    expect(plain.headers.get("x-content-type-options")).toBe("nosniff");
    expect(plain.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(plain.headers.get("strict-transport-security")).toBeNull();
    const secure = await knock("/api/trpc/users.getMe", { headers: { "x-forwarded-proto": "https" } });
    expect(secure.headers.get("strict-transport-security")).toContain("max-age=");
  });

  test("tells a caller who goes on sending that it was too much, and the connection goes on", async () => {
    const socket = connect(frontDoor.port, "127.0.0.1");
    const answers: string[] = [];
    socket.on("data", (data) => answers.push(data.toString()));
    const head = (bytes: number) =>
      `POST /api/trpc/tests.echo HTTP/1.1\r\nhost: localhost\r\nx-quartermaster: 1\r\nsec-fetch-site: same-origin\r\n` +
      `content-type: application/json\r\ncontent-length: ${bytes}\r\n\r\n`;
    socket.write(head(2 * MEGABYTE));
    for (let sent = 0; sent < 20; sent += 1) {
      socket.write(" ".repeat(MEGABYTE / 10));
      await pause(5);
    }
    await expect.poll(() => answers.join("")).toMatch(/^HTTP\/1\.1 413 /);
    const told = answers.length;
    socket.write(`${head(2)}{}`);
    await expect.poll(() => answers.slice(told).join(""), { timeout: 5_000 }).toMatch(/HTTP\/1\.1 422 /);
    socket.destroy();
  });

  test("compresses what is long, for those who take it", async () => {
    const path = `/api/trpc/${Array.from({ length: 9 }, () => "users.getMe").join(",")}?batch=1&input=%7B%7D`;
    const packed = await knock(path, { headers: { "accept-encoding": "gzip, br" } });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(packed.headers.get("vary")).toContain("accept-encoding");
    const unpacked = gunzipSync(Buffer.from(await packed.arrayBuffer())).toString();
    const plain = await knock(path);
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(JSON.parse(unpacked)).toHaveLength(JSON.parse(await plain.text()).length);
  });
});

test("a procedure without a permission, or with one nobody wrote down, does not compile", () => {
  // @ts-expect-error a permission is required
  const without = () => procedure();
  // @ts-expect-error and it stands on the page of permissions
  const unknown = () => procedure("orders.do-anything");
  expect([without, unknown]).toHaveLength(2);
});
