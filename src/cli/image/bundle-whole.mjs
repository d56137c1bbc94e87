// @ts-check
import { createRequire, isBuiltin } from "node:module";
import { build, stop } from "esbuild";
import { bundleOptions } from "../launch/bundle.mjs";
import { inRoot } from "../launch/project.mjs";

/** Loaded as files of their own where they are needed at all; what an import of the others meets is caught. */
const APART = ["@node-rs/bcrypt", "pg-native", "@valkey/valkey-glide", "cloudflare:sockets", "msgpackr-extract"];

/** Packages that were written for CommonJS ask for these. */
const COMMON_JS = `
import { createRequire as __createRequire } from "node:module";
import { fileURLToPath as __fileURLToPath } from "node:url";
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __fileURLToPath(new URL(".", import.meta.url));`.trim();

const NAME = /^[A-Za-z_$][\w$]*$/;
const load = createRequire(inRoot("package.json"));

/**
 * What is imported late becomes a file of its own, and of a package for CommonJS that file would have no name but
 * `default`: it is given those that the package has.
 * @type {import("esbuild").Plugin}
 */
const namesOfLatePackages = {
  name: "names of late packages",
  setup(build) {
    build.onResolve({ filter: /^[@\w]/ }, ({ path, kind }) =>
      kind === "dynamic-import" && !isBuiltin(path) && namesOf(path).length > 0
        ? { path, namespace: "late" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "late" }, ({ path }) => ({
      contents: `import * as whole from "${path}";\nexport const { ${namesOf(path).join(", ")} } = whole;`,
      resolveDir: inRoot(),
    }));
  },
};

/** None where it cannot be required: then it has names of its own. @param {string} name */
function namesOf(name) {
  try {
    return Object.keys(load(name)).filter((key) => NAME.test(key) && key !== "default");
  } catch {
    return [];
  }
}

/**
 * Worker, relay and commands with all packages that they use, so that no folder of packages is needed beside them.
 * @param {string} outdir
 * @returns {Promise<string[]>} the files that they were made of
 */
export async function bundleWhole(outdir) {
  try {
    const { metafile } = await build({
      ...bundleOptions(),
      outdir,
      packages: "bundle",
      splitting: true,
      sourcemap: "external",
      external: APART,
      plugins: [namesOfLatePackages],
      banner: { js: COMMON_JS },
      metafile: true,
    });
    return Object.keys(metafile.inputs);
  } finally {
    await stop();
  }
}
