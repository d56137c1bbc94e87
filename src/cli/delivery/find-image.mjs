// @ts-check
import { CommandError } from "../launch/command-error.mjs";
import { setOutputs } from "./outputs.mjs";
import { run } from "./run.mjs";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * The image of a release, by digest, unless it is known already; empty where the registry has none. A tag is never
 * moved, so this is what was built.
 * @param {import("./run-delivery.mjs").Options} options @param {AbortSignal} signal
 */
export async function findImage({ repository = "", release = "", image = "" }, signal) {
  if (image) return setOutputs({ digest: image.slice(image.indexOf("@") + 1), image });
  const name = repository.slice(repository.indexOf("/") + 1);
  const args = ["ecr", "batch-get-image", "--repository-name", name, "--image-ids", `imageTag=${release}`];
  const json = await run("aws", [...args, "--output", "json"], { signal });
  const digest = digestIn(json);
  setOutputs({ digest, image: digest && `${repository}@${digest}` });
}

/** The answer names what it does not have instead of failing. @param {string} json */
export function digestIn(json) {
  /** @type {{ images?: { imageId?: { imageDigest?: string } }[], failures?: { failureCode?: string }[] }} */
  const { images = [], failures = [] } = JSON.parse(json);
  const strange = failures.find(({ failureCode }) => failureCode !== "ImageNotFound");
  if (strange) throw new CommandError(`The registry refused: ${strange.failureCode}.`);
  const digest = images[0]?.imageId?.imageDigest ?? "";
  if (digest && !DIGEST.test(digest)) throw new CommandError(`The registry gave no digest: ${digest}`);
  return digest;
}
