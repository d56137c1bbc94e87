import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { endGroup, sendSignal, waitUntilGone } from "@/cli/launch/processes.mjs";
import { runProgram } from "@/cli/launch/run-program.mjs";
import { setWatchdog } from "@/cli/launch/watchdog.mjs";
import { newId } from "@/shared/id";
import { pause } from "@/shared/pause";

const PROCESSES = new URL("../cli/launch/processes.mjs", import.meta.url).href;
const START_MS_MAX = 180_000;
/** The least that Compose and Kubernetes give it; then it is killed, and did not end as it should. */
const END_MS_MAX = 20_000;
/** Docker's own form of an image knows of health; without registry and engine there is this in its place. */
const BUILDAH = { BUILDAH_FORMAT: "docker", STORAGE_DRIVER: "vfs", BUILDAH_ISOLATION: "chroot" };

/** Node 26 is linked to it. */
const LINKED = "/usr/lib/x86_64-linux-gnu/libatomic.so.1";
const COMPLETE = "quartermaster.base";

/** What of this machine its programs need, and nothing that is secret. */
const ofMachine = () => {
  const { PATH, HOME, TMPDIR = tmpdir(), IMAGE_OFFLINE_CACHE, http_proxy, https_proxy } = process.env;
  return { PATH: `${PATH}:/usr/sbin:/sbin`, HOME, TMPDIR, IMAGE_OFFLINE_CACHE, http_proxy, https_proxy, ...BUILDAH };
};

type Settings = Readonly<Record<string, string>>;
export type Run = { env?: Settings; volumes?: Settings; command?: readonly string[] };

/** Builds and runs images where there is neither an engine nor a registry. */
export class ImageTool {
  constructor(
    private readonly program: string,
    private readonly tag: string,
  ) {}

  /** @throws Error with the end of what was said */
  async build(context: string, buildArgs: Settings, env: Settings): Promise<void> {
    await this.completeBases(path.join(context, "Dockerfile"));
    const given = Object.entries(buildArgs).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
    await this.call(["build", context, "-f", path.join(context, "Dockerfile"), "-t", this.tag, ...given], env);
  }

  /**
   * The official image of Node brings what Node's binary is linked to. What stands in for it is Debian with the binary
   * alone, so it gets the library from this machine, once.
   */
  private async completeBases(dockerfile: string): Promise<void> {
    const named = readFileSync(dockerfile, "utf8").matchAll(/^FROM (node:([\d.]+)\S*)/gm);
    for (const [, image = "", version = ""] of new Map([...named].map((each) => [each[1], each])).values()) {
      const known = await runProgram("buildah", ["inspect", "--type", "image", image], { env: ofMachine() });
      if (known.code === 0 && known.output.includes(COMPLETE)) continue;
      await this.call(["base", image, version]);
      const container = (await said("buildah", ["from", "--pull-never", image], ofMachine())).trim();
      await said("buildah", ["copy", container, LINKED, LINKED], ofMachine());
      await said("buildah", ["config", "--label", `${COMPLETE}=complete`, container], ofMachine());
      await said("buildah", ["commit", container, `docker.io/library/${image}`], ofMachine());
      await said("buildah", ["rm", container], ofMachine());
    }
  }

  unpack = (folder: string) => this.call(["files", this.tag, folder]);

  /** What the image says of itself. */
  async inspect(): Promise<unknown> {
    const args = ["inspect", "--type", "image", `localhost/${this.tag}`];
    return JSON.parse(await said("buildah", args, ofMachine())).Docker.config;
  }

  remove = () => said("buildah", ["rmi", "--force", `localhost/${this.tag}`], ofMachine());

  /** Runs a command of the image to its end. */
  run = (run: Run) => runProgram("bash", [this.program, ...this.argumentsOf(run)], { env: ofMachine() });

  /** Starts a process from the image, and gives it back once Node runs. */
  async start(run: Run, log: string): Promise<ImageProcess> {
    const mark = newId();
    const args = this.argumentsOf({ ...run, env: { ...run.env, IMAGE_RUN: mark } });
    const file = openSync(log, "a");
    const stdio = ["ignore", file, file] as const;
    const child = spawn("bash", [this.program, ...args], {
      env: { NODE_ENV: "test", ...ofMachine() },
      stdio: [...stdio],
      detached: true,
    });
    closeSync(file);
    const callOff = setWatchdog(PROCESSES, "endGroup", child.pid ?? 0);
    const ended = once(child, "exit").then(([code]) => (callOff(), Number(code ?? -1)));
    for (const until = performance.now() + START_MS_MAX; performance.now() < until; await pause(100)) {
      const pid = findMarked(mark);
      if (pid !== null) return new ImageProcess(pid, log, ended);
      if (child.exitCode !== null) break;
    }
    await endGroup(child.pid ?? 0);
    throw new Error(`${run.command?.join(" ")} did not start: ${readFileSync(log, "utf8").slice(-2_000)}`);
  }

  private argumentsOf({ env = {}, volumes = {}, command = [] }: Run): string[] {
    const variables = Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
    const folders = Object.entries(volumes).flatMap(([inside, outside]) => ["-v", `${outside}:${inside}`]);
    return ["run", this.tag, ...variables, ...folders, "--", ...command];
  }

  private call = (args: readonly string[], env: Settings = {}) =>
    said("bash", [this.program, ...args], { ...ofMachine(), ...env });
}

export class ImageProcess {
  constructor(
    readonly pid: number,
    readonly logFile: string,
    private readonly ended: Promise<number>,
  ) {}

  /** Its root, as it sees it. */
  get root(): string {
    return `/proc/${this.pid}/root`;
  }

  log = () => readFileSync(this.logFile, "utf8");

  /** Asks it to end as Docker and Kubernetes do: the code that it ended with. */
  async stop(): Promise<number> {
    sendSignal(this.pid, "SIGTERM");
    if (!(await waitUntilGone([this.pid], END_MS_MAX))) sendSignal(this.pid, "SIGKILL");
    return this.ended;
  }
}

async function said(command: string, args: string[], env: Record<string, string | undefined>): Promise<string> {
  const { code, output } = await runProgram(command, args, { env });
  if (code !== 0) throw new Error(`${[path.basename(command), ...args].join(" ")} failed:\n${output.slice(-4_000)}`);
  return output;
}

/** The Node of another root whose environment bears this mark. */
function findMarked(mark: string): number | null {
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const isMarked = readFileSync(`/proc/${name}/environ`, "utf8").includes(mark);
      const isNode = isMarked && path.basename(readlinkSync(`/proc/${name}/exe`)) === "node";
      if (isNode && readlinkSync(`/proc/${name}/root`) !== "/") return Number(name);
    } catch {
      // It has ended meanwhile, or belongs to the kernel.
    }
  }
  return null;
}
