import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
  test as base,
} from "@playwright/test";
import { Api } from "./api";
import { Shop } from "./shop";
import type { Facts, ProcessName, SignIn } from "./system";

export { expect } from "@playwright/test";

export type Role = SignIn["role"];
type Session = Awaited<ReturnType<BrowserContext["storageState"]>>;
type Opening = BrowserContextOptions & {
  path?: string;
  as?: SignIn;
  /** Called before the page is asked for. */ onPage?: (page: Page) => void;
};

/** How the journeys reach the processes that serve them. */
export type Controls = Facts & {
  stop: (name: ProcessName, signal?: "SIGTERM" | "SIGKILL") => Promise<void>;
  start: (name: ProcessName) => Promise<void>;
  person: (role: Role) => SignIn;
  /** Remembers a text that must not be found in any log afterwards. */
  noteSecret: (text: string) => void;
  /** Remembers what was asked for, without the fragment, which never leaves the browser. */
  noteAddress: (url: string) => void;
};

type Fixtures = {
  /** A browser of its own for somebody who has signed in before, on a page that is live. */
  open: (role: Role, opening?: Opening) => Promise<Page>;
  /** A browser in which nobody has signed in. */
  stranger: (options?: BrowserContextOptions) => Promise<Page>;
  /** Goods, customers and orders made for one test, through the same door as the screens. */
  shop: Shop;
};

type AutomaticFixtures = { mended: void };

type WorkerFixtures = { system: Controls; sessionOf: (person: SignIn) => Promise<Session> };

export const test = base.extend<Fixtures & AutomaticFixtures, WorkerFixtures>({
  system: [async ({}, give) => give(controls()), { scope: "worker" }],

  sessionOf: [
    async ({ browser, system }, give) => {
      await give(async (person) => {
        const file = path.join(system.folder, `${person.email}.session.json`);
        if (!existsSync(file)) writeFileSync(file, JSON.stringify(await signInOnce(browser, system, person)));
        const session: Session = JSON.parse(readFileSync(file, "utf8"));
        return session;
      });
    },
    { scope: "worker" },
  ],

  /** A journey that stopped a process and failed before it started it again is nobody else's failure. */
  mended: [
    async ({ system }, give) => {
      await give();
      for (const name of ["web", "worker"] as const) await system.start(name);
      for (const name of ["other", "secure"] as const) await system.stop(name);
    },
    { auto: true },
  ],

  stranger: async ({ browser, system }, give) => {
    const opened = new Contexts(system);
    await give(async (options = {}) =>
      (await opened.add(await browser.newContext({ baseURL: system.url, ...options }))).newPage(),
    );
    await opened.end();
  },

  open: async ({ browser, system, sessionOf }, give) => {
    const opened = new Contexts(system);
    await give(async (role, { path: wanted = "/", as, onPage, ...options } = {}) => {
      const storageState = await sessionOf(as ?? system.person(role));
      const context = await opened.add(await browser.newContext({ baseURL: system.url, storageState, ...options }));
      const page = await context.newPage();
      onPage?.(page);
      await page.goto(wanted);
      await isLive(page);
      return page;
    });
    await opened.end();
  },

  shop: async ({ system, sessionOf, playwright }, give) => {
    const request = await playwright.request.newContext({
      baseURL: system.url,
      storageState: await sessionOf(system.person("admin")),
    });
    await give(new Shop(new Api(request, system)));
    await request.dispose();
  },
});

/** Waits until the page says that it moves by itself. */
export const isLive = (page: Page) =>
  expect(page.locator("[data-live=live]").first()).toBeAttached({ timeout: 15_000 });

/** The head of a page: its title, the state of what it shows, and what one can do with it. */
export const headOf = (page: Page) => page.getByRole("main").locator("header").first();

/** Signs in as a person does, and waits for the first page. */
export async function signIn(page: Page, { email, password }: Pick<SignIn, "email" | "password">): Promise<void> {
  await page.getByLabel("Mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** What every browser of a test has in common: nothing may fail inside its pages, and what it keeps secret is noted. */
class Contexts {
  private readonly contexts: BrowserContext[] = [];
  private readonly faults: string[] = [];

  constructor(private readonly system: Controls) {}

  async add(context: BrowserContext): Promise<BrowserContext> {
    this.contexts.push(context);
    context.on("weberror", (fault) => this.faults.push(`${fault.page()?.url() ?? ""}: ${fault.error().message}`));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        console.warn(`Content Security Policy stopped ${blockedURI} by ${violatedDirective}`);
      });
    });
    context.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) this.faults.push(message.text());
    });
    context.on("request", (request) => {
      this.system.noteAddress(request.url());
      const key = request.headers()["idempotency-key"];
      if (key) this.system.noteSecret(key);
    });
    return context;
  }

  async end(): Promise<void> {
    for (const context of this.contexts) {
      for (const cookie of await context.cookies())
        if (cookie.name.includes("session")) this.system.noteSecret(cookie.value);
      await context.close();
    }
    expect(this.faults, "what failed inside the pages").toEqual([]);
  }
}

async function signInOnce(browser: Browser, system: Controls, person: SignIn): Promise<Session> {
  system.noteSecret(person.password);
  const context = await browser.newContext({ baseURL: system.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page, person);
  await isLive(page);
  const session = await context.storageState();
  await context.close();
  return session;
}

function controls(): Controls {
  const facts: Facts = JSON.parse(process.env["QUARTERMASTER_JOURNEYS"] ?? "");
  const obey = async (order: string) => {
    const answer = await fetch(`${facts.controlUrl}${order}`);
    if (!answer.ok) throw new Error(await answer.text());
  };
  return {
    ...facts,
    stop: (name, signal = "SIGTERM") => obey(`/stop?name=${name}&signal=${signal}`),
    start: (name) => obey(`/start?name=${name}`),
    person: (role) => {
      const person = facts.signIns.find((signIn) => signIn.role === role);
      if (!person) throw new Error(`The sample data has nobody who is ${role}.`);
      return person;
    },
    noteSecret: (text) => appendFileSync(path.join(facts.folder, "secrets.txt"), `${text}\n`),
    noteAddress: (url) => appendFileSync(path.join(facts.folder, "addresses.txt"), `${url.split("#")[0]}\n`),
  };
}
