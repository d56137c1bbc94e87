// @ts-check
import { readFileSync } from "node:fs";
import { inRoot } from "../launch/project.mjs";

/** Processors, as AWS sells them. @type {Record<string, number>} */
const PROCESSORS = { "t3.large": 2, "m7i.large": 2, "db.t4g.medium": 2, "db.r8g.large": 2 };
const ZONES = 3;

/**
 * @typedef {object} Sizes
 * @property {number} websMax
 * @property {number} webProcessors what one web may use, whose JavaScript runs on one
 * @property {number} webMb what one web may hold
 * @property {number} nodeProcessors of all nodes there may be
 * @property {number} otherProcessors what the other processes ask for at the most
 * @property {number} primaryProcessors
 * @property {number} replicas each as large as the primary
 * @property {number} webConnections to the primary, of one web
 * @property {number} workerConnections of all workers, at the most of them
 * @property {number} relays
 * @property {number} relayConnections of all relays, whose number does not grow with orders
 * @property {number} connectionsMax that the primary allows
 */

/** The numbers of an environment, from where they are set. @param {"staging" | "production"} name @returns {Sizes} */
export function readSizes(name) {
  const text = readFileSync(inRoot("terraform", "environments", name, "main.tf"), "utf8");
  const processes = [...text.matchAll(/^ +(\w+) += \{ (min = .*) \}$/gm)].map(([, process = "", numbers = ""]) => ({
    process,
    ...numbersIn(numbers),
  }));
  const web = processes.find(({ process }) => process === "web");
  if (!web) throw new Error(`terraform/environments/${name}/main.tf says nothing of webs.`);
  const sizes = numbersIn(text.replaceAll(/\{ min = .* \}/g, ""));
  const relay = processes.find(({ process }) => process === "relay");
  if (!relay) throw new Error(`terraform/environments/${name}/main.tf says nothing of relays.`);
  const others = processes.filter((each) => each !== web);
  const workers = others.filter((each) => each !== relay);
  return {
    websMax: of(web, "max"),
    webProcessors: Math.min(1, of(web, "cpu_m_max") / 1_000),
    webMb: of(web, "memory_mi_max"),
    nodeProcessors: ZONES * of(sizes, "nodes_max") * processorsOf(/instance_types += \["([\w.]+)"\]/.exec(text)?.[1]),
    otherProcessors: others.reduce((total, each) => total + (of(each, "max") * of(each, "cpu_m")) / 1_000, 0),
    primaryProcessors: processorsOf(/database_class += "([\w.]+)"/.exec(text)?.[1]),
    replicas: of(sizes, "database_replicas"),
    webConnections: connectionsOf(web),
    workerConnections: workers.reduce((total, each) => total + of(each, "max") * connectionsOf(each), 0),
    relays: of(relay, "max"),
    relayConnections: of(relay, "max") * connectionsOf(relay),
    connectionsMax: of(sizes, "database_connections"),
  };
}

/** @param {string} text @returns {Record<string, number>} */
const numbersIn = (text) =>
  Object.fromEntries([...text.matchAll(/(\w+) += (\d+)/g)].map(([, name = "", number]) => [name, Number(number)]));

/** A pool, and one that listens, as Terraform counts them. @param {Record<string, number | string>} process */
const connectionsOf = (process) => of(process, "pool") + 1;

/** @param {Record<string, number | string>} numbers @param {string} name */
function of(numbers, name) {
  const number = numbers[name];
  if (typeof number !== "number") throw new Error(`The environment does not say ${name}.`);
  return number;
}

/** @param {string | undefined} machine */
function processorsOf(machine = "") {
  const processors = PROCESSORS[machine];
  if (processors === undefined)
    throw new Error(`How many processors ${machine} has is not known in capacity/environments.mjs.`);
  return processors;
}
