// @ts-check
import { createRequire, isBuiltin } from "node:module";
import { build, stop } from "esbuild";
import { bundleOptions, WITH_PACKAGES } from "../launch/bundle.mjs";
import { inRoot } from "../launch/project.mjs";

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
      ...WITH_PACKAGES,
      splitting: true,
      sourcemap: "external",
      plugins: [namesOfLatePackages],
      metafile: true,
    });
    return Object.keys(metafile.inputs);
  } finally {
    await stop();
  }
}
